"""What an action locks before it reads: everything that a law it judges by could read.

Whoever changes such a fact takes the same locks, so a check made inside still holds at the end.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import Booking, Session
from lintas.domain.nik import Nik
from lintas.domain.plans import Plan
from lintas.domain.venues import RoomId
from lintas.store.bookings.receipts import Receipt
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.seats import list_companions
from lintas.store.things.assets import list_tool_lenders
from lintas.store.transaction import TryAgain, lock_more, shared
from lintas.store.venues.rooms import list_roots

# Held while Ramadan windows change, and while what is known of ways between places does.
CALENDAR, WAYS = "calendar", "ways"


def hall(root: RoomId) -> str:
    return f"hall:{root}"


def trainer(person_id: UUID) -> str:
    return f"trainer:{person_id}"


def pair(one: RegencyCode, other: RegencyCode) -> str:
    """The same for lender and borrower in either order."""
    return "pair:" + ":".join(sorted((one, other)))


def program_lock(program_id: UUID) -> str:
    """Held while a program's facts change, and while its batches are booked for."""
    return f"program:{program_id}"


def asset_lock(asset_id: UUID) -> str:
    """Held while an asset's facts change, and while some of it is taken."""
    return f"asset:{asset_id}"


def nik_lock(nik: Nik) -> str:
    """Held by whoever takes that citizen into a batch, or notes that number of somebody."""
    return f"nik:{nik.hash}"


def batch_lock(batch_id: UUID) -> str:
    """Held while people join or leave a batch, and while it is booked for."""
    return f"batch:{batch_id}"


def agency_lock(agency_id: UUID) -> str:
    """Held while an office's facts change; shared by whoever judges what it asks for."""
    return f"agency:{agency_id}"


def locks_of(*plans: Plan) -> tuple[str, ...]:
    """Halls, trainers, assets, batch, program and the two governments of each plan.

    Shared, for many read them and few change them: the agency, the calendar, and the ways.
    """
    return tuple(lock for plan in plans for lock in _locks(plan))


async def locks_of_booking(booking: Booking, receipt: Receipt | None = None) -> tuple[str, ...]:
    """Of a booking: itself, and what `locks_of` its sessions would be; a retry's key."""
    trainers = {person for session in booking.sessions for person in session.trainer_ids}
    assets = {need.asset_id for session in booking.sessions for need in session.assets}
    lenders = {session.lender for session in booking.sessions}
    batch = await find_any_batch(booking.batch_id) if booking.batch_id else None
    return (
        f"booking:{booking.id}",
        *await halls_of(booking.sessions),
        *map(trainer, trainers),
        *(pair(lender, booking.borrower) for lender in lenders if lender and booking.borrower),
        *map(asset_lock, assets),
        *((batch_lock(batch.id), program_lock(batch.program_id)) if batch else ()),
        *(map(batch_lock, await list_companions(batch.id)) if batch else ()),
        *_read_by(booking.agency_id, trainers | assets),
        *((receipt.lock,) if receipt else ()),
    )


async def lock_tool_lenders(plan: Plan) -> None:
    """Have the governments alone whose tools it takes: their agreement must not end meanwhile.

    Raises:
        TryAgain: the running transaction begins again with them.
    """
    wanted = {need.asset_id for session in plan.sessions for need in session.assets}
    if wanted and plan.agency.regency:
        lenders = set((await list_tool_lenders(wanted)).values()) - {plan.agency.regency}
        await lock_more(*(pair(lender, plan.agency.regency) for lender in lenders))


async def halls_of(sessions: Iterable[Session]) -> tuple[str, ...]:
    """Every hall in which any of these meets."""
    return tuple(map(hall, await list_roots({session.room_id for session in sessions})))


def check_locked(needed: Iterable[str], locks: Collection[str]) -> None:
    """Go on only if what is needed, now that nothing changes any more, is what was locked.

    Raises:
        TryAgain: a session was moved, or a hall rebuilt, in between.
    """
    if not set(needed) <= set(locks):
        raise TryAgain


def _locks(plan: Plan) -> Iterable[str]:
    yield hall(plan.room.root)
    for session in plan.sessions:
        yield from map(trainer, session.trainer_ids)
        for need in session.assets:
            yield asset_lock(need.asset_id)
    if plan.batch:
        yield batch_lock(plan.batch.id)
        # Two batches that share somebody are never booked for at once: both might pass.
        yield from map(batch_lock, plan.companions)
        yield program_lock(plan.batch.program_id)
    if plan.crosses:
        yield pair(*plan.crosses)
    trainers = {person for session in plan.sessions for person in session.trainer_ids}
    assets = {need.asset_id for session in plan.sessions for need in session.assets}
    yield from _read_by(plan.agency.id, trainers | assets)


def _read_by(agency_id: UUID, travellers: Collection[UUID]) -> Iterable[str]:
    """What is read of an office and of the country; of ways, for people and things that go them."""
    yield shared(agency_lock(agency_id))
    yield shared(CALENDAR)
    if travellers:
        yield shared(WAYS)
