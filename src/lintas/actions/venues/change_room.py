"""A room gets another size, gap, name or way of saying yes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import hall
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.planning import replan
from lintas.actions.steps.recording import hold
from lintas.actions.steps.rehousing import release_run_out_in
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.venues.facts import LONGEST_TURNAROUND, check_bounds, check_capacities
from lintas.domain.bookings import Session
from lintas.domain.given import KEPT, Checklist, Kept, given
from lintas.domain.people import Actor
from lintas.domain.refusal import VersionPassed
from lintas.domain.things import check_equipment, tidy_equipment
from lintas.domain.venues import Approval, Room
from lintas.rules.access import Verb
from lintas.store.bookings.conflicts import list_conflicts_on
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import list_sessions_in_rooms
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.transaction import TryAgain, retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room, save_room

# As far ahead as anything can be booked: times end with the year 2100.
_AHEAD = timedelta(days=366 * 75)


@dataclass(frozen=True, slots=True)
class RoomChange:
    """What is to be different; none: as it is. `version` is the one the asker saw.

    Of `equipment`, none: nobody knows it any more; of days and minutes: no limit.
    """

    name: str | None = None
    capacities: Mapping[str, int] | None = None
    turnaround: timedelta | None = None
    approval: Approval | None = None
    equipment: Mapping[str, int] | Kept | None = KEPT
    notice_days: int | Kept | None = KEPT
    horizon_days: int | Kept | None = KEPT
    longest_minutes: int | Kept | None = KEPT
    version: int | None = None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if self.name is not None:
            checklist.line("name", self.name.strip())
        check_capacities(checklist, self.capacities or {})
        if self.equipment is not KEPT:
            check_equipment(checklist, self.equipment or {})
        if self.turnaround is not None:
            minutes = self.turnaround // timedelta(minutes=1)
            most = LONGEST_TURNAROUND // timedelta(minutes=1)
            checklist.between("turnaround_minutes", minutes, 0, most)
        checklist.refuse_faults()


@retrying
async def change_room(room_id: UUID, change: RoomChange, *, actor: Actor, now: datetime) -> Room:
    """Change it; sessions to come that it no longer serves become conflicts.

    A changed gap widens or narrows the holds of sessions to come; where the wider gap would run
    into another use, the hold stays as it is and a conflict says so.

    Raises:
        Invalid: as `RoomChange.check`; or a window in which nobody could ever ask.
        NotAllowed: the actor keeps no venues.
        NotFound: no such room that the actor keeps.
        VersionPassed: it was changed since the asker looked.
    """
    allow_somewhere(actor, Verb.KEEP_VENUES)
    change.check()
    seen = await find_room(room_id)
    async with writing(hall(seen.root)):
        before = await find_room(room_id)
        if before.root != seen.root:
            raise TryAgain
        venue = await find_venue(before.venue_id)
        allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room_id)
        if change.version is not None and change.version != before.version:
            raise VersionPassed(change.version, before.version)
        after = _changed(before, change)
        _check_bounds(after)
        await save_room(after)
        await release_run_out_in(before.root, now=now)
        sessions = await list_sessions_in_rooms([room_id], since=now, until=now + _AHEAD)
        await rejudge(sessions, now=now)
        if after.turnaround != before.turnaround:
            await _respan(sessions, now=now)
        if after.name != before.name:
            await revise_sessions_showing("room", room_id, now=now)
        await audit(
            actor, "change", ("room", room_id), before=_facts(before), after=_facts(after), now=now
        )
    return after


def _changed(room: Room, change: RoomChange) -> Room:
    return replace(
        room,
        name=room.name if change.name is None else change.name.strip(),
        capacities=room.capacities if change.capacities is None else dict(change.capacities),
        turnaround=room.turnaround if change.turnaround is None else change.turnaround,
        approval=change.approval or room.approval,
        equipment=_equipment(room, change),
        notice_days=given(change.notice_days, room.notice_days),
        horizon_days=given(change.horizon_days, room.horizon_days),
        longest_minutes=given(change.longest_minutes, room.longest_minutes),
        version=room.version + 1,
    )


def _check_bounds(room: Room) -> None:
    """As a whole: what is new may contradict what is kept."""
    checklist = Checklist()
    check_bounds(checklist, room.notice_days, room.horizon_days, room.longest_minutes)
    checklist.refuse_faults()


def _equipment(room: Room, change: RoomChange) -> Mapping[str, int] | None:
    if change.equipment is KEPT:
        return room.equipment
    return None if change.equipment is None else tidy_equipment(change.equipment)


async def _respan(sessions: Sequence[Session], *, now: datetime) -> None:
    conflicts = await list_conflicts_on(session.id for session in sessions)
    clashing = {each.session_id for each in conflicts if each.finding.code == "venue_clash"}
    for session in sessions:
        if session.id not in clashing:
            plan = await replan(await find_any_booking(session.booking_id), [session])
            await remove_holds([session.id])
            await hold(plan, [session.id], now=now)


def _facts(room: Room) -> dict[str, object]:
    return {
        "capacities": dict(room.capacities),
        "equipment": None if room.equipment is None else dict(room.equipment),
        "turnaround_minutes": room.turnaround // timedelta(minutes=1),
        "approval": room.approval,
        "notice_days": room.notice_days,
        "horizon_days": room.horizon_days,
        "longest_minutes": room.longest_minutes,
    }
