"""For whose batches somebody enrols people, and for which government."""

from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.steps.permitting import allow_somewhere, find_keeper
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, Enrolment
from lintas.domain.refusal import NotFound
from lintas.rules.access import Subject, Verb, can
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.enrolments import find_enrolment
from lintas.store.schedules import find_shared_batch
from lintas.store.sharing.reservations import list_reservations


async def find_enrollable(batch_id: UUID, actor: Actor) -> Batch:
    """One of the actor's side, or one that keeps seats for the people of the actor's side.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such batch.
    """
    try:
        return await find_kept_batch(batch_id, actor, Verb.ENROL)
    except NotFound:
        batch = await find_shared_batch(batch_id, seen_by=actor)
        if not await may_enrol(batch, actor):
            raise
        return batch


async def may_enrol(batch: Batch, actor: Actor) -> bool:
    """Whether the actor's side has the batch, or seats in it."""
    sides = [batch.keeper, *(each.regency for each in await list_reservations(batch.id))]
    return any(can(actor, Verb.ENROL, Subject(keeper=side)) for side in sides)


async def find_managed(enrolment_id: UUID, actor: Actor) -> tuple[Enrolment, Batch]:
    """An enrolment in a batch of the actor's side, or of a person of it, and the batch.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such enrolment.
    """
    allow_somewhere(actor, Verb.ENROL)
    enrolment = await find_enrolment(enrolment_id, seen_by=actor)
    batch = await find_any_batch(enrolment.batch_id)
    sides = (batch.keeper, enrolment.person.keeper)
    if not any(can(actor, Verb.ENROL, Subject(keeper=side)) for side in sides):
        raise NotFound("enrolment_id", enrolment_id)
    return enrolment, batch


def side_of(batch: Batch, actor: Actor) -> RegencyCode | None:
    """The government for which the actor enrols there: the batch's own, or the actor's."""
    if can(actor, Verb.ENROL, Subject(keeper=batch.keeper)):
        return batch.keeper
    return find_keeper(actor, Verb.ENROL)
