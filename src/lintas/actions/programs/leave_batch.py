"""Somebody no longer takes part."""

from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.programs.enrolments import find_enrolment, remove_enrolment
from lintas.store.transaction import retrying, writing


@retrying
async def leave_batch(enrolment_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End an enrolment; its personal link opens nothing from now on.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such enrolment in a batch to which the actor may enrol.
    """
    allow_somewhere(actor, Verb.ENROL)
    async with writing(f"enrolment:{enrolment_id}"):
        enrolment = await find_enrolment(enrolment_id, seen_by=actor)
        await find_kept_batch(enrolment.batch_id, actor, Verb.ENROL)
        await remove_enrolment(enrolment.id, now=now)
        after = {"batch": enrolment.batch_id, "person": enrolment.person.id}
        await audit(actor, "leave", ("enrolment", enrolment_id), after=after, now=now)
