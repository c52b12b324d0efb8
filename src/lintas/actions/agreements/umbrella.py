"""The umbrella of a technical agreement: a memorandum (KB) that its parties signed."""

from collections.abc import Iterable
from uuid import UUID

from lintas.domain.agencies import AgreementKind
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid
from lintas.store.agreements import find_agreement


async def check_umbrella(
    umbrella_id: UUID | None, parties: Iterable[str], *, seen_by: Actor
) -> None:
    """Go on only if all these parties signed it, and it is a memorandum.

    Raises:
        NotFound: no such agreement of the actor's side.
        Invalid: it is another kind, or not everybody signed it.
    """
    if umbrella_id is None:
        return
    umbrella = await find_agreement(umbrella_id, seen_by=seen_by, field="umbrella_id")
    if umbrella.kind is not AgreementKind.KB or not set(parties) <= set(umbrella.parties):
        raise Invalid(faults=(Fault("umbrella_id", umbrella.title, "umbrella"),))
