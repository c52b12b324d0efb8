"""Somebody has read what the inbox holds."""

from datetime import datetime
from uuid import UUID

from lintas.domain.people import Actor
from lintas.store.messages.inbox import find_inbox_message, save_all_read, save_read
from lintas.store.transaction import writing


async def mark_read(message_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Note when one of the actor's own messages was read first.

    Raises:
        NotFound: not in the actor's inbox.
    """
    await find_inbox_message(message_id, actor.id)
    async with writing():
        await save_read(message_id, actor.id, now=now)


async def mark_all_read(*, actor: Actor, now: datetime) -> None:
    """Everything that the actor was told up to now."""
    async with writing():
        await save_all_read(actor.id, now=now)
