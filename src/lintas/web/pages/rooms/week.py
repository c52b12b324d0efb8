"""A room's week, as a list of days: what is free, what is taken, and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath, QueryParameter

from lintas.domain.people import Actor
from lintas.domain.refusal import Fault
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR, TimeSpan
from lintas.domain.venues import Holiday, HolidayKind, Room, Venue
from lintas.render.outside import say_source
from lintas.render.times import say_clock, say_day, say_days
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.bookings.weeks import Occupied, list_occupied, list_put_off
from lintas.store.outside_calendars.busy import list_busy_outside
from lintas.store.reference import list_holidays
from lintas.store.venues.closures import list_closures_of
from lintas.store.venues.rooms import list_tree
from lintas.web.asking import AnyRequest, asking
from lintas.web.bodies.reading import Malformed
from lintas.web.html import Page, show
from lintas.web.pages.rooms.blocks import (
    Block,
    BlockKind,
    list_blocks,
    open_on,
    whole_day,
)
from lintas.web.pages.shown.cards import session_shown
from lintas.web.pages.shown.claims import list_claims_on
from lintas.web.pages.shown.outside import calendar_shown
from lintas.web.pages.shown.places import show_room
from lintas.web.places import find_place

WEEK = timedelta(days=7)
# More would not fit a page that phones load.
MOST_PUT_OFF = 20
_LABELS = {
    BlockKind.FREE: "Kosong",
    BlockKind.TAKEN: "Terisi",
    BlockKind.REQUESTED: "Diajukan",
    BlockKind.CLOSED: "Ditutup",
    BlockKind.OUTSIDE: "Terisi",
}


@dataclass(frozen=True, slots=True)
class BlockShown:
    """`address` is the booking's page, where the asker may open it; `query` fills in a form.

    `clock` is without the zone, which is the same all over the page.
    """

    kind: str
    label: str
    clock: str
    what: str
    address: str
    query: str


@dataclass(frozen=True, slots=True)
class DayShown:
    """`rests` names the day off, if it is one; `empty` says why there are no blocks."""

    name: str
    rests: str
    empty: str
    is_today: bool
    blocks: tuple[BlockShown, ...]


@get("/ruang/{room_id:uuid}")
async def show_week(
    request: AnyRequest,
    room_id: FromPath[UUID],
    of: Annotated[date | None, QueryParameter(name="minggu")] = None,
) -> Page:
    """The week in which a day lies; without one, this week."""
    venue, room = await find_place(room_id)
    actor, now = asking(request), datetime.now(UTC)
    today = now.astimezone(venue.zone).date()
    monday = _monday(of or today)
    window = TimeSpan(
        whole_day(monday, venue.zone).start, whole_day(monday + WEEK, venue.zone).start
    )
    uses = await list_occupied(room.leaves, window, seen_by=actor, now=now)
    closures = await list_closures_of([venue.id], window)
    titles = await _list_titles(uses)
    outside = await list_busy_outside(sorted(room.kin), (), window)
    put_off = await list_put_off({room.id, *room.kin}, window, seen_by=actor)
    days = [
        _day_shown(
            day,
            list_blocks(day, venue, room, uses=uses, closures=closures, outside=outside, now=now),
            (venue, room),
            titles,
            today=today,
        )
        for day in (monday + timedelta(days=n) for n in range(7))
    ]
    return await show(
        request,
        "rooms/week.html",
        room=await show_room(venue, room),
        kin=[(each.id, each.name) for each in await list_tree(room.root) if each.id != room.id],
        days=days,
        week=say_days(monday, monday + timedelta(days=6)),
        monday=monday.isoformat(),
        before=(monday - WEEK).isoformat(),
        after=(monday + WEEK).isoformat(),
        put_off=[
            session_shown(card, None, now=now) for card in await list_cards(put_off[:MOST_PUT_OFF])
        ],
        outside=[calendar_shown(each.calendar, venue.zone, now=now) for each in outside],
        claims=await list_claims_on(venue, room, actor, now=now),
        may_ask=may_ask(actor),
        may_record=can(actor, Verb.RECORD_USE, Subject(lender=venue.keeper)),
        may_keep=can(actor, Verb.KEEP_VENUES, Subject(keeper=venue.keeper)),
        may_close=can(actor, Verb.CLOSE_ROOM, Subject(keeper=venue.keeper)),
    )


def may_ask(actor: Actor) -> bool:
    """Whether there is anybody on whose behalf the actor may ask."""
    codes = actor.regencies()
    return actor.is_operator or any(can(actor, Verb.ASK, Subject(keeper=code)) for code in codes)


def _monday(day: date) -> date:
    """The first day of its week.

    Raises:
        Malformed: a day of no year in which anything is booked.
    """
    if not FIRST_YEAR < day.year < LAST_YEAR:
        limit = f"{FIRST_YEAR + 1}-{LAST_YEAR - 1}"
        raise Malformed(faults=(Fault("minggu", day.isoformat(), "year", limit),))
    return day - timedelta(days=day.weekday())


async def _list_titles(uses: Sequence[Occupied]) -> Mapping[UUID, str]:
    """By session, of those whose titles the asker may read."""
    seen = await list_sessions_named([use.session_id for use in uses if use.is_seen])
    return {card.session.id: card.title for card in await list_cards(seen)}


def _day_shown(
    day: date,
    blocks: Sequence[Block],
    place: tuple[Venue, Room],
    titles: Mapping[UUID, str],
    *,
    today: date,
) -> DayShown:
    holiday = list_holidays().get(day)
    return DayShown(
        name=say_day(day),
        rests=_rests(holiday) if holiday else "",
        empty="Sudah lewat" if day <= today and open_on(day, place[0]) else "Tutup",
        is_today=day == today,
        blocks=tuple(_block_shown(block, day, place, titles) for block in blocks),
    )


def _rests(holiday: Holiday) -> str:
    kind = "Libur nasional" if holiday.kind is HolidayKind.NATIONAL else "Cuti bersama"
    return f"{kind}: {holiday.name}"


def _block_shown(
    block: Block, day: date, place: tuple[Venue, Room], titles: Mapping[UUID, str]
) -> BlockShown:
    venue, room = place
    use = block.use
    return BlockShown(
        kind="taken" if block.calendar else block.kind.value,
        label=_LABELS[block.kind],
        clock=say_clock(block.span, venue.zone).rpartition(" ")[0],
        what=_what(block, room, titles),
        address=f"/peminjaman/{use.booking_id}" if use and use.is_seen else "",
        query="" if block.kind is not BlockKind.FREE else _query(block.span, day, venue),
    )


def _what(block: Block, room: Room, titles: Mapping[UUID, str]) -> str:
    """Whose use it is, its title where it may be read, and which part of the hall."""
    if block.closure:
        return block.closure.reason
    if block.calendar:
        return f"menurut {say_source(block.calendar)}"
    if block.use is None:
        return ""
    part = block.use.room_name if block.use.room_name != room.name else ""
    return ", ".join(filter(None, (titles.get(block.use.session_id), block.use.agency_name, part)))


def _query(span: TimeSpan, day: date, venue: Venue) -> str:
    start, end = span.start.astimezone(venue.zone), span.end.astimezone(venue.zone)
    filled = {"hari": day.isoformat(), "mulai": f"{start:%H:%M}", "selesai": f"{end:%H:%M}"}
    return urlencode(filled)
