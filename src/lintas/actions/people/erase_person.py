"""What tells who somebody was is erased, that somebody was there stays (UU 27/2022, art. 8, 43)."""

from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import batch_lock, trainer
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Verb
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.erasing import (
    Erasable,
    erase_facts,
    find_erasable,
    has_account_in_use,
    is_needed,
    list_forgettable,
    list_seats_of,
)
from lintas.store.transaction import lock_more, retrying, writing

# One transaction each; more in the next hour.
MOST_AT_ONCE = 200


async def find_person_to_erase(person_id: UUID, actor: Actor) -> Erasable:
    """Raises NotAllowed, NotFound: as `erase_person`."""
    allow_somewhere(actor, Verb.ERASE_PEOPLE)
    person = await find_erasable(person_id, seen_by=actor)
    allow_for(actor, Verb.ERASE_PEOPLE, person.keeper, field="person_id", value=person_id)
    return person


@retrying
async def erase_person(person_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Name, contacts, NIK, birth, what was said in own words, links and calendars: for good.

    Sessions, attendance, counts and the audit trail stay, under the person's id. Nobody is told:
    there is nobody left to tell.

    Raises:
        NotAllowed: the actor is no coordinator.
        NotFound: no such person whom the actor's regency keeps, on its lists or off them.
        IllegalState: a session to come or a batch that waits for its first needs the person, an
            account of the person's is in use, or it is erased already.
    """
    await find_person_to_erase(person_id, actor)
    async with writing(*_locks(person_id)):
        await _erase(await find_person_to_erase(person_id, actor), actor, now=now)


async def erase_forgotten(retention: timedelta, *, now: datetime) -> int:
    """Everybody whose last session was over longer ago than that; answers how many it were."""
    due = await list_forgettable(before=now - retention, limit=MOST_AT_ONCE)
    return sum([await _erase_if_free(each, now=now) for each in due])


@retrying
async def _erase_if_free(person: Erasable, *, now: datetime) -> bool:
    """Whoever has come back since stays. Raises TryAgain."""
    async with writing(*_locks(person.id)):
        if await is_needed(person.id, now=now) or await has_account_in_use(person.id):
            return False
        await _erase(person, None, now=now)
    return True


async def _erase(person: Erasable, actor: Actor | None, *, now: datetime) -> None:
    """Raises IllegalState."""
    seats = await list_seats_of(person.id)
    await lock_more(
        *(lock for each, batch in seats for lock in (f"enrolment:{each}", batch_lock(batch)))
    )
    if person.is_erased:
        raise IllegalState("person", "erased", "erase")
    if await is_needed(person.id, now=now):
        raise IllegalState("person", "in_use", "erase")
    if await has_account_in_use(person.id):
        raise IllegalState("person", "signed_up", "erase")
    await revise_sessions_showing("trainer", person.id, now=now)
    await erase_facts(person, now=now)
    await audit(actor, "erase", ("person", person.id), now=now)


def _locks(person_id: UUID) -> tuple[str, ...]:
    """Also that of mailing calendars, which writes addresses down."""
    return (f"person:{person_id}", trainer(person_id), "calendar_mail")
