"""What an action locks before it reads: everything that a law it judges by could read.

Whoever changes such a fact takes the same locks, so a check made inside still holds at the end.
"""

from collections.abc import Iterable
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import Booking, Plan
from lintas.domain.venues import RoomId
from lintas.store.bookings.receipts import Receipt
from lintas.store.venues.rooms import find_room


def hall(root: RoomId) -> str:
    return f"hall:{root}"


def trainer(person_id: UUID) -> str:
    return f"trainer:{person_id}"


def pair(one: RegencyCode, other: RegencyCode) -> str:
    """The same for lender and borrower in either order."""
    return "pair:" + ":".join(sorted((one, other)))


def locks_of(*plans: Plan) -> tuple[str, ...]:
    """Halls, trainers and the two governments of each plan."""
    return tuple(lock for plan in plans for lock in _locks(plan))


async def locks_of_booking(booking: Booking, receipt: Receipt | None = None) -> tuple[str, ...]:
    """Halls and trainers of all sessions of a booking, the booking itself, and a retry's key."""
    rooms = {session.room_id for session in booking.sessions}
    roots = {(await find_room(room_id)).root for room_id in sorted(rooms)}
    trainers = {person for session in booking.sessions for person in session.trainer_ids}
    retry = (receipt.lock,) if receipt else ()
    return (f"booking:{booking.id}", *map(hall, roots), *map(trainer, trainers), *retry)


def _locks(plan: Plan) -> Iterable[str]:
    yield hall(plan.room.root)
    for session in plan.sessions:
        yield from map(trainer, session.trainer_ids)
    if plan.crosses:
        yield pair(*plan.crosses)
