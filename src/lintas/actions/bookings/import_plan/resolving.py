"""From the names in a plan's rows to requests: rooms, agencies, batches and trainers looked up."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.bookings.import_plan.rows import PlanRow
from lintas.actions.steps.local_times import local_fault
from lintas.domain.agencies import Agency, AgencyId
from lintas.domain.bookings import Origin
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.plans import MOST_SESSIONS, Ask, PlannedSession
from lintas.domain.programs import Batch
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.store.agencies import list_agencies
from lintas.store.people import list_people
from lintas.store.programs.batches import list_batches
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms

MOST = 20_000
MOST_FAULTS = 200
_ID = re.compile(r"[0-9a-fA-F-]{36}")
T = TypeVar("T")


class RowsUnfit(Invalid):
    """Rows of a plan that name what is unknown, or can't be meant; all of them at once."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that make one booking, each one session, in the order of the request."""

    ask: Ask
    rows: tuple[int, ...]
    zone: str


class Named(Generic[T]):
    """Things by what people call them."""

    def __init__(self, things: Iterable[tuple[UUID, T, Iterable[str]]]) -> None:
        self._by_id: dict[str, T] = {}
        self._by_name: defaultdict[str, list[T]] = defaultdict(list)
        for key, thing, names in things:
            self._by_id[str(key)] = thing
            for name in dict.fromkeys(_plain(each) for each in names if each):
                self._by_name[name].append(thing)

    def find(self, said: str) -> list[T]:
        """None: unknown; several: the name alone doesn't tell."""
        key = said.strip().casefold()
        return [self._by_id[key]] if key in self._by_id else self._by_name.get(_plain(said), [])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Known:
    """All that rows may name, as far as whoever sent them may."""

    rooms: Named[tuple[Venue, Room]]
    agencies: Named[Agency]
    batches: Named[Batch]
    people: Named[Person]


async def find_known(actor: Actor) -> Known:
    venues = {each.id: each for each in await list_venues(limit=MOST)}
    rooms = [each for each in await list_rooms(limit=MOST) if each.venue_id in venues]
    pairs = [(venues[room.venue_id], room) for room in rooms]
    agencies = await list_agencies(limit=MOST)
    batches = await list_batches(seen_by=actor, limit=MOST)
    people = await list_people(seen_by=actor, limit=MOST)
    return Known(
        rooms=Named((room.id, (venue, room), _room_names(venue, room)) for venue, room in pairs),
        agencies=Named((each.id, each, (each.name, each.short_name)) for each in agencies),
        batches=Named((each.id, each, (each.title,)) for each in batches),
        people=Named((each.id, each, (each.name, each.email)) for each in people),
    )


def _room_names(venue: Venue, room: Room) -> tuple[str, ...]:
    return (room.name, f"{venue.name} / {room.name}", f"{venue.name}/{room.name}")


@dataclass(frozen=True, slots=True)
class _Key:
    agency: AgencyId
    room: UUID
    batch: UUID | None
    purpose: str
    layout: str


def group_rows(
    rows: Sequence[PlanRow],
    known: Known,
    *,
    agency_id: AgencyId | None,
    now: datetime,
    origin: Origin = Origin.ASKED,
) -> tuple[Group, ...]:
    """Requests, or uses to be written down, made of rows that share agency, room, batch, purpose.

    `agency_id` is whose a row without an agency is; a use of nobody's is the room's owner's, and
    may be over already.

    Raises:
        RowsUnfit: naming every row and column that can't be looked up or can't be meant.
    """
    reader = _Rows(known, agency_id, origin)
    sessions: defaultdict[_Key, list[tuple[PlanRow, PlannedSession]]] = defaultdict(list)
    zones: dict[_Key, str] = {}
    for row in rows:
        if found := reader.read(row):
            key, zone, planned = found
            sessions[key].append((row, planned))
            zones[key] = zone
    groups = [_group(key, made, zones[key]) for key, made in sessions.items()]
    faults = reader.faults or [
        fault for group in groups for fault in _faults(group, origin, now=now)
    ]
    if faults:
        raise RowsUnfit(faults=tuple(faults[:MOST_FAULTS]))
    return tuple(groups)


