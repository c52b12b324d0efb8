"""A coordinator has a message tried again that was given up on."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.store.messages.undelivered import find_outgoing, save_due_again
from lintas.store.transaction import writing


async def send_again(message_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Give a dead message all its tries anew, under the same id, from now on.

    Raises:
        NotFound: no message to one of the actor's desk's own people.
        IllegalState: it was sent, is still being tried, or was cancelled as untrue.
    """
    seen = await find_outgoing(message_id, seen_by=actor)
    async with writing():
        if not await save_due_again(message_id, now=now):
            raise IllegalState("message", seen.state, "send_again")
        await audit(actor, "send_again", ("message", message_id), now=now)
