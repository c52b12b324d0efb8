"""Who takes part: names and phone numbers pasted, a personal link for each, shown this once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.programs.coinciding import SeatedElsewhere
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.pasting import field_of, parse_roster
from lintas.actions.programs.renew_link import renew_link
from lintas.actions.programs.seats import find_enrollable, find_managed
from lintas.actions.steps.announcing import facts_of
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, Enrolment
from lintas.domain.refusal import AlreadyThere, Fault, NotFound, Refusal
from lintas.render.messages import say_message, whatsapp_link
from lintas.render.refusals import say_fault
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.programs.enrolments import list_reserve, list_seated
from lintas.web.asking import AnyRequest, asking, nik_key_of, settings_of
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again

TEMPLATE = "batches/enrol.html"
LONGEST_LIST = 60_000
# Each gets a link with a whole text in it: more would not fit a page that phones load.
MOST_AT_ONCE = 50
ON_A_PAGE = 50
# What a text says besides its link, and how long each of it may be: a page holds one for each.
_TOLD = ("room", "venue", "starts_at", "ends_at", "zone")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A personal link, and the chat in which it is sent; known to nobody from now on.

    `reserve_number` as an enrolment's.
    """

    enrolment_id: UUID
    name: str
    link: str
    whatsapp: str
    reserve_number: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody enrolled; of the NIK only what tells it by. `reserve_number` as an enrolment's."""

    id: UUID
    name: str
    phone: str
    nik: str
    reserve_number: int | None


@get("/angkatan/{batch_id:uuid}/peserta")
async def show_enrolling(
    request: AnyRequest,
    batch_id: FromPath[UUID],
    after: Annotated[UUID | None, QueryParameter(name="sesudah")] = None,
) -> Page:
    actor = asking(request)
    batch = await find_enrollable(batch_id, actor)
    facts = await _facts(batch, actor, after=after)
    return await show(request, TEMPLATE, form=blank_form(people=""), **facts)


