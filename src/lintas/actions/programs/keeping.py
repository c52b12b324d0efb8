"""Programs and batches that somebody may do something to."""

from uuid import UUID

from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, Program
from lintas.rules.access import Verb
from lintas.store.programs.batches import find_batch
from lintas.store.programs.templates import find_program


async def find_kept_program(program_id: UUID, actor: Actor) -> Program:
    """One that the actor keeps.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps.
    """
    allow_somewhere(actor, Verb.KEEP_PROGRAMS)
    program = await find_program(program_id, seen_by=actor)
    allow_for(actor, Verb.KEEP_PROGRAMS, program.keeper, field="program_id", value=program_id)
    return program


async def find_kept_batch(batch_id: UUID, actor: Actor, verb: Verb = Verb.KEEP_PROGRAMS) -> Batch:
    """One to which the actor may do that.

    Raises:
        NotAllowed: the actor may do it nowhere.
        NotFound: no such batch to which the actor may.
    """
    allow_somewhere(actor, verb)
    batch = await find_batch(batch_id, seen_by=actor)
    allow_for(actor, verb, batch.keeper, field="batch_id", value=batch_id)
    return batch
