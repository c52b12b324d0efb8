"""Asking for a room: one form, checked or sent, with ways out that are one press each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import QueryParameter

from lintas.actions.approvals.queue import join_queue
from lintas.actions.bookings.ask_for_room import ask_for_room, try_asking
from lintas.actions.bookings.ask_in_parts import ask_in_parts
from lintas.actions.bookings.made import Foreseen, Made
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision
from lintas.domain.plans import MOST_SESSIONS, Ask
from lintas.domain.refusal import Refusal
from lintas.rules import Finding
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.programs.batches import find_batch
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_pairs
from lintas.web.html import Page, go, show
from lintas.web.pages.asking.checking import checked
from lintas.web.pages.asking.parting import parted, read_parts
from lintas.web.pages.asking.quota import say_quota_left
from lintas.web.pages.asking.repeating import DAYS, EVERY
from lintas.web.pages.asking.sheet import (
    CHECK,
    DO,
    find_own_agency,
    list_choices,
    name_stand_ins,
    note_of,
    read_ask,
    reshaped,
    tidied,
    way_fields,
)
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.rows import COUNT, MOST_ROWS, Typed, count_rows, unpacked
from lintas.web.pages.shown.claims import GIVEN
from lintas.web.pages.shown.clashes import asked_reasons, tell_findings, tell_way
from lintas.web.pages.shown.modes import MODES
from lintas.web.pages.shown.overriding import asked_overrides
from lintas.web.pages.shown.places import show_room
from lintas.web.pages.shown.tools import list_tools
from lintas.web.places import find_place

TEMPLATE = "asking/ask.html"
QUEUE = "antre"
ADDRESS = "/peminjaman/baru"


@get(ADDRESS)
async def show_ask(
    request: AnyRequest,
    room_id: Annotated[UUID | None, QueryParameter(name="ruang")] = None,
    day: Annotated[str, QueryParameter(name="hari", max_length=10)] = "",
    starts_at: Annotated[str, QueryParameter(name="mulai", max_length=5)] = "",
    ends_at: Annotated[str, QueryParameter(name="selesai", max_length=5)] = "",
    batch_id: Annotated[UUID | None, QueryParameter(name="angkatan")] = None,
) -> Page:
    """Without a room, one is looked for first."""
    if room_id is None:
        return go(request, "/tempat", flash="choose_room")
    actor = asking(request)
    choices = await list_choices(actor)
    batch = await find_batch(batch_id, seen_by=actor) if batch_id else None
    form = blank_form(
        room_id=room_id,
        agency_id=await find_own_agency(actor, choices["agencies"]) or "",
        purpose=batch.title if batch else "",
        batch_id=batch_id or "",
        trainer_ids=actor.person_id or "",
        rows=1,
        key=new_key(),
        **{
            "sessions[0].day": day,
            "sessions[0].starts_at": starts_at,
            "sessions[0].ends_at": ends_at,
        },
    )
    return await show(request, TEMPLATE, form=form, **await _facts(request, form))


@post(ADDRESS, status_code=200)
async def send_ask(request: AnyRequest) -> Page:
    typed, part = parted(unpacked(await read_pairs(request)))
    if more_or_less := reshaped(typed):
        return await _show(request, Form(more_or_less), note=note_of(typed))
    typed = tidied(typed)
    form = Form(typed)
    ask = await read_ask(form)
    actor, now = asking(request), datetime.now(UTC)
    try:
        form.refuse_faults()
        if form.value(DO) == CHECK:
            foreseen = await try_asking(ask, actor=actor, now=now)
            return await _show(request, form, foreseen=foreseen)
        if form.value(DO) == QUEUE:
            await join_queue(ask, actor=actor, now=now)
            return go(request, "/antrean", flash="queued")
        made = await _ask(request, ask, await read_parts(part, ask), now=now)
    except AnsweredBefore as before:
        return go(request, before.answer, flash="asked")
    except Refusal as refusal:
        return await _show_refused(request, typed, form, refusal)
    return go(request, _address(made), flash=_flash(made))


async def _ask(
    request: AnyRequest, whole: Ask, parts: Sequence[Ask], *, now: datetime
) -> Made | tuple[Made, ...]:
    """One booking, or two; where somebody was quicker, what stands against the whole is told.

    Raises:
        PlanClashes: something does.
    """
    actor = asking(request)
    doing: dict[str, Any] = {
        "actor": actor,
        "hold_for": settings_of(request).hold,
        "now": now,
        "receipt": await read_receipt(request, render=_address),
    }
    if len(parts) == 1:
        return await ask_for_room(whole, **doing)
    try:
        return await ask_in_parts(parts, **doing)
    except PlanClashes:
        await try_asking(whole, actor=actor, now=now)
        raise


def _flash(made: Made | tuple[Made, ...]) -> str:
    if isinstance(made, tuple):
        return "asked_twice"
    return "approved" if made.booking.state is Decision.APPROVED else "asked"


def _address(made: Made | tuple[Made, ...]) -> str:
    """The booking; of two, the list in which both stand."""
    return "/peminjaman" if isinstance(made, tuple) else f"/peminjaman/{made.booking.id}"


async def _show(
    request: AnyRequest, form: Form, *, foreseen: Foreseen | None = None, note: str = ""
) -> Page:
    findings = foreseen.findings if foreseen else ()
    facts = await _facts(request, form, findings)
    facts |= {"form": form, "checked": await checked(foreseen), "note": note}
    facts["quota"] = await say_quota_left(foreseen, now=datetime.now(UTC))
    return await show(request, TEMPLATE, **facts)


async def _show_refused(request: AnyRequest, typed: Typed, form: Form, refusal: Refusal) -> Page:
    if not isinstance(refusal, PlanClashes):
        return await show_once_more(request, TEMPLATE, form, refusal, **await _facts(request, form))
    facts = await _facts(request, form, refusal.findings)
    facts["ways"] = [
        tell_way(way, refusal, ADDRESS, way_fields(typed, way)) for way in refusal.ways_out
    ]
    return await show_once_more(request, TEMPLATE, form, refusal, **facts)


async def _facts(
    request: AnyRequest, form: Form, findings: Sequence[Finding] = ()
) -> dict[str, Any]:
    venue, room = await find_place(form.identifier("room_id"))
    shown = await show_room(venue, room)
    return {
        **await list_choices(asking(request)),
        "room": shown,
        "layouts": [(code, f"{name} (muat {seats} orang)") for code, name, seats in shown.layouts],
        "rows": range(count_rows(form.value(COUNT))),
        "most_rows": MOST_ROWS,
        "modes": MODES,
        "repeat_every": EVERY,
        "repeat_days": DAYS,
        "tools": await list_tools(venue, asking(request)),
        "stand_ins": await name_stand_ins(form, asking(request)),
        "found": await tell_findings(findings, venue.zone),
        "asked": asked_reasons(form, findings),
        "overridable": asked_overrides(form, findings, asking(request)),
        "levels": GIVEN if can(asking(request), Verb.BUMP, Subject(lender=venue.keeper)) else (),
        "ways": (),
        "checked": None,
        "note": "",
        "most_dates": MOST_SESSIONS,
    }


ASKING = (show_ask, send_ask)
