"""Who and what is on the stage when rooms are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.demo.courses import Courses
from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import Cast, Login
from lintas.actions.demo.places import Places
from lintas.actions.demo.story import Story
from lintas.actions.demo.tools import Tools
from lintas.domain.agencies import Agency
from lintas.domain.bookings import BookingId
from lintas.domain.plans import Ask


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that there is to ask for, and who asks. `hold_for`: how long requests hold."""

    story: Story
    cast: Cast
    agencies: Mapping[str, Agency]
    places: Places
    tools: Tools
    courses: Courses
    hold_for: timedelta
    morning: Morning

    async def ask(self, ask: Ask, by: Login) -> BookingId:
        actor, now = by.account.acting(), self.morning.now
        made = await ask_for_room(ask, actor=actor, hold_for=self.hold_for, now=now)
        return made.booking.id

    async def ask_and_approve(self, ask: Ask, by: Login) -> None:
        """One asks, Serang's manager says yes."""
        await self.approve(await self.ask(ask, by), self.cast.serang_manager)

    async def approve(self, booking_id: BookingId, by: Login) -> None:
        await approve_booking(booking_id, actor=by.account.acting(), now=self.morning.now)
