"""Slots that are taken back, brought back, waited for and offered: for real."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lintas.actions.approvals.queue import join_queue, leave_queue, offer_slots
from lintas.actions.bookings.bump_booking import Alternative, Bump, bump_booking
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.bookings.take_offer import take_offer
from tests.actions.world import HOLD, OPERATOR, SERANG_TRAINER
from tests.proofs.looking import Looking
from tests.proofs.reckoning import Meeting, Slot

# Proofs are about what blocks.
ANSWERED = {"*": "Sudah disepakati"}


@dataclass
class Retaking(Looking):
    """What of a stage is about slots that change hands."""

    async def _restore(self, name: str, labels: frozenset[str]) -> None:
        named = [self.sessions[label] for label in sorted(labels)]
        booking_id = self.bookings[name]
        await restore_booking(
            booking_id, session_ids=named, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now
        )

    async def _bump(self, name: str, label: str, offer: str, instead: Slot) -> None:
        room, start, end = instead
        alternative = Alternative(self.room(room), self.span(start, end))
        bump = Bump(
            *("Disposisi", "Kunjungan", "Bupati"),
            (alternative,),
            session_ids=(self.sessions[label],),
        )
        displaced = await bump_booking(self.bookings[name], bump, actor=OPERATOR, now=self.now)
        if displaced.alternative:
            (session,) = displaced.alternative.sessions
            self.bookings[offer] = displaced.alternative.id
            self.sessions[f"{offer}.0"], self.renamed[session.id] = session.id, f"{offer}.0"

    async def _accept(self, name: str) -> None:
        if name not in self.bookings:
            # Nobody has looked since it was offered.
            await self.look()
        # What nobody offered is not there.
        booking_id = self.bookings.get(name, UUID(int=0))
        await take_offer(booking_id, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now)

    async def _join(self, name: str, number: int, meeting: Meeting) -> None:
        asked = self.ground.ask(
            self.room(meeting.room), sessions=(self.planned(meeting),), reasons=ANSWERED
        )
        # Who comes first is told by the clock alone.
        now = self.now + timedelta(seconds=number)
        entry = await join_queue(asked, actor=SERANG_TRAINER, now=now)
        self.entries[name] = entry.id

    async def _leave(self, name: str) -> None:
        await leave_queue(self._entry(name), actor=SERANG_TRAINER, now=self.now)

    def _entry(self, name: str) -> UUID:
        return self.entries[name]

    async def _offer(self) -> None:
        """What the worker does now and then."""
        await offer_slots(now=self.now)