def _group(key: _Key, made: Sequence[tuple[PlanRow, PlannedSession]], zone: str) -> Group:
    reasons = dict.fromkeys(row.reason for row, _ in made if row.reason)
    ask = Ask(
        room_id=key.room,  # type: ignore[arg-type]  # a RoomId, from a room
        agency_id=key.agency,
        purpose=key.purpose,
        headcount=max(row.headcount for row, _ in made),
        sessions=tuple(planned for _, planned in made),
        layout=key.layout,
        batch_id=key.batch,  # type: ignore[arg-type]  # a BatchId, from a batch
        reasons={"*": "; ".join(reasons)} if reasons else {},
    )
    return Group(ask, tuple(row.number for row, _ in made), zone)


def _faults(group: Group, origin: Origin, *, now: datetime) -> Iterable[Fault]:
    checks: list[Callable[[], None]] = [group.ask.check]
    if origin is Origin.ASKED:
        checks.append(partial(group.ask.check_ahead, now=now))
    for check in checks:
        try:
            check()
        except Invalid as refusal:
            for fault in refusal.faults:
                yield local_fault(_in_row(fault, group.rows), ZoneInfo(group.zone))


def _in_row(fault: Fault, rows: Sequence[int]) -> Fault:
    """A fault of a request, where its table has it."""
    at, name = rows[0], fault.field
    if name == "sessions":
        # What parts rows into bookings is theirs to give.
        field = f"rows[{at - 1}].purpose"
        return Fault(field, len(rows), "rows_of_one_booking", MOST_SESSIONS)
    if name.startswith("sessions["):
        index, _, name = name.removeprefix("sessions[").partition("].")
        at = rows[int(index)]
    return Fault(f"rows[{at - 1}].{name}", fault.value, fault.expected, fault.limit)


class _Rows:
    """Looks rows up, and notes what can't be."""

    def __init__(self, known: Known, agency_id: AgencyId | None, origin: Origin) -> None:
        self.known, self.agency_id, self.origin = known, agency_id, origin
        self.faults: list[Fault] = []

    def read(self, row: PlanRow) -> tuple[_Key, str, PlannedSession] | None:
        before = len(self.faults)
        place = self._one(row, "room", self._room_said(row), self.known.rooms)
        agency = self._agency(row, place[0] if place else None)
        batch = self._one(row, "batch", row.batch, self.known.batches) if row.batch else None
        trainers = [
            self._one(row, "trainers", each, self.known.people)
            for each in dict.fromkeys(row.trainers)
        ]
        if len(self.faults) > before or place is None:
            return None
        venue, room = place
        span = self._span(row, venue)
        if span is None or agency is None:
            return None
        planned = PlannedSession(
            span=span,
            title=row.title,
            trainer_ids=tuple(PersonId(each.id) for each in trainers if each),
            mode=row.mode,
            link=row.link,
        )
        purpose = row.purpose or (batch.title if batch else "")
        key = _Key(agency, room.id, batch.id if batch else None, purpose, row.layout)
        return key, str(venue.zone), planned

    def _room_said(self, row: PlanRow) -> str:
        """A venue's own column narrows the room's name, unless that is an id or says it itself."""
        said = [f"{row.venue} / {row.room}" if row.venue else row.room]
        if "/" in row.room or _ID.fullmatch(row.room):
            said.append(row.room)
        return next((each for each in said if self.known.rooms.find(each)), said[0])

    def _agency(self, row: PlanRow, venue: Venue | None) -> AgencyId | None:
        if not row.agency and self.agency_id:
            return self.agency_id
        if not row.agency and venue and self.origin is Origin.RECORDED:
            return venue.owner_agency_id
        if not row.agency:
            self.faults.append(Fault(row.field("agency"), "", "required"))
            return None
        found = self._one(row, "agency", row.agency, self.known.agencies)
        return found.id if found else None

    def _one(self, row: PlanRow, column: str, said: str, named: Named[T]) -> T | None:
        found = named.find(said)
        if len(found) == 1:
            return found[0]
        expected = "one_meant" if found else "known_by_name"
        self.faults.append(Fault(row.field(column), said, expected))
        return None

    def _span(self, row: PlanRow, venue: Venue) -> TimeSpan | None:
        try:
            return TimeSpan(
                datetime.combine(row.day, row.starts_at, venue.zone),
                datetime.combine(row.last_day, row.ends_at, venue.zone),
            )
        except NotATimeSpan as refusal:
            self.faults += [
                Fault(row.field(fault.field), fault.value, fault.expected, fault.limit)
                for fault in refusal.faults
            ]
            return None
