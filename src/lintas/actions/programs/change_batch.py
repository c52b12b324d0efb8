"""What is known of a batch changes: its number, its title, what to bring, whom to ask."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.facts import BatchChange, BatchFacts
from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.programs.numbering import refuse_taken, title_of
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.programs import Batch, Program
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.programs.batches import save_batch
from lintas.store.programs.templates import find_program
from lintas.store.transaction import retrying, writing


@retrying
async def change_batch(
    batch_id: UUID, change: BatchChange, *, actor: Actor, now: datetime
) -> Batch:
    """Change it; its calendar entries show that from now on.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such batch that the actor keeps.
        Invalid: as `BatchFacts.check`.
        AlreadyThere: its program has another batch of that number.
    """
    seen = await find_kept_batch(batch_id, actor)
    async with writing(program_lock(seen.program_id)):
        before = await find_kept_batch(batch_id, actor)
        program = await find_program(before.program_id, seen_by=actor)
        facts = changed(_facts_of(before, program), change)
        facts.check()
        if facts.number != before.number:
            await refuse_taken(program.id, facts.number)
        after = replace(
            before,
            number=facts.number,
            title=facts.title or title_of(program, facts.number),
            bring=facts.bring,
            contact=facts.contact,
        )
        await save_batch(after, title=facts.title)
        await revise_sessions_showing("batch", batch_id, now=now)
        await audit(
            actor,
            "change",
            ("batch", batch_id),
            before={"number": before.number},
            after={"number": after.number},
            now=now,
        )
    return after


def _facts_of(batch: Batch, program: Program) -> BatchFacts:
    """A title that is the program's with the number stays so when either changes."""
    borrowed = batch.title == title_of(program, batch.number)
    return BatchFacts(
        program_id=batch.program_id,
        number=batch.number,
        title="" if borrowed else batch.title,
        bring=batch.bring,
        contact=batch.contact,
    )