@post("/angkatan/{batch_id:uuid}/peserta", status_code=200)
async def enrol(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    typed = form.text("people", longest=LONGEST_LIST)
    count = sum(1 for line in typed.splitlines() if line.strip())
    if count > MOST_AT_ONCE:
        form.faults.append(Fault("people", count, "most_items", MOST_AT_ONCE))
    try:
        form.refuse_faults()
        # As typed, for faults count its lines.
        roster = parse_roster(form.value("people"), nik_key_of(request))
        enrolled = await enrol_people(batch_id, roster, actor=actor, now=now)
    except Refusal as refusal:
        facts = await _facts(await find_enrollable(batch_id, actor), actor)
        lines = _lines(refusal)
        if lines:
            facts["lines"] = lines
            if isinstance(refusal, (AlreadyThere, SeatedElsewhere)):
                facts["rest"] = _without(refusal, form.value("people"))
            form.errors["people"] = f"{len(lines)} baris belum tepat, belum ada yang didaftarkan"
            refusal.faults = ()
        return await show_again(request, TEMPLATE, form, refusal, **facts)
    return await _show_links(request, batch_id, enrolled)


@post("/angkatan/{batch_id:uuid}/peserta/{enrolment_id:uuid}/tautan", status_code=200)
async def renew(
    request: AnyRequest, batch_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> Page:
    """The old link opens nothing from now on."""
    renewed = await renew_link(enrolment_id, actor=asking(request), now=datetime.now(UTC))
    return await _show_links(request, batch_id, [renewed])


@get("/angkatan/{batch_id:uuid}/peserta/{enrolment_id:uuid}/keluar")
async def show_leaving(
    request: AnyRequest, batch_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> Page:
    actor = asking(request)
    enrolment, batch = await find_managed(enrolment_id, actor)
    if batch.id != batch_id:
        raise NotFound("enrolment_id", enrolment_id)
    return await show(
        request, "batches/leave.html", batch=batch, name=enrolment.person.name, id=enrolment_id
    )


@post("/angkatan/{batch_id:uuid}/peserta/{enrolment_id:uuid}/keluar")
async def leave(
    request: AnyRequest, batch_id: FromPath[UUID], enrolment_id: FromPath[UUID]
) -> Page:
    await leave_batch(enrolment_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/angkatan/{batch_id}/peserta", flash="left")


async def _facts(batch: Batch, actor: Actor, *, after: UUID | None = None) -> dict[str, Any]:
    enrolments = await list_seated(batch.id, seen_by=actor, after=after, limit=ON_A_PAGE + 1)
    listed = enrolments[:ON_A_PAGE]
    is_own = can(actor, Verb.ENROL, Subject(keeper=batch.keeper))
    waiting = [
        each
        for each in await list_reserve(batch.id)
        if is_own or can(actor, Verb.ENROL, Subject(keeper=each.person.keeper))
    ]
    return {
        "batch": batch,
        "is_own": is_own,
        "members": [_member(each) for each in listed],
        "waiting": [_member(each) for each in waiting],
        "more": listed[-1].id if len(enrolments) > ON_A_PAGE else None,
        "lines": (),
        "rest": "",
        "most": MOST_AT_ONCE,
    }


def _member(enrolment: Enrolment) -> Member:
    person = enrolment.person
    nik = person.nik.masked if person.nik else ""
    return Member(enrolment.id, person.name, person.phone, nik, enrolment.reserve_number)


def _lines(refusal: Refusal) -> list[str]:
    """What is wrong, line by line as people count them; empty where it is something else."""
    return [
        say_fault(replace(fault, field=fault.field.replace("people", "line", 1)))
        for fault in refusal.faults
        if fault.field.startswith("people[")
    ]


def _without(refusal: Refusal, typed: str) -> str:
    """The list without the lines that were refused; empty where nobody is left."""
    refused = {fault.field for fault in refusal.faults}
    kept = [line for index, line in enumerate(typed.splitlines()) if field_of(index) not in refused]
    return "\n".join(kept).strip()


async def _show_links(request: AnyRequest, batch_id: UUID, enrolled: Sequence[Enrolled]) -> Page:
    actor = asking(request)
    batch = await find_enrollable(batch_id, actor)
    told = await _told(batch)
    public_url = settings_of(request).public_url
    links = [_link(each, told, public_url) for each in enrolled]
    return await show(
        request,
        "batches/links.html",
        batch=batch,
        links=links,
        is_own=can(actor, Verb.ENROL, Subject(keeper=batch.keeper)),
        reserves=sum(1 for each in links if each.reserve_number),
    )


async def _told(batch: Batch) -> dict[str, Any]:
    """What the text says of the batch: its title, and its next meeting where there is one."""
    now = datetime.now(UTC)
    sessions = await list_sessions_of_batch(batch.id)
    coming = [each for each in sessions if each.span.end > now and each.decision.holds]
    facts = facts_of(await list_cards(coming[:1])) if coming else {}
    told = {name: str(facts[name])[:_LONGEST] for name in _TOLD if name in facts}
    return {"title": batch.title[: 2 * _LONGEST], **told}


def _link(enrolled: Enrolled, told: dict[str, Any], public_url: str) -> LinkShown:
    path = f"/p/{enrolled.secret}"
    person, number = enrolled.enrolment.person, enrolled.enrolment.reserve_number
    kind, facts = ("enrolled", told) if number is None else ("on_reserve", _waiting(told, number))
    text = say_message(kind, {**facts, "link": path}, public_url=public_url).whatsapp
    return LinkShown(
        enrolment_id=enrolled.enrolment.id,
        name=person.name,
        link=f"{public_url}{path}",
        whatsapp=whatsapp_link(person.phone, text),
        reserve_number=number,
    )


def _waiting(told: dict[str, Any], number: int) -> dict[str, Any]:
    """Who waits for a seat is told of no meeting."""
    return {"title": told["title"], "reserve_number": number}


ENROLLING = (show_enrolling, enrol, renew, show_leaving, leave)
