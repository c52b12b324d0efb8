"""Taking something out of use, once nothing stands on it."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.store.retirement import Noun, count_standing_on, save_retired


async def retire(noun: Noun, key: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off every list; what it was in before stays as it was.

    Raises:
        IllegalState: something in use, or a session to come, stands on it.
    """
    if await count_standing_on(noun, key, now=now):
        raise IllegalState(noun.value, "in_use", "retire")
    await save_retired(noun, key, now=now)
    await audit(actor, "retire", (noun.value, key), now=now)
