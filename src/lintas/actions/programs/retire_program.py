"""A program is no longer offered."""

from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_program
from lintas.actions.steps.locking import program_lock
from lintas.actions.steps.retiring import retire
from lintas.domain.people import Actor
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_program(program_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps.
        IllegalState: it has batches in use.
    """
    async with writing(program_lock(program_id)):
        await find_kept_program(program_id, actor)
        await retire(Noun.PROGRAM, program_id, actor=actor, now=now)
