"""A room, or a whole venue, is closed: whom it meets is shown first, then it is done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.venues.close_room import (
    Closed,
    Closing,
    close_room,
    foresee_closing,
    lift_closure,
)
from lintas.domain.bookings import Session
from lintas.domain.refusal import Refusal
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.domain.venues import Closure, Room, Venue
from lintas.render.recurrence import say_rule
from lintas.render.times import say_span
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.recurrence import MOST_YEARS
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import Conflict, list_conflicts_on
from lintas.store.bookings.due import list_due
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.sessions import list_sessions_in_rooms
from lintas.store.venues.closures import find_closure
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room, list_rooms_of
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.cards import SessionShown, session_shown
from lintas.web.pages.shown.closures import closure_shown, list_standing
from lintas.web.pages.shown.news import list_news
from lintas.web.pages.shown.places import say_venue_area

FORM, CONFIRM = "rooms/close.html", "rooms/close_confirm.html"
REPEATS = (("WEEKLY", "Setiap minggu"), ("DAILY", "Setiap hari"))
DO, CLOSE, CHANGE = "do", "tutup", "ubah"
# More would not fit a page that phones load; how many there are is said.
MOST_SHOWN = 20
MOST_DUE = 100_000
# Where a TimeSpan's ends were typed.
_FIELDS = {"starts_at": "starts_on", "ends_at": "ends_on"}
_NAMES = {"rrule": "repeats_until"}


@get("/ruang/{room_id:uuid}/tutup")
async def show_closing_room(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    room = await find_room(room_id)
    return await _show_form(request, await find_venue(room.venue_id), room)


@get("/tempat/{venue_id:uuid}/tutup")
async def show_closing_venue(request: AnyRequest, venue_id: FromPath[UUID]) -> Page:
    return await _show_form(request, await find_venue(venue_id), None)


@post("/ruang/{room_id:uuid}/tutup", status_code=200)
async def send_closing_room(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    room = await find_room(room_id)
    return await _close(request, await find_venue(room.venue_id), room)


@post("/tempat/{venue_id:uuid}/tutup", status_code=200)
async def send_closing_venue(request: AnyRequest, venue_id: FromPath[UUID]) -> Page:
    return await _close(request, await find_venue(venue_id), None)


@get("/penutupan/{closure_id:uuid}")
async def show_closed(request: AnyRequest, closure_id: FromPath[UUID]) -> Page:
    """What a closure met, and the news of it ready for WhatsApp."""
    actor, now = asking(request), datetime.now(UTC)
    closure = await find_closure(closure_id)
    venue = await find_venue(closure.venue_id)
    allow(actor, Verb.CLOSE_ROOM, Subject(keeper=venue.keeper))
    room = await find_room(closure.room_id) if closure.room_id else None
    sessions = await _list_sessions(closure, room)
    met = await _list_met(closure, sessions)
    listed = met[:MOST_SHOWN]
    due = set(await list_due(limit=MOST_DUE))
    return await show(
        request,
        "rooms/closed.html",
        **await _facts(venue, room),
        closure=closure_shown(closure, venue, room.name if room else ""),
        conflicts=await _shown([session for session, _ in listed], now=now),
        total=len(met),
        waiting=sum(session.id in due for session in sessions),
        news=await list_news(
            [conflict.id for _, conflict in listed],
            ["conflict_opened"],
            seen_by=actor,
            public_url=settings_of(request).public_url,
        ),
    )


@post("/penutupan/{closure_id:uuid}/buka")
async def open_again(request: AnyRequest, closure_id: FromPath[UUID]) -> Page:
    closure = await find_closure(closure_id)
    await lift_closure(closure_id, actor=asking(request), now=datetime.now(UTC))
    place = f"/ruang/{closure.room_id}" if closure.room_id else f"/tempat/{closure.venue_id}"
    return go(request, place, flash="reopened")


async def _show_form(request: AnyRequest, venue: Venue, room: Room | None) -> Page:
    allow(asking(request), Verb.CLOSE_ROOM, Subject(keeper=venue.keeper))
    today = datetime.now(venue.zone).date().isoformat()
    form = blank_form(
        starts_on=today, starts_at="00:00", ends_on=today, ends_at="00:00", key=new_key()
    )
    return await show(request, FORM, form=form, **await _facts(venue, room))


async def _close(request: AnyRequest, venue: Venue, room: Room | None) -> Page:
    """Three buttons lead here: check, change, close."""
    form = await read_form(request)
    actor, now = asking(request), datetime.now(UTC)
    facts = await _facts(venue, room)
    try:
        closing = _read_closing(form, venue, room)
        met = await foresee_closing(closing, actor=actor, now=now)
        if form.value(DO) == CHANGE:
            return await show(request, FORM, form=form, **facts)
        if form.value(DO) != CLOSE:
            facts["met"], facts["total"] = await _shown(met[:MOST_SHOWN], now=now), len(met)
            spans = closing.spans(venue.zone)
            facts["when"] = say_span(spans[0], venue.zone)
            facts["again"] = say_rule(closing.rrule)
            facts["times"] = len(spans)
            return await show(request, CONFIRM, form=form, **facts)
        receipt = await read_receipt(request, render=_address)
        closed = await close_room(closing, actor=actor, now=now, receipt=receipt)
    except AnsweredBefore as before:
        return go(request, before.answer, flash="closed")
    except Refusal as refusal:
        return await show_once_more(request, FORM, form, refusal, fields=_NAMES, **facts)
    return go(request, _address(closed), flash="closed")


def _address(closed: Closed) -> str:
    return f"/penutupan/{closed.closure.id}"


def _read_closing(form: Form, venue: Venue, room: Room | None) -> Closing:
    """What was typed; an end at 00.00 is the midnight that ends its day.

    Raises:
        Invalid: naming every faulty field.
    """
    start = form.moment("starts_on", "starts_at", venue.zone)
    end = form.moment("ends_on", "ends_at", venue.zone)
    if end.time() == time():
        end += timedelta(days=1)
    reason, authority = form.text("reason"), form.optional_text("authority")
    rrule = _read_rule(form)
    form.refuse_faults()
    try:
        span = TimeSpan(start, end)
    except NotATimeSpan as refusal:
        faults = [replace(fault, field=_FIELDS[fault.field]) for fault in refusal.faults]
        raise NotATimeSpan(faults=tuple(faults)) from refusal
    return Closing(
        span=span,
        reason=reason,
        room_id=room.id if room else None,
        venue_id=None if room else venue.id,
        authority=authority,
        rrule=rrule,
    )


def _read_rule(form: Form) -> str:
    """Every day or week until a last day; nothing chosen: it doesn't come again."""
    often = form.optional_text("repeats", longest=10)
    if often not in dict(REPEATS):
        return ""
    return f"FREQ={often};UNTIL={form.day('repeats_until'):%Y%m%d}"


