"""A use that came by phone: from a free hour to Simpan, in three taps at most."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.bookings.made import Made
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.agencies import AgencyId
from lintas.domain.people import Actor
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.refusal import Refusal
from lintas.domain.venues import Room, Venue
from lintas.rules.access import Subject, Verb, allow, can
from lintas.rules.ways_out import WayOut
from lintas.store.agencies import list_agencies
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.web.asking import AnyRequest, asking
from lintas.web.csrf import FIELD
from lintas.web.forms import Form, blank_form, read_form, read_pairs
from lintas.web.html import Page, go, show
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.rows import Typed, read_span, span_fields
from lintas.web.pages.shown.clashes import (
    Way,
    asked_reasons,
    read_reasons,
    tell_findings,
    tell_way,
)
from lintas.web.pages.shown.overriding import asked_overrides, read_overrides
from lintas.web.pages.shown.places import show_room
from lintas.web.places import find_place

TEMPLATE = "rooms/record.html"


@get("/ruang/{room_id:uuid}/catat")
async def show_recording(
    request: AnyRequest,
    room_id: FromPath[UUID],
    day: Annotated[str, QueryParameter(name="hari", max_length=10)] = "",
    starts_at: Annotated[str, QueryParameter(name="mulai", max_length=5)] = "",
    ends_at: Annotated[str, QueryParameter(name="selesai", max_length=5)] = "",
) -> Page:
    venue, room = await find_place(room_id)
    allow(asking(request), Verb.RECORD_USE, Subject(lender=venue.keeper))
    form = blank_form(
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        purpose="Pemakaian tempat",
        agency_id=venue.owner_agency_id,
        headcount=1,
        caller="",
        key=new_key(),
    )
    return await show(
        request, TEMPLATE, form=form, **await _facts(form, venue, room, asking(request))
    )


@post("/ruang/{room_id:uuid}/catat", status_code=200)
async def send_recording(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    venue, room = await find_place(room_id)
    form = await read_form(request)
    use = _read_use(form, venue, room)
    try:
        form.refuse_faults()
        made = await record_use(
            use,
            actor=asking(request),
            now=datetime.now(UTC),
            receipt=await read_receipt(request, render=_address),
        )
    except AnsweredBefore as before:
        return go(request, before.answer, flash="recorded")
    except Refusal as refusal:
        facts = await _facts(form, venue, room, asking(request), refusal)
        if isinstance(refusal, PlanClashes):
            facts["ways"] = _ways(refusal, await read_pairs(request), asking(request))
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, _address(made), flash="recorded")


def _address(made: Made) -> str:
    """Back to the week, where it stands now."""
    session = made.booking.sessions[0]
    day = session.span.start.astimezone(made.zone).date()
    return f"/ruang/{session.room_id}?minggu={day.isoformat()}"


def _read_use(form: Form, venue: Venue, room: Room) -> PhonedUse:
    ask = Ask(
        room_id=room.id,
        agency_id=AgencyId(form.identifier("agency_id")),
        purpose=form.text("purpose"),
        headcount=form.count("headcount", at_least=1),
        sessions=(PlannedSession(read_span(form, venue.zone)),),
        layout=form.optional_text("layout", longest=30),
        reasons=read_reasons(form),
        overrides=read_overrides(form),
    )
    return PhonedUse(ask, form.optional_text("caller", longest=300))


async def _facts(
    form: Form, venue: Venue, room: Room, actor: Actor, refusal: Refusal | None = None
) -> dict[str, Any]:
    findings = refusal.findings if isinstance(refusal, PlanClashes) else ()
    agencies = await list_agencies(limit=500)
    owners_first = sorted(agencies, key=lambda each: (each.keeper != venue.keeper, each.name))
    return {
        "room": await show_room(venue, room),
        "agencies": [(each.id, each.name) for each in owners_first],
        "found": await tell_findings(findings, venue.zone),
        "asked": asked_reasons(form, findings),
        "overridable": asked_overrides(form, findings, actor),
        "ways": (),
    }


def _ways(clash: PlanClashes, typed: Typed, actor: Actor) -> tuple[Way, ...]:
    """Those in rooms of which the actor may write down uses as well."""
    return tuple(
        tell_way(way, clash, f"/ruang/{way.plan.room.id}/catat", _fields(typed, way))
        for way in clash.ways_out
        if can(actor, Verb.RECORD_USE, Subject(lender=way.plan.venue.keeper))
    )


def _fields(typed: Typed, way: WayOut) -> Mapping[str, Sequence[str]]:
    times = span_fields(way.plan.sessions[0].span, way.plan.venue.zone)
    return {
        **{name: values for name, values in typed.items() if name != FIELD},
        **{name: [value] for name, value in times.items()},
        "layout": [way.plan.layout],
    }


RECORDING = (show_recording, send_recording)
