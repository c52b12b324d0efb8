"""A session gets another time or another room; everybody concerned is told why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.bookings.move_series import Scope, move_series, try_moving_series
from lintas.actions.bookings.move_session import Change, Moved, move_session, try_moving
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor, PersonId
from lintas.domain.refusal import IllegalState, Refusal
from lintas.domain.venues import Room, Venue
from lintas.rules import Finding
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.ways_out import WayKind, WayOut
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.requests import find_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.teachers import list_teachers
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.csrf import FIELD
from lintas.web.forms import Form, blank_form, read_form, read_pairs
from lintas.web.html import Page, go, show
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.rows import Typed, read_span, span_fields
from lintas.web.pages.shown.cards import session_shown
from lintas.web.pages.shown.clashes import asked_reasons, read_reasons, tell_findings, tell_way
from lintas.web.pages.shown.foresight import show_foresight, together_with
from lintas.web.pages.shown.modes import MODES, read_mode
from lintas.web.pages.shown.overriding import asked_overrides, read_overrides
from lintas.web.pages.shown.places import show_room
from lintas.web.pages.shown.tools import PREFIX, list_tools, need_fields, read_needs
from lintas.web.places import find_place

TEMPLATE = "sessions/move.html"
DO, CHECK = "do", "periksa"
# Says that the form asks who teaches, and nobody ticked means nobody.
TRAINERS = "trainers"
SCOPES = (("one", "Hanya ini"), ("following", "Ini dan berikutnya"), ("all", "Semua"))
# More would not fit a page that phones load; other rooms are found from their own pages.
MOST_ROOMS = 80


@dataclass(frozen=True, slots=True)
class Movable:
    """A session that the asker may move, as it is now."""

    booking: Booking
    session: Session
    card: Card

    @property
    def address(self) -> str:
        return f"/sesi/{self.session.id}/pindah"


@get("/sesi/{session_id:uuid}/pindah")
async def show_moving(
    request: AnyRequest,
    session_id: FromPath[UUID],
    room_id: Annotated[UUID | None, QueryParameter(name="ruang")] = None,
) -> Page:
    now = datetime.now(UTC)
    movable = await find_movable(session_id, actor=asking(request), now=now)
    form = blank_form(
        room_id=room_id or movable.session.room_id,
        reason="",
        scope="one",
        mode=movable.session.mode.value,
        link=movable.session.link,
        key=new_key(),
        **need_fields(movable.session),
        **span_fields(movable.session.span, movable.card.zone),
    ).with_values("trainer_ids", map(str, movable.session.trainer_ids))
    return await show(request, TEMPLATE, form=form, **await _facts(movable, form, asking(request)))


@post("/sesi/{session_id:uuid}/pindah", status_code=200)
async def send_moving(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    change = await _read_change(form, await find_session(session_id, seen_by=actor))
    said = form.value("scope")
    scope = Scope(said) if said in {"following", "all"} else Scope.ONE
    try:
        form.refuse_faults()
        if form.value(DO) == CHECK:
            foreseen = await (
                try_moving(session_id, change, actor=actor, now=now)
                if scope is Scope.ONE
                else try_moving_series(session_id, change, scope, actor=actor, now=now)
            )
            movable = await find_movable(session_id, actor=actor, now=now)
            facts = await _facts(movable, form, actor, foreseen.warnings)
            return await show(request, TEMPLATE, **{**facts, "form": form, "is_checked": True})
        doing: dict[str, Any] = {
            "actor": actor,
            "hold_for": settings_of(request).hold,
            "now": now,
            "receipt": await read_receipt(request, render=_address),
        }
        if scope is Scope.ONE:
            moved = await move_session(session_id, change, **doing)
        else:
            moved = await move_series(session_id, change, scope, **doing)
    except AnsweredBefore as before:
        return go(request, before.answer, flash="moved")
    except Refusal as refusal:
        return await _show_refused(request, session_id, form, refusal)
    return go(request, _address(moved), flash="moved")


def _address(moved: Moved) -> str:
    return f"/peminjaman/{moved.session.booking_id}/kabar"


async def find_movable(session_id: UUID, *, actor: Actor, now: datetime) -> Movable:
    """What the form is about.

    Raises:
        NotFound, NotAllowed, IllegalState: as moving it would.
    """
    session = await find_session(session_id, seen_by=actor)
    booking = await find_booking(session.booking_id, seen_by=actor)
    subject = Subject(booking.keeper, session.lender_keeper, booking.asked_by)
    allow(actor, Verb.MOVE, subject)
    may_move = session.postponed or (session.decision.holds and session.span.end > now)
    if not may_move:
        state = session.decision if not session.decision.holds else "over"
        raise IllegalState("session", state, "move")
    return Movable(booking, session, (await list_cards([session]))[0])


async def _read_change(form: Form, session: Session) -> Change:
    """What was typed; faults are noted on the form.

    Raises:
        NotFound: no such room.
    """
    venue, room = await find_place(form.identifier("room_id"))
    span = read_span(form, venue.zone)
    taught = tuple(PersonId(each) for each in dict.fromkeys(form.identifiers("trainer_ids")))
    mode, link = read_mode(form) if form.names("mode") else (session.mode, session.link)
    is_as_before = not form.value(TRAINERS) or set(taught) == set(session.trainer_ids)
    return Change(
        starts_at=span.start,
        ends_at=span.end,
        room_id=room.id,
        # Sent only if it changes: of a series, everybody else keeps teaching their own sessions.
        trainer_ids=None if is_as_before else taught,
        mode=None if mode is session.mode else mode,
        link=None if link == session.link else link,
        assets=read_needs(form) if form.names(PREFIX) else None,
        reasons=read_reasons(form),
        overrides=read_overrides(form),
        sequence=form.count("sequence"),
        reason=form.text("reason"),
    )


async def _show_refused(
    request: AnyRequest, session_id: UUID, form: Form, refusal: Refusal
) -> Page:
    actor = asking(request)
    movable = await find_movable(session_id, actor=actor, now=datetime.now(UTC))
    if not isinstance(refusal, PlanClashes):
        facts = await _facts(movable, form, actor)
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    facts = await _facts(movable, form, actor, refusal.findings)
    typed = await read_pairs(request)
    facts["ways"] = [
        tell_way(way, refusal, movable.address, _fields(typed, way)) for way in refusal.ways_out
    ]
    return await show_once_more(request, TEMPLATE, form, refusal, **facts)


def _fields(typed: Typed, way: WayOut) -> Mapping[str, Sequence[str]]:
    """What was typed, with what the way out changes; a series keeps the times that were wanted."""
    kept = {name: values for name, values in typed.items() if name not in {FIELD, DO}}
    kept |= {"room_id": [str(way.plan.room.id)]}
    planned = way.plan.sessions[0]
    if way.kind is WayKind.OTHER_TIME:
        times = span_fields(planned.span, way.plan.venue.zone)
        kept |= {name: [value] for name, value in times.items()}
    if way.kind is WayKind.OTHER_TRAINER:
        kept |= {TRAINERS: ["1"], "trainer_ids": list(map(str, planned.trainer_ids))}
    return kept


async def _facts(
    movable: Movable, form: Form, actor: Actor, findings: Sequence[Finding] = ()
) -> dict[str, Any]:
    venue, room = await find_place(form.identifier("room_id"))
    cards = await together_with(movable.card, movable.booking, form.value("scope"))
    return {
        "session": session_shown(movable.card, movable.booking, now=datetime.now(UTC)),
        "sequence": movable.session.sequence,
        "action": movable.address,
        "room": await show_room(venue, room),
        "rooms": await _list_rooms(venue, room, movable.booking.headcount),
        "tools": await list_tools(venue, actor, movable.session.assets),
        "modes": MODES,
        "people": await _list_people(movable, actor),
        "found": await tell_findings(findings, venue.zone),
        "asked": asked_reasons(form, findings),
        "overridable": asked_overrides(form, findings, actor),
        "ways": (),
        "is_checked": False,
        "foresight": await show_foresight(cards, actor=actor, now=datetime.now(UTC)),
        "scopes": SCOPES if len(movable.booking.sessions) > 1 else (),
    }


async def _list_people(movable: Movable, actor: Actor) -> list[tuple[UUID, str]]:
    """Who may teach it: those who do, then whoever else the asker may ask."""
    known = dict(await list_teachers(seen_by=actor))
    teaching = zip(movable.session.trainer_ids, movable.card.trainer_names, strict=True)
    return list({**dict(teaching), **known}.items())


async def _list_rooms(venue: Venue, room: Room, headcount: int) -> list[tuple[UUID, str]]:
    """Rooms of the same regency that seat them all, those of the same venue first."""
    venues = {each.id: each for each in await list_venues(regency=venue.regency, limit=500)}
    fitting = [
        each
        for each in await list_rooms_of(venues)
        if (each.capacity("") or 0) >= headcount or each.venue_id == venue.id
    ]
    fitting.sort(key=lambda each: (each.venue_id != venue.id, venues[each.venue_id].name))
    listed = [room, *(each for each in fitting if each.id != room.id)][:MOST_ROOMS]
    return [(each.id, _room_label(each, venues.get(each.venue_id, venue))) for each in listed]


def _room_label(room: Room, venue: Venue) -> str:
    seats = room.capacity("")
    return f"{room.name}, {venue.name}" + (f" (muat {seats} orang)" if seats else "")


MOVING = (show_moving, send_moving)