async def _facts(venue: Venue, room: Room | None) -> dict[str, Any]:
    return {
        "place": f"{room.name}, {venue.name}" if room else venue.name,
        "area": await say_venue_area(venue),
        "whole": room is None,
        "repeats": REPEATS,
        "action": f"/ruang/{room.id}/tutup" if room else f"/tempat/{venue.id}/tutup",
        "back": f"/ruang/{room.id}" if room else f"/tempat/{venue.id}",
        "closures": await list_standing(venue, room, now=datetime.now(UTC)),
    }


async def _list_sessions(closure: Closure, room: Room | None) -> Sequence[Session]:
    """Those that it may have met, with a day on either side for set-up and clean-up."""
    rooms = await list_rooms_of([closure.venue_id])
    ids = [each.id for each in rooms if room is None or each.id in room.kin]
    since, until = closure.span.start - timedelta(days=1), closure.span.end + timedelta(days=1)
    if closure.rrule:
        until = closure.span.end + timedelta(days=366 * MOST_YEARS)
    return await list_sessions_in_rooms(ids, since=since, until=until)


async def _list_met(
    closure: Closure, sessions: Sequence[Session]
) -> list[tuple[Session, Conflict]]:
    """Sessions with the conflicts that the closure is the cause of."""
    conflicts = {
        conflict.session_id: conflict
        for conflict in await list_conflicts_on(session.id for session in sessions)
        if conflict.finding.party and conflict.finding.party.id == closure.id
    }
    return [(each, conflicts[each.id]) for each in sessions if each.id in conflicts]


async def _shown(sessions: Sequence[Session], *, now: datetime) -> list[SessionShown]:
    return [session_shown(card, None, now=now) for card in await list_cards(sessions)]


CLOSING = (
    show_closing_room,
    show_closing_venue,
    send_closing_room,
    send_closing_venue,
    show_closed,
    open_again,
)
