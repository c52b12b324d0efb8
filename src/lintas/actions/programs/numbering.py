"""The numbers and titles of a program's batches."""

from lintas.domain.programs import Program, ProgramId
from lintas.domain.refusal import AlreadyThere
from lintas.store.programs.batches import count_batches_numbered


async def refuse_taken(program_id: ProgramId, number: int) -> None:
    """Raises AlreadyThere."""
    if await count_batches_numbered(program_id, number):
        raise AlreadyThere("number", number)


def title_of(program: Program, number: int) -> str:
    """What a batch without a title of its own is called."""
    return f"{program.title} Angkatan {number}"
