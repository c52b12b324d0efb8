"""What a calendar is of, a room or a trainer: who keeps that, and what its busy times meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.people.taught import locks_of_trainer
from lintas.actions.steps.locking import hall
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import Session
from lintas.domain.outside_calendars import OutsideCalendar
from lintas.domain.people import Actor, Person
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.store.bookings.sessions import list_sessions_in_rooms, list_sessions_taught_by
from lintas.store.bookings.uids import list_uids_in_rooms, list_uids_taught_by
from lintas.store.people import find_any_person
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room

# The longest set-up or clean-up that may reach into a busy time.
_MARGIN = timedelta(days=1)
_WIB = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class OfRoom:
    """A hall's calendar is its parts', and a part's is its hall's."""

    room: Room
    venue: Venue

    @property
    def keeper(self) -> RegencyCode | None:
        return self.venue.keeper

    @property
    def name(self) -> str:
        return f"{self.room.name}, {self.venue.name}"

    @property
    def address(self) -> str:
        """The page of its calendars."""
        return f"/ruang/{self.room.id}/kalender"

    @property
    def facts(self) -> dict[str, str]:
        """For messages."""
        return {"room": self.room.name, "venue": self.venue.name, "link": self.address}

    async def zone(self) -> ZoneInfo:
        """Whose clocks a calendar means that names none."""
        return self.venue.zone

    async def list_own_uids(self, *, since: datetime) -> tuple[str, ...]:
        """Of our own sessions in it, which its calendar may show as well."""
        return await list_uids_in_rooms(self.room.kin, since=since)

    def check_permission(self, actor: Actor) -> None:
        """Raises NotAllowed, NotFound: only who keeps the venue may."""
        allow_for(actor, Verb.KEEP_VENUES, self.keeper, field="room_id", value=self.room.id)

    async def locks(self, *, now: datetime) -> tuple[str, ...]:  # noqa: ARG002 -- as OfTrainer
        return (hall(self.room.root),)

    async def list_touched(
        self, spans: Sequence[TimeSpan], *, now: datetime
    ) -> tuple[Session, ...]:
        """Sessions to come that with set-up and clean-up meet any of these times."""
        since = max(min(span.start for span in spans) - _MARGIN, now)
        until = max(span.end for span in spans) + _MARGIN
        return tuple(
            each
            for each in await list_sessions_in_rooms(self.room.kin, since=since, until=until)
            if _meets(each.span.widened(before=each.setup, after=each.cleanup), spans)
        )


@dataclass(frozen=True, slots=True)
class OfTrainer:
    person: Person

    @property
    def keeper(self) -> RegencyCode | None:
        return self.person.keeper

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def address(self) -> str:
        """The page of its calendars."""
        return f"/orang/{self.person.id}/kalender"

    @property
    def facts(self) -> dict[str, str]:
        """For messages."""
        return {"trainer": self.person.name, "link": self.address}

    async def list_own_uids(self, *, since: datetime) -> tuple[str, ...]:
        """Of our own sessions, which this person's calendar may show as well."""
        return await list_uids_taught_by(self.person.id, since=since)

    async def zone(self) -> ZoneInfo:
        """Whose clocks a calendar means that names none."""
        return (await find_regency(self.keeper)).zone if self.keeper else _WIB

    def check_permission(self, actor: Actor) -> None:
        """Raises NotAllowed, NotFound: only who keeps the person may."""
        allow_for(actor, Verb.KEEP_PEOPLE, self.keeper, field="trainer_id", value=self.person.id)

    async def locks(self, *, now: datetime) -> tuple[str, ...]:
        return await locks_of_trainer(self.person.id, now=now)

    async def list_touched(
        self, spans: Sequence[TimeSpan], *, now: datetime
    ) -> tuple[Session, ...]:
        """What is to be taught at any of these times."""
        taught = await list_sessions_taught_by(self.person.id, since=now)
        return tuple(each for each in taught if _meets(each.span, spans))


Ground = OfRoom | OfTrainer


class NeitherRoomNorTrainer(Invalid):
    """A calendar is of a room or of a trainer, of one of the two."""


async def find_ground(room_id: UUID | None, trainer_id: UUID | None) -> Ground:
    """Sees all: `check_permission` says who may.

    Raises:
        NeitherRoomNorTrainer: none or both are named.
        NotFound: it is unknown, or retired.
    """
    if (room_id is None) == (trainer_id is None):
        fault = Fault("room_id", None if room_id is None else str(room_id), "either", "trainer_id")
        raise NeitherRoomNorTrainer(faults=(fault,))
    if trainer_id is not None:
        return OfTrainer(await find_any_person(trainer_id, field="trainer_id"))
    room = await find_room(room_id or UUID(int=0))
    return OfRoom(room, await find_venue(room.venue_id))


async def ground_of(calendar: OutsideCalendar) -> Ground:
    """Raises NotFound: it is retired meanwhile."""
    return await find_ground(calendar.room_id, calendar.person_id)


def _meets(span: TimeSpan, spans: Sequence[TimeSpan]) -> bool:
    return any(span.overlaps(each) for each in spans)
