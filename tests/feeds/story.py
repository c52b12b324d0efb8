"""What people do to the sessions of one batch while others follow its calendars."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.change_booking import BookingChange, change_booking
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.give_up_postponed import give_up_postponed
from lintas.actions.bookings.postpone_sessions import OfBatch, postpone_sessions
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import ProgramChange
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope
from lintas.domain.refusal import Refusal
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    hours,
)
from tests.feeds.asker import Subscriber
from tests.feeds.course import PROGRAM, Course
from tests.feeds.follower import Follower, list_attended, list_enrolments, list_in_room
from tests.feeds.reading import list_all_sessions
from tests.proofs.ground import sweep

_NAMED_ANEW = (
    "UPDATE enrolment SET left_at = NULL, is_reserve = FALSE",
    "UPDATE room SET name = 'Ruang bebas' WHERE name IN ('Melati', 'Mawar')",
    "UPDATE venue SET name = 'PLUT'",
    "UPDATE program SET title = 'Kemasan UMKM'",
)


class Story:
    """Some ask after every step; some only now and then, and miss what came between."""

    def __init__(self, course: Course, attending: str, keeping: str) -> None:
        self._course = course
        self._eager = (Follower(Subscriber(), attending), Follower(Subscriber(), keeping))
        self._lazy = (Follower(Subscriber(), attending), Follower(Subscriber(), keeping))

    @classmethod
    async def begin(cls, course: Course) -> "Story":
        await sweep()
        for statement in _NAMED_ANEW:
            await fetch(statement)
        name = "UPDATE agency SET name = 'Dinas Serang' WHERE id = $1"
        await fetch(name, course.world.serang_dinas)
        return cls(course, await course.open(FeedScope.PERSON), await course.open(FeedScope.ROOM))

    async def take(self, step: tuple[Any, ...], now: datetime) -> None:
        verb, *args = step
        with suppress(Refusal):
            await getattr(self, f"_{verb}")(*args, now)

    async def check(self) -> None:
        await self._compare(self._eager)

    async def check_at_last(self) -> None:
        await self._compare(self._lazy)

    async def _compare(self, clients: tuple[Follower, Follower]) -> None:
        true = [
            await list_attended(self._course.participant),
            await list_in_room(self._course.world.open_room),
        ]
        for client in clients:
            await client.refresh()
        assert [client.knows for client in clients] == true
        assert [client.misses for client in clients] == [[], []]

    async def _ask(self, during: TimeSpan, room: str, whose: str, _now: datetime) -> None:
        batch = {"batch": self._course.batch, "nobody": None}[whose]
        await self._course.ask(during, room=getattr(self._course.world, room), batch_id=batch)

    async def _move(self, which: int, during: TimeSpan, room: str, now: datetime) -> None:
        change = {"starts_at": during.start, "ends_at": during.end}
        there = getattr(self._course.world, room)
        for session in await self._pick(which):
            await self._course.move(session, now, **change, room_id=there)

    async def _retitle(self, which: int, title: str, now: datetime) -> None:
        for session in await self._pick(which):
            await self._course.move(session, now, title=title)

    async def _repurpose(self, which: int, purpose: str, now: datetime) -> None:
        change = BookingChange(purpose=purpose, headcount=10 + which)
        for session in await self._pick(which):
            await change_booking(
                session.booking_id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=now
            )

    async def _cancel(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await self._course.cancel(session, now)

    async def _restore(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await restore_booking(session.booking_id, actor=SERANG_TRAINER, hold_for=HOLD, now=now)

    async def _put_off(self, now: datetime) -> None:
        batch = OfBatch(self._course.batch)
        await postpone_sessions(batch, "Banjir", actor=SERANG_COORDINATOR, now=now)

    async def _give_up(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await give_up_postponed(session.booking_id, actor=SERANG_TRAINER, now=now)

    async def _approve(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await approve_booking(session.booking_id, actor=BANDUNG_MANAGER, now=now)

    async def _decline(self, which: int, now: datetime) -> None:
        for session in await self._pick(which):
            await decline_booking(
                session.booking_id, actor=BANDUNG_MANAGER, reason="Dipakai", now=now
            )

    async def _name_room(self, name: str, now: datetime) -> None:
        room = self._course.world.open_room
        await change_room(room, RoomChange(name=name), actor=BANDUNG_MANAGER, now=now)

    async def _name_venue(self, name: str, now: datetime) -> None:
        venue = self._course.world.plut
        await change_venue(venue, VenueChange(name=name), actor=BANDUNG_MANAGER, now=now)

    async def _name_program(self, name: str, now: datetime) -> None:
        change = ProgramChange(title=name)
        await change_program(PROGRAM, change, actor=SERANG_COORDINATOR, now=now)

    async def _name_agency(self, name: str, now: datetime) -> None:
        agency = self._course.world.serang_dinas
        await change_agency(agency, AgencyChange(name=name), actor=SERANG_COORDINATOR, now=now)

    async def _leave(self, now: datetime) -> None:
        for enrolment in await list_enrolments(self._course.participant):
            await leave_batch(enrolment, actor=SERANG_COORDINATOR, now=now)

    async def _enrol(self, now: datetime) -> None:
        person = self._course.participant
        await enrol_person(self._course.batch, person, actor=SERANG_COORDINATOR, now=now)

    async def _refresh(self, _now: datetime) -> None:
        for client in self._lazy:
            await client.refresh()

    async def _pick(self, which: int) -> list[Session]:
        sessions = await list_all_sessions()
        return [sessions[which % len(sessions)]] if sessions else []


_SLOT = st.sampled_from([hours(8, 10), hours(10, 12), hours(13, 15)])
_ROOM = st.sampled_from(["open_room", "decided_room"])
_WHICH = st.integers(0, 5)
_NAME = st.sampled_from(["Melati", "Mawar"])

STEP = st.one_of(
    st.tuples(st.just("ask"), _SLOT, _ROOM, st.sampled_from(["batch", "nobody"])),
    st.tuples(st.just("move"), _WHICH, _SLOT, _ROOM),
    st.tuples(st.sampled_from(["retitle", "repurpose"]), _WHICH, _NAME),
    st.tuples(st.sampled_from(["cancel", "restore", "approve", "decline", "give_up"]), _WHICH),
    st.tuples(st.sampled_from(["name_room", "name_venue", "name_program", "name_agency"]), _NAME),
    st.tuples(st.sampled_from(["put_off", "leave", "enrol", "refresh"])),
)
