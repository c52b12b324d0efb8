"""A coordinator enrols somebody who is registered already."""

from datetime import datetime
from uuid import UUID

from lintas.actions.people.noting_nik import with_nik
from lintas.actions.people.seated import rejudge_twice
from lintas.actions.programs.coinciding import refuse_coinciding
from lintas.actions.programs.enrolled import Enrolled, take_in
from lintas.actions.programs.seats import find_enrollable
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.seating import check_seats_locked, locks_of_seats
from lintas.domain.nik import Nik
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere
from lintas.store.people import find_person
from lintas.store.programs.enrolments import list_enrolled
from lintas.store.transaction import retrying, writing


@retrying
async def enrol_person(
    batch_id: UUID, person_id: UUID, *, actor: Actor, now: datetime, nik: Nik | None = None
) -> Enrolled:
    """Enrol the person, on the reserve list where no seat is left; `nik` is noted if it is new.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such batch to which the actor may, or no such person that the actor sees.
        Invalid: the person is known with another NIK.
        AlreadyThere: the person is enrolled, or somebody else has the NIK.
        SeatedElsewhere: the person has a seat elsewhere at the same time.
    """
    niks = [nik] if nik else []
    await find_enrollable(batch_id, actor)
    seen = await find_person(person_id, seen_by=actor)
    locks = await locks_of_seats(batch_id, [seen], niks, now=now)
    async with writing(*locks):
        batch = await find_enrollable(batch_id, actor)
        person = await find_person(person_id, seen_by=actor)
        await check_seats_locked(locks, batch.id, [person], niks, now=now)
        if nik:
            person = await with_nik(person, nik, actor=actor)
        if await list_enrolled(batch_id, [person.id]):
            raise AlreadyThere("person_id", person_id)
        await refuse_coinciding({"person_id": person}, batch, actor=actor, now=now)
        (enrolled,) = await take_in([person], batch, actor=actor, now=now)
        if person.nik != seen.nik:
            await rejudge_twice([person.id], niks, now=now)
        after = {"enrolment": enrolled.enrolment.id, "person": person.id}
        await audit(actor, "enrol", ("batch", batch_id), after=after, now=now)
    return enrolled
