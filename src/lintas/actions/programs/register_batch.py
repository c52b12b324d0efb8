"""A program is to run once more."""

from datetime import datetime

from lintas.actions.programs.facts import BatchFacts
from lintas.actions.programs.keeping import find_kept_program
from lintas.actions.programs.numbering import refuse_taken, title_of
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, BatchId
from lintas.store.programs.batches import add_batch
from lintas.store.transaction import retrying, writing


@retrying
async def register_batch(facts: BatchFacts, *, actor: Actor, now: datetime) -> Batch:
    """Register it; its program's keeper keeps it.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps.
        Invalid: as `BatchFacts.check`.
        AlreadyThere: the program has a batch of that number, if a retired one.
    """
    await find_kept_program(facts.program_id, actor)
    facts.check()
    async with writing(program_lock(facts.program_id)):
        program = await find_kept_program(facts.program_id, actor)
        await refuse_taken(program.id, facts.number)
        batch = Batch(
            id=BatchId(new_id(now)),
            program_id=program.id,
            keeper=program.keeper,
            number=facts.number,
            title=facts.title or title_of(program, facts.number),
            bring=facts.bring,
            contact=facts.contact,
            for_civil_servants=program.for_civil_servants,
        )
        await add_batch(batch, title=facts.title)
        after = {"program": program.id, "number": batch.number}
        await audit(actor, "register", ("batch", batch.id), after=after, now=now)
    return batch
