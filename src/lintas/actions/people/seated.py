"""Judging again where somebody sits, once it has become known who that is, or what they meet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import batch_lock, program_lock
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge_named
from lintas.actions.steps.seating import seat_relieved
from lintas.domain.bookings import SessionId
from lintas.domain.nik import Nik
from lintas.store.programs.seats import list_batches_of, list_sessions_attended, list_sessions_twice
from lintas.store.transaction import lock_more


async def rejudge_twice(person_ids: Sequence[UUID], niks: Iterable[Nik], *, now: datetime) -> None:
    """Judge again what only a NIK tells: that one citizen is in two places, or learns one twice.

    Of these people, of whoever has their NIKs by now, and of whoever bears one of `niks`. Whom a
    wrong one kept from a seat gets it.

    Raises:
        TryAgain: it begins again with the locks of all their batches.
    """
    niks = tuple(niks)
    await _lock_batches(person_ids, niks)
    await _rejudge(await list_sessions_twice(person_ids, niks, since=now), now=now)
    await seat_relieved((), person_ids=person_ids, niks=niks, now=now)


async def rejudge_attended(person_id: UUID, *, now: datetime) -> None:
    """Judge again all that somebody is to attend, for what programs ask of participants.

    Raises:
        TryAgain: it begins again with the locks of all batches of the person.
    """
    await _lock_batches([person_id], ())
    await _rejudge(await list_sessions_attended(person_id, since=now), now=now)


async def _lock_batches(person_ids: Sequence[UUID], niks: Sequence[Nik]) -> None:
    """Whoever books for these batches, or enrols there, judges before this or after it."""
    found = await list_batches_of(person_ids, niks)
    await lock_more(*(lock for each, of in found for lock in (batch_lock(each), program_lock(of))))


async def _rejudge(session_ids: Sequence[SessionId], *, now: datetime) -> None:
    await lock_more(*await locks_to_rejudge(session_ids))
    await rejudge_named(session_ids, now=now)
