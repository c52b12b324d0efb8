"""A coordinator brings a list of names and phone numbers, and everybody is enrolled at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.people.seated import rejudge_twice
from lintas.actions.programs.coinciding import refuse_coinciding
from lintas.actions.programs.enrolled import Enrolled, take_in
from lintas.actions.programs.pasting import Listed
from lintas.actions.programs.recognising import check_recognised, note_news, recognise
from lintas.actions.programs.seats import find_enrollable, side_of
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.seating import check_seats_locked, locks_of_seats
from lintas.domain.agencies import RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.programs import Batch
from lintas.domain.refusal import AlreadyThere, Fault
from lintas.store.people import add_people
from lintas.store.programs.enrolments import list_enrolled
from lintas.store.transaction import retrying, writing


@retrying
async def enrol_people(
    batch_id: UUID, roster: Sequence[Listed], *, actor: Actor, now: datetime
) -> tuple[Enrolled, ...]:
    """Enrol everybody in the list, in its order, or nobody; who finds no seat is on reserve.

    Whom the actor sees is known by NIK or phone; everybody else is registered, kept by the
    batch's regency, or by the actor's where that has seats kept there: who somebody is across
    the border is not told.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such batch to which the actor may.
        NotARoster: lines whose phone or NIK is somebody else's.
        AlreadyThere: naming every line of somebody who is enrolled.
        SeatedElsewhere: naming every line of somebody with a seat elsewhere at the same time.
    """
    seen = await find_enrollable(batch_id, actor)
    foreseen = await recognise(roster, side_of(seen, actor), actor)
    niks = [each.nik for each in roster if each.nik]
    locks = {
        *await locks_of_seats(batch_id, foreseen.values(), niks, now=now),
        *(f"person:{each.phone}" for each in roster),
    }
    async with writing(*locks):
        batch = await find_enrollable(batch_id, actor)
        side = side_of(batch, actor)
        known = await recognise(roster, side, actor)
        await check_seats_locked(locks, batch.id, known.values(), niks, now=now)
        check_recognised(known)
        newcomers = {each: _newcomer(each, side, now) for each in roster if each not in known}
        await add_people(tuple(newcomers.values()))
        people = {**await note_news(known), **newcomers}
        listed = {each.field: people[each] for each in roster}
        await _refuse_enrolled(listed, batch)
        await refuse_coinciding(listed, batch, actor=actor, now=now)
        enrolled = await take_in(tuple(listed.values()), batch, actor=actor, now=now)
        if numbered := [people[each].id for each in known if people[each].nik != known[each].nik]:
            await rejudge_twice(numbered, (), now=now)
        after = {
            "enrolments": [each.enrolment.id for each in enrolled],
            "registered": [person.id for person in newcomers.values()],
        }
        await audit(actor, "enrol", ("batch", batch_id), after=after, now=now)
    return enrolled


async def _refuse_enrolled(listed: Mapping[str, Person], batch: Batch) -> None:
    """Raises AlreadyThere: naming every line of somebody who is enrolled."""
    enrolled = await list_enrolled(batch.id, [person.id for person in listed.values()])
    again = [(field, each.name) for field, each in listed.items() if each.id in enrolled]
    if again:
        refusal = AlreadyThere("people", again[0][1])
        refusal.faults = tuple(Fault(field, name, "unique") for field, name in again)
        raise refusal


def _newcomer(listed: Listed, side: RegencyCode | None, now: datetime) -> Person:
    return Person(
        PersonId(new_id(now)),
        listed.name,
        None,
        side,
        phone=listed.phone,
        nik=listed.nik,
    )
