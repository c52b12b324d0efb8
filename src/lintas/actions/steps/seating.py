"""Who sits in a batch, who waits for a seat there, and who moves up once one is free."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import (
    batch_lock,
    check_locked,
    halls_of,
    nik_lock,
    program_lock,
)
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Session
from lintas.domain.nik import Nik
from lintas.domain.people import Actor, Person, Role
from lintas.domain.programs import Batch, BatchId, Enrolment
from lintas.domain.seats import Seats
from lintas.store.agencies import find_regency
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.outbox import News, add_messages, list_desk, list_people_recipients
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.enrolments import list_reserve, save_seated
from lintas.store.programs.seats import (
    list_batches_relieved,
    list_batches_shared,
    list_coincidences,
    list_touched,
)
from lintas.store.programs.templates import find_any_program
from lintas.store.sharing.reservations import count_seated_by_regency, list_reservations
from lintas.store.transaction import lock_more

# Of more batches than that people wait for the clock, so that nobody who cancels waits for long.
MOST_FILLED = 10


async def seat_relieved(
    sessions: Iterable[Session],
    *,
    person_ids: Collection[UUID] = (),
    niks: Collection[Nik] = (),
    now: datetime,
) -> None:
    """Move up who was passed over because of these meetings, now that they are at no such time.

    Or because of the seats that `person_ids` or the bearers of `niks` have no longer. In the
    transaction that frees them.

    Raises:
        TryAgain: it begins again with the locks of those seats.
    """
    batch_ids = {session.batch_id for session in sessions if session.batch_id}
    if not batch_ids and not person_ids:
        return
    relieved = await list_batches_relieved(batch_ids, person_ids, niks)
    for batch_id in relieved[:MOST_FILLED]:
        await fill(batch_id, now=now)


async def fill(batch_id: BatchId, *, now: datetime) -> int:
    """Move up who waits for a seat that is free; answers how many did.

    Raises:
        TryAgain: it begins again with the locks of those seats.
    """
    batch = await find_any_batch(batch_id)
    if not await has_seat_for_waiting(batch, now=now):
        return 0
    await lock_more(*await locks_of_seats(batch_id, now=now))
    moved = await move_up(batch, actor=None, now=now)
    await rejudge_seats(batch, [each.person.id for each in moved], now=now)
    return len(moved)


async def has_seat_for_waiting(batch: Batch, *, now: datetime) -> bool:
    """Whether some seat is free for somebody who waits and is nowhere else then."""
    ready = await list_ready(batch, now=now)
    if not ready:
        return False
    seats = await gather_seats(batch, now=now)
    return any(seats.has_one_for(each.person.keeper) for each in ready)


async def locks_of_seats(
    batch_id: UUID, people: Collection[Person] = (), niks: Collection[Nik] = (), *, now: datetime
) -> tuple[str, ...]:
    """What keeps the seats of a batch, and all that is judged by who sits there, as they are.

    The batch and every other in which these people, the bearers of `niks`, or who waits, are;
    their programs, the people, and the halls of the meetings that are judged anew.
    """
    person_ids = [person.id for person in people]
    niks = [*niks, *(person.nik for person in people if person.nik)]
    waiting = [each.person.id for each in await list_reserve(batch_id)]
    shared = await list_batches_shared(batch_id, person_ids, niks)
    touched = await list_touched(batch_id, [*person_ids, *waiting], niks, since=now)
    return (
        *(batch_lock(batch) for batch, _ in shared),
        *(program_lock(program) for _, program in shared),
        *(f"person:{person_id}" for person_id in person_ids),
        *map(nik_lock, niks),
        *await halls_of(await list_sessions_named(touched)),
    )


async def check_seats_locked(
    locks: Collection[str],
    batch_id: UUID,
    people: Collection[Person] = (),
    niks: Collection[Nik] = (),
    *,
    now: datetime,
) -> None:
    """Raises TryAgain: somebody joined another batch, or a meeting moved, in between."""
    check_locked(await locks_of_seats(batch_id, people, niks, now=now), locks)


async def gather_seats(batch: Batch, *, now: datetime) -> Seats:
    """Those of a batch as they are; within its lock."""
    zone = (await find_regency(batch.keeper)).zone if batch.keeper else UTC
    return Seats(
        most=(await find_any_program(batch.program_id)).max_participants,
        taken=Counter(await count_seated_by_regency(batch.id)),
        reservations=await list_reservations(batch.id),
        today=now.astimezone(zone).date(),
    )


async def move_up(batch: Batch, *, actor: Actor | None, now: datetime) -> tuple[Enrolment, ...]:
    """Give every seat that is free to who waits longest for one of its kind; within its locks.

    Who has a seat elsewhere at that time is passed over, and keeps the place. They are told, and
    the coordinators of both sides. Answers who got one, in order.
    """
    waiting = await list_ready(batch, now=now)
    if not waiting:
        return ()
    seats = await gather_seats(batch, now=now)
    given = seats.seat(each.person.keeper for each in waiting)
    moved = tuple(each for each, seated in zip(waiting, given, strict=True) if seated)
    if not moved:
        return ()
    await save_seated(each.id for each in moved)
    for each in moved:
        after = {"batch": batch.id, "person": each.person.id}
        await audit(actor, "move_up", ("enrolment", each.id), after=after, now=now)
    await _tell(batch, moved, now=now)
    return moved


async def list_ready(batch: Batch, *, now: datetime) -> tuple[Enrolment, ...]:
    """Who waits for a seat and has none elsewhere at the same time, in the order of moving up."""
    waiting = await list_reserve(batch.id)
    found = await list_coincidences(batch.id, [each.person.id for each in waiting], since=now)
    busy = {each.person_id for each in found}
    return tuple(each for each in waiting if each.person.id not in busy)


async def rejudge_seats(batch: Batch, person_ids: Collection[UUID], *, now: datetime) -> None:
    """Judge anew what depends on these people's sitting there, or not; within its locks."""
    if person_ids:
        touched = await list_touched(batch.id, person_ids, since=now)
        await rejudge(await list_sessions_named(touched), now=now)


async def _tell(batch: Batch, moved: Collection[Enrolment], *, now: datetime) -> None:
    version = now.isoformat()
    for each in moved:
        news = News("seat_given", "enrolment", each.id, version, {"title": batch.title})
        await add_messages(news, await list_people_recipients([each.person.id]), now=now)
    sides = {batch.keeper, *(each.person.keeper for each in moved)}
    for side in sorted(side for side in sides if side):
        seen = [each.person.name for each in moved if side in (batch.keeper, each.person.keeper)]
        facts = {
            "title": batch.title,
            "participants": ", ".join(seen),
            "link": f"/angkatan/{batch.id}/peserta",
        }
        news = News("moved_up", "batch", batch.id, version, facts)
        await add_messages(news, await list_desk([side], [Role.COORDINATOR]), now=now)
