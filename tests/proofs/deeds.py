"""One of each action that judges, decides, or changes what others judge by, ready to be done.

All of them are about one room and one program, so that each could be in the way of each other.
"""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.change_regency import change_regency
from lintas.actions.agencies.facts import AgencyChange, RegencyChange
from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.calendar.state_ramadan import retire_ramadan
from lintas.actions.conflicts.override_conflict import override_conflict
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.actions.venues.facts import VenueChange
from lintas.actions.venues.regroup_room import regroup_room
from lintas.actions.venues.retire_room import retire_room
from lintas.domain.agencies import AgreementKind
from lintas.domain.bookings import Booking
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Ask
from lintas.domain.programs import Batch
from lintas.domain.teaching_hours import RamadanWindow, RamadanWindowId
from lintas.domain.venues import Closure
from lintas.store.ramadan import add_ramadan_window
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    hours,
)
from tests.proofs.ground import Ground

Deed = Callable[[], Awaitable[Any]]


class Deeds:
    """Each method makes ready what its deed needs, and answers the deed."""

    def __init__(self, ground: Ground, batch: Batch) -> None:
        self._ground, self._batch = ground, batch
        self._room = ground.decided_room

    async def occupy(self) -> None:
        """Something to judge again, for those who lock only what they touch."""
        await self._request(19)

    # Those that judge a plan

    async def ask(self) -> Deed:
        return self._request

    async def record_a_use(self) -> Deed:
        return partial(record_use, PhonedUse(self._wish(9)), actor=OPERATOR, now=NOW)

    async def approve(self) -> Deed:
        booking = await self._request()
        return partial(approve_booking, booking.id, actor=BANDUNG_MANAGER, now=NOW)

    async def move(self) -> Deed:
        session = (await self._request()).sessions[0]
        later = hours(13, 14)
        change = Change(starts_at=later.start, ends_at=later.end)
        return partial(
            move_session, session.id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW
        )

    # Those that decide

    async def decline(self) -> Deed:
        booking = await self._request()
        reason = "Dipakai dinas"
        return partial(decline_booking, booking.id, actor=BANDUNG_MANAGER, reason=reason, now=NOW)

    async def withdraw(self) -> Deed:
        booking = await self._request()
        return partial(withdraw_booking, booking.id, actor=SERANG_COORDINATOR, now=NOW)

    async def cancel(self) -> Deed:
        booking = await self._request()
        return partial(cancel_booking, booking.id, actor=SERANG_COORDINATOR, now=NOW)

    async def expire(self) -> Deed:
        await self._request()
        return partial(expire_requests, now=NOW + HOLD)

    async def override(self) -> Deed:
        await self._request(17)
        closing = Closing(hours(17, 18), "Rapat", room_id=self._room)
        closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
        return partial(
            override_conflict,
            closed.opened[0].id,
            actor=BANDUNG_COORDINATOR,
            authority="Sekda",
            reason="Disepakati",
            now=NOW,
        )

    # Those that change what is judged by

    async def close_the_room(self) -> Deed:
        return partial(self._close, room_id=self._room)

    async def close_the_venue(self) -> Deed:
        return partial(self._close, venue_id=self._ground.plut)

    async def lift_a_closure(self) -> Deed:
        closure = await self._close(room_id=self._room)
        return partial(lift_closure, closure.id, actor=BANDUNG_MANAGER, now=NOW)

    async def change_the_room(self) -> Deed:
        change = RoomChange(turnaround=timedelta(minutes=15))
        return partial(change_room, self._room, change, actor=BANDUNG_MANAGER, now=NOW)

    async def change_the_venue(self) -> Deed:
        change = VenueChange(opening_hours={"mon": [["07:00", "22:00"]]})
        return partial(change_venue, self._ground.plut, change, actor=BANDUNG_MANAGER, now=NOW)

    async def change_the_regency(self) -> Deed:
        change = RegencyChange(timezone="Asia/Makassar")
        return partial(change_regency, BANDUNG, change, actor=OPERATOR, now=NOW)

    async def change_the_office(self) -> Deed:
        change = AgencyChange(budget_cutoff="12-15")
        office = self._ground.serang_dinas
        return partial(change_agency, office, change, actor=SERANG_COORDINATOR, now=NOW)

    async def take_ramadan_back(self) -> Deed:
        # Of some year: it lies where the others meet.
        window_id = RamadanWindowId(new_id(NOW))
        first, last = date(2027, 1, 20), date(2027, 2, 17)
        await add_ramadan_window(RamadanWindow(window_id, 1500, first, last))
        return partial(retire_ramadan, window_id, actor=SERANG_COORDINATOR, now=NOW)

    async def change_the_program(self) -> Deed:
        change = ProgramChange(for_civil_servants=True)
        program = self._batch.program_id
        return partial(change_program, program, change, actor=SERANG_COORDINATOR, now=NOW)

    async def change_the_agreement(self) -> Deed:
        change = AgreementChange(valid_until=date(2027, 12, 1))
        agreement = self._ground.agreement
        return partial(change_agreement, agreement, change, actor=SERANG_COORDINATOR, now=NOW)

    async def accept_an_agreement(self) -> Deed:
        offered = await self._offer(SERANG_COORDINATOR)
        return partial(accept_agreement, offered.id, actor=BANDUNG_COORDINATOR, now=NOW)

    async def put_an_agreement_in_force(self) -> Deed:
        return partial(self._offer, OPERATOR)

    # Those that rebuild what a plan stands in, and refuse while it is in use

    async def let_it_stand_alone(self) -> Deed:
        return partial(regroup_room, self._room, None, actor=BANDUNG_MANAGER, now=NOW)

    async def make_it_a_part(self) -> Deed:
        return partial(regroup_room, self._room, self._ground.hall, actor=BANDUNG_MANAGER, now=NOW)

    async def retire_the_room(self) -> Deed:
        return partial(retire_room, self._room, actor=BANDUNG_MANAGER, now=NOW)

    # What they need

    def _wish(self, hour: float) -> Ask:
        return self._ground.ask(self._room, hours(hour, hour + 1), batch_id=self._batch.id)

    async def _request(self, hour: float = 9) -> Booking:
        asked = self._wish(hour)
        made = await ask_for_room(asked, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)
        return made.booking

    async def _close(self, **place: Any) -> Closure:
        closing = Closing(hours(15, 16), "Rapat", **place)
        return (await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)).closure

    async def _offer(self, actor: Actor) -> Any:
        facts = AgreementFacts(
            kind=AgreementKind.PKS,
            title="Perjanjian kedua",
            parties=(SERANG, BANDUNG),
            valid_from=date(2027, 1, 1),
            valid_until=date(2027, 6, 1),
        )
        return await offer_agreement(facts, actor=actor, now=NOW)


async def ready(ground: Ground) -> Deeds:
    facts = ProgramFacts(ground.serang_dinas, "Pelatihan kemasan")
    program = await register_program(facts, actor=SERANG_TRAINER, now=NOW)
    batch = await register_batch(BatchFacts(program.id, 1), actor=SERANG_TRAINER, now=NOW)
    return Deeds(ground, batch)
