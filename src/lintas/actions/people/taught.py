"""Judging again what a trainer teaches, once a fact about the trainer has changed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import check_locked, halls_of, trainer
from lintas.actions.steps.rejudging import rejudge
from lintas.store.bookings.sessions import list_sessions_taught_by


async def locks_of_trainer(person_id: UUID, *, now: datetime) -> tuple[str, ...]:
    """The trainer's, and the halls of everything that is to come."""
    taught = await list_sessions_taught_by(person_id, since=now)
    return (trainer(person_id), *await halls_of(taught))


async def rejudge_taught(person_id: UUID, locks: Collection[str], *, now: datetime) -> None:
    """Raises TryAgain: a session was moved to another hall before the locks were there."""
    taught = await list_sessions_taught_by(person_id, since=now)
    check_locked(await halls_of(taught), locks)
    await rejudge(taught, now=now)
