"""A batch is over, or never ran."""

from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.steps.locking import batch_lock, program_lock
from lintas.actions.steps.retiring import retire
from lintas.domain.people import Actor
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_batch(batch_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists; its number stays taken, and personal pages still open.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such batch that the actor keeps.
        IllegalState: it has sessions to come.
    """
    seen = await find_kept_batch(batch_id, actor)
    async with writing(batch_lock(batch_id), program_lock(seen.program_id)):
        await find_kept_batch(batch_id, actor)
        await retire(Noun.BATCH, batch_id, actor=actor, now=now)
