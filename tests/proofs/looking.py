"""What there is now, in the oracle's words."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.plans import PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayOut
from lintas.store.approvals.queue import list_entries
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.venues.closures import list_closures
from lintas.store.venues.rooms import list_rooms
from tests.actions.world import MONDAY, NOW, OPERATOR, hours
from tests.proofs.ground import Ground, holds_due, leaves_of, list_holds, list_kept, list_overlaps
from tests.proofs.reckoning import EXPIRED, Meeting, Place
from tests.proofs.sight import Sight

PLACES = {
    "hall": Place(frozenset({"part_a", "part_b"})),
    "part_a": Place(frozenset({"part_a"}), hall="hall"),
    "part_b": Place(frozenset({"part_b"}), hall="hall"),
    "open_room": Place(frozenset({"open_room"})),
    "decided_room": Place(frozenset({"decided_room"}), is_decided=True),
    "gap_room": Place(frozenset({"gap_room"}), gap=2),
    "serang_room": Place(frozenset({"serang_room"}), venue="balai"),
}
VENUES = ("plut", "balai")
TRAINERS = ("trainer", "second_trainer")

# Quarter hours between the two venues, as somebody measured them.
WAY = 3
QUARTER = timedelta(minutes=15)
ORIGIN = hours(0, 1, on=MONDAY).start


@dataclass
class Looking:
    """One world, one database. `ways_out` are those that the last refusals offered.

    `renamed` are sessions that bear the title of another, which they stand for.
    """

    ground: Ground
    day: int = 0
    bookings: dict[str, UUID] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)
    closures: dict[str, UUID] = field(default_factory=dict)
    entries: dict[str, UUID] = field(default_factory=dict)
    renamed: dict[UUID, str] = field(default_factory=dict)
    ways_out: list[WayOut] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return NOW + timedelta(days=self.day)

    def span(self, start: int, end: int) -> TimeSpan:
        return TimeSpan(ORIGIN + start * QUARTER, ORIGIN + end * QUARTER)

    def room(self, name: str) -> RoomId:
        found: RoomId = getattr(self.ground, name)
        return found

    def planned(self, meeting: Meeting) -> PlannedSession:
        return PlannedSession(
            self.span(meeting.start, meeting.end),
            title=meeting.label,
            setup=meeting.setup * QUARTER,
            cleanup=meeting.cleanup * QUARTER,
            trainer_ids=tuple(getattr(self.ground, each) for each in sorted(meeting.trainers)),
        )

    def meeting(self, planned: PlannedSession | Session, room: RoomId, decision: str) -> Meeting:
        return Meeting(
            label=planned.title,
            room=next(name for name in PLACES if self.room(name) == room),
            start=(planned.span.start - ORIGIN) // QUARTER,
            end=(planned.span.end - ORIGIN) // QUARTER,
            setup=planned.setup // QUARTER,
            cleanup=planned.cleanup // QUARTER,
            trainers=frozenset(
                name for name in TRAINERS if getattr(self.ground, name) in planned.trainer_ids
            ),
            decision=decision,
        )

    async def look(self) -> Sight:
        bookings = await list_kept()
        kept = {}
        for booking in bookings:
            for session in booking.sessions:
                label = self.renamed.get(session.id, session.title)
                met = self.meeting(session, session.room_id, self._decision(booking, session))
                kept[label] = replace(met, label=label)
                # What is offered comes by itself: here we hear of it first.
                self.bookings.setdefault(label.rpartition(".")[0], booking.id)
                self.sessions.setdefault(label, session.id)
        parts = await self._list_parts()
        due = holds_due(
            bookings, leaves_of(self.ground, [self.room(each) for each in sorted(parts)])
        )
        return Sight(
            kept=kept,
            overlaps=await list_overlaps(),
            holds_as_due=await list_holds() == due,
            closures=await self._list_closures(),
            parts=parts,
            conflicts=await self._list_conflicts(),
            line=await self._list_line(),
        )

    def _decision(self, booking: Booking, session: Session) -> str:
        """A request that has run out is expired, whether or not the clock has tidied it yet."""
        has_run_out = booking.hold_until is not None and booking.hold_until <= self.now
        is_over = session.decision is Decision.REQUESTED and has_run_out
        return EXPIRED if is_over else session.decision.value

    async def _list_parts(self) -> frozenset[str]:
        rooms = {room.id: room for room in await list_rooms(limit=100)}
        return frozenset(
            name for name in PLACES if rooms[self.room(name)].part_of == self.ground.hall
        )

    async def _list_closures(self) -> dict[str, tuple[int, int]]:
        return {
            each.reason: (
                (each.span.start - ORIGIN) // QUARTER,
                (each.span.end - ORIGIN) // QUARTER,
            )
            for each in await list_closures(limit=100_000)
        }

    async def _list_line(self) -> dict[str, str]:
        entries = await list_entries(seen_by=OPERATOR, limit=100_000)
        return {each.ask.sessions[0].title.rpartition(".")[0]: each.state.value for each in entries}

    async def _list_conflicts(self) -> list[tuple[str, str]]:
        titles = {session_id: title for title, session_id in self.sessions.items()}
        return sorted(
            (titles[each.session_id], each.finding.party.label if each.finding.party else "")
            for each in await list_conflicts(
                seen_by=OPERATOR, state=ConflictState.OPEN, limit=100_000
            )
        )
