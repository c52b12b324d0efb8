"""What a room costs whom, and on which ground, is stated, changed or taken back."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere, NotFound
from lintas.domain.tariffs import Basis, Per, Tariff, TariffId
from lintas.domain.venues import Room
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.store.things.tariffs import (
    add_tariff,
    find_tariff,
    list_tariffs_for,
    remove_tariff,
    save_tariff,
)
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


@dataclass(frozen=True, slots=True)
class TariffFacts(Given):
    """`borrower` is the code of the borrowing government; none: for everybody else."""

    room_id: UUID
    basis: Basis
    amount: int
    per: Per
    borrower: str | None = None
    legal_basis: str = ""

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.number("amount", self.amount, 0)
        checklist.prose("legal_basis", self.legal_basis)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class TariffChange:
    """For whom it is never changes: take it back and state another."""

    basis: Basis | Kept = KEPT
    amount: int | Kept = KEPT
    per: Per | Kept = KEPT
    legal_basis: str | Kept = KEPT


@retrying
async def set_tariff(facts: TariffFacts, *, actor: Actor, now: datetime) -> Tariff:
    """State what a room costs a borrower.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such room that the actor keeps, or an unknown regency.
        Invalid: as `TariffFacts.check`.
        AlreadyThere: it was stated for this borrower before; change that.
    """
    allow_somewhere(actor, Verb.KEEP_VENUES)
    facts.check()
    async with writing(_lock(facts.room_id)):
        room = await _find_kept_room(facts.room_id, actor)
        borrower = (
            (await find_regency(facts.borrower, field="borrower")) if facts.borrower else None
        )
        code = borrower.code if borrower else None
        if any(each.borrower == code for each in await list_tariffs_for([room.id])):
            raise AlreadyThere("borrower", code)
        tariff = Tariff(
            id=TariffId(new_id(now)),
            room_id=room.id,
            borrower=code,
            basis=facts.basis,
            amount=facts.amount,
            per=facts.per,
            legal_basis=facts.legal_basis,
        )
        await add_tariff(tariff)
        await audit(actor, "add", ("tariff", tariff.id), after=_said(tariff), now=now)
    return tariff


@retrying
async def change_tariff(
    tariff_id: UUID, change: TariffChange, *, actor: Actor, now: datetime
) -> Tariff:
    """State it anew; bookings show the new cost at once.

    Raises:
        NotAllowed, NotFound: no such tariff of a room that the actor keeps.
        Invalid: as `TariffFacts.check`.
    """
    seen = await find_kept_tariff(tariff_id, actor)
    async with writing(_lock(seen.room_id)):
        before = await find_kept_tariff(tariff_id, actor)
        facts = changed(
            TariffFacts(
                before.room_id,
                before.basis,
                before.amount,
                before.per,
                before.borrower,
                before.legal_basis,
            ),
            change,
        )
        facts.check()
        after = replace(
            before,
            basis=facts.basis,
            amount=facts.amount,
            per=facts.per,
            legal_basis=facts.legal_basis,
        )
        await save_tariff(after)
        subject = ("tariff", tariff_id)
        await audit(actor, "change", subject, before=_said(before), after=_said(after), now=now)
    return after


@retrying
async def retire_tariff(tariff_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it back: what was said for everybody holds again, or nothing is said.

    Raises:
        NotAllowed, NotFound: as `change_tariff`.
    """
    seen = await find_kept_tariff(tariff_id, actor)
    async with writing(_lock(seen.room_id)):
        before = await find_kept_tariff(tariff_id, actor)
        await remove_tariff(before.id)
        await audit(actor, "retire", ("tariff", tariff_id), before=_said(before), now=now)


async def find_kept_tariff(tariff_id: UUID, actor: Actor) -> Tariff:
    """Raises NotAllowed, NotFound."""
    allow_somewhere(actor, Verb.KEEP_VENUES)
    tariff = await find_tariff(tariff_id)
    try:
        await _find_kept_room(tariff.room_id, actor)
    except NotFound:
        raise NotFound("tariff_id", tariff_id) from None
    return tariff


async def _find_kept_room(room_id: UUID, actor: Actor) -> Room:
    room = await find_room(room_id)
    venue = await find_venue(room.venue_id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room_id)
    return room


def _lock(room_id: UUID) -> str:
    return f"tariff:{room_id}"


def _said(tariff: Tariff) -> dict[str, object]:
    return {
        "room": tariff.room_id,
        "borrower": tariff.borrower,
        "basis": tariff.basis,
        "amount": tariff.amount,
        "per": tariff.per,
        "legal_basis": tariff.legal_basis,
    }
