"""A coordinator pastes names and phone numbers, and everybody is enrolled at once."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.coinciding import refuse_coinciding
from lintas.actions.programs.enrolled import Enrolled, take_in
from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.programs.pasting import Listed, NotARoster, parse_roster
from lintas.actions.programs.seats import check_seats_locked, locks_of_seats
from lintas.actions.steps.announcing import audit
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.programs import Batch
from lintas.domain.refusal import AlreadyThere, Fault
from lintas.rules.access import Verb
from lintas.store.people import add_people, list_people_phoned
from lintas.store.programs.enrolments import list_enrolled
from lintas.store.transaction import retrying, writing


@retrying
async def enrol_people(
    batch_id: UUID, pasted: str, *, actor: Actor, now: datetime
) -> tuple[Enrolled, ...]:
    """Enrol everybody in the list, in its order, or nobody; who finds no seat is on reserve.

    Whom the actor sees is known by phone; everybody else is registered, kept by the batch's
    regency: that somebody is known across the border is not told.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such batch to which the actor may.
        NotARoster: lines that can't be read, or whose phone is somebody else's.
        AlreadyThere: naming every line of somebody who is enrolled.
        SeatedElsewhere: naming every line of somebody with a seat elsewhere at the same time.
    """
    seen = await find_kept_batch(batch_id, actor, Verb.ENROL)
    roster = parse_roster(pasted)
    foreseen = await _find_known(roster, seen, actor)
    locks = {
        *await locks_of_seats(batch_id, _ids(foreseen), now=now),
        *(f"person:{each.phone}" for each in roster),
    }
    async with writing(*locks):
        batch = await find_kept_batch(batch_id, actor, Verb.ENROL)
        known = await _find_known(roster, batch, actor)
        await check_seats_locked(locks, batch.id, _ids(known), now=now)
        await _check(roster, known, batch)
        newcomers = [_newcomer(each, batch, now) for each in roster if each.phone not in known]
        await add_people(newcomers)
        people = {person.phone: person for person in (*known.values(), *newcomers)}
        listed = {each.field: people[each.phone] for each in roster}
        await refuse_coinciding(listed, batch, actor=actor, now=now)
        enrolled = await take_in(tuple(listed.values()), batch, actor=actor, now=now)
        after = {
            "enrolments": [each.enrolment.id for each in enrolled],
            "registered": [person.id for person in newcomers],
        }
        await audit(actor, "enrol", ("batch", batch_id), after=after, now=now)
    return enrolled


async def _find_known(roster: Sequence[Listed], batch: Batch, actor: Actor) -> Mapping[str, Person]:
    """By phone; of two with one phone the batch's own regency's, else who was registered first."""
    seen = await list_people_phoned([each.phone for each in roster], seen_by=actor)
    ranked = sorted(seen, key=lambda person: (person.keeper != batch.keeper, person.id))
    return {person.phone: person for person in reversed(ranked)}


async def _check(roster: Sequence[Listed], known: Mapping[str, Person], batch: Batch) -> None:
    """Go on only if every line means who it says, and nobody is enrolled yet.

    Raises:
        NotARoster, AlreadyThere.
    """
    strangers = tuple(
        Fault(each.field, each.name, "known_as", known[each.phone].name)
        for each in roster
        if each.phone in known and not _alike(each.name, known[each.phone].name)
    )
    if strangers:
        raise NotARoster(faults=strangers)
    enrolled = await list_enrolled(batch.id, [person.id for person in known.values()])
    again = [each for each in roster if each.phone in known and known[each.phone].id in enrolled]
    if again:
        refusal = AlreadyThere("people", again[0].name)
        refusal.faults = tuple(Fault(each.field, each.name, "unique") for each in again)
        raise refusal


def _ids(known: Mapping[str, Person]) -> list[PersonId]:
    return [person.id for person in known.values()]


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one person's; in families that share a phone no word is the same."""
    words, others = (set(re.findall(r"\w{3,}", name.casefold())) for name in (one, other))
    return not words or not others or bool(words & others)


def _newcomer(listed: Listed, batch: Batch, now: datetime) -> Person:
    return Person(PersonId(new_id(now)), listed.name, None, batch.keeper, phone=listed.phone)
