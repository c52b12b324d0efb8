"""A batch keeps seats and trainers' places free for another government's people."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import batch_lock
from lintas.actions.steps.seating import check_seats_locked, locks_of_seats, move_up, rejudge_seats
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Role
from lintas.domain.programs import Batch
from lintas.domain.refusal import AlreadyThere, Fault, Invalid
from lintas.domain.sharing import Reservation, ReservationId
from lintas.store.agencies import find_regency
from lintas.store.outbox import News, add_messages, list_desk
from lintas.store.programs.templates import find_any_program
from lintas.store.sharing.reservations import (
    add_reservation,
    find_reservation,
    list_reservations,
    save_reservation,
)
from lintas.store.transaction import retrying, writing

MOST_SEATS = 100_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class ReservationFacts(Given):
    """`until` is the last day on which the seats are kept free."""

    regency: str
    seats: int
    trainer_places: int
    until: date

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.between("seats", self.seats, 0, MOST_SEATS)
        checklist.between("trainer_places", self.trainer_places, 0, MOST_SEATS)
        if not self.seats and not self.trainer_places:
            checklist.note("seats", self.seats, "at_least", 1)
        if not FIRST_YEAR <= self.until.year <= LAST_YEAR:
            checklist.note("until", self.until, "year", f"{FIRST_YEAR}-{LAST_YEAR}")
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class ReservationChange:
    """For whom never changes: end it and make another."""

    seats: int | Kept = KEPT
    trainer_places: int | Kept = KEPT
    until: date | Kept = KEPT


@retrying
async def reserve_seats(
    batch_id: UUID, facts: ReservationFacts, *, actor: Actor, now: datetime
) -> Reservation:
    """Keep them free; that side's coordinators hear of it, and see the batch's schedule.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such batch that the actor keeps, or no such government.
        Invalid: as `ReservationFacts.check`; its own government; more than the batch has.
        AlreadyThere: some are kept for that government already.
    """
    await find_kept_batch(batch_id, actor)
    facts.check()
    async with writing(batch_lock(batch_id)):
        batch = await find_kept_batch(batch_id, actor)
        regency = await find_regency(facts.regency)
        if regency.code == batch.keeper:
            raise Invalid(faults=(Fault("regency", facts.regency, "other_side"),))
        standing = await list_reservations(batch.id)
        if any(each.regency == regency.code for each in standing):
            raise AlreadyThere("regency", facts.regency)
        made = Reservation(
            id=ReservationId(new_id(now)),
            batch_id=batch.id,
            regency=regency.code,
            seats=facts.seats,
            trainer_places=facts.trainer_places,
            until=facts.until,
            made_by=actor.id,
            made_at=now,
        )
        await _check_room(batch, made, standing)
        await add_reservation(made)
        after = {"batch": batch.id, "regency": made.regency, "seats": made.seats}
        await audit(actor, "reserve", ("reservation", made.id), after=after, now=now)
        await _tell(batch, made, now=now)
    return made


@retrying
async def change_reservation(
    reservation_id: UUID, change: ReservationChange, *, actor: Actor, now: datetime
) -> Reservation:
    """What is kept no longer goes to who waits. Raises NotAllowed, NotFound, Invalid: as above."""
    seen, _ = await _find_kept(reservation_id, actor)
    locks = await locks_of_seats(seen.batch_id, now=now)
    async with writing(*locks):
        before, batch = await _find_kept(reservation_id, actor)
        await check_seats_locked(locks, batch.id, now=now)
        facts = changed(_facts_of(before), change)
        facts.check()
        after = replace(
            before, seats=facts.seats, trainer_places=facts.trainer_places, until=facts.until
        )
        await _check_room(batch, after, await list_reservations(batch.id))
        await save_reservation(after)
        await audit(
            actor,
            "change",
            ("reservation", after.id),
            before={"seats": before.seats},
            after={"seats": after.seats},
            now=now,
        )
        await _tell(batch, after, now=now)
        await _fill(batch, actor=actor, now=now)
    return after


@retrying
async def end_reservation(reservation_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What is left of them is everybody's again, first of all of those who wait.

    Raises:
        NotAllowed, NotFound: as `reserve_seats`.
    """
    seen, _ = await _find_kept(reservation_id, actor)
    locks = await locks_of_seats(seen.batch_id, now=now)
    async with writing(*locks):
        standing, batch = await _find_kept(reservation_id, actor)
        await check_seats_locked(locks, batch.id, now=now)
        await save_reservation(standing, ended_at=now)
        await audit(actor, "end", ("reservation", standing.id), now=now)
        await _fill(batch, actor=actor, now=now)


async def _fill(batch: Batch, *, actor: Actor, now: datetime) -> None:
    moved = await move_up(batch, actor=actor, now=now)
    await rejudge_seats(batch, [each.person.id for each in moved], now=now)


async def _find_kept(reservation_id: UUID, actor: Actor) -> tuple[Reservation, Batch]:
    """Raises NotAllowed, NotFound."""
    found = await find_reservation(reservation_id, seen_by=actor)
    return found, await find_kept_batch(found.batch_id, actor)


def _facts_of(made: Reservation) -> ReservationFacts:
    return ReservationFacts(made.regency, made.seats, made.trainer_places, made.until)


async def _check_room(batch: Batch, made: Reservation, others: Iterable[Reservation]) -> None:
    """Raises Invalid: all together are more than the batch takes."""
    most = (await find_any_program(batch.program_id)).max_participants
    reserved = sum(each.seats for each in others if each.id != made.id)
    if most is not None and reserved + made.seats > most:
        left = max(0, most - reserved)
        raise Invalid(faults=(Fault("seats", made.seats, "at_most", left),))


async def _tell(batch: Batch, made: Reservation, *, now: datetime) -> None:
    facts = {
        "title": batch.title,
        "agency": (await find_regency(batch.keeper)).name if batch.keeper else "",
        "seats": made.seats,
        "link": f"/angkatan/{batch.id}/jadwal",
    }
    version = f"{made.seats}.{made.trainer_places}.{made.until}"
    news = News("seats_reserved", "reservation", made.id, version=version, facts=facts)
    await add_messages(news, await list_desk([made.regency], [Role.COORDINATOR]), now=now)
