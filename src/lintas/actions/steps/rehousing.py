"""What a venue says of itself has changed: what is to come there is shown, and judged, anew."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from lintas.actions.steps.deciding import expire
from lintas.actions.steps.locking import hall
from lintas.domain.bookings import Session
from lintas.domain.timespan import LAST_YEAR, TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.bookings.holds import list_bookings_run_out
from lintas.store.bookings.sessions import list_sessions_in_rooms
from lintas.store.transaction import TryAgain
from lintas.store.venues.rooms import list_rooms_of, list_tree

# Nothing can be booked beyond.
_THE_END = datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC)


def venue_lock(venue_id: UUID) -> str:
    """Held while rooms are added to a venue, or while its facts change."""
    return f"venue:{venue_id}"


async def locks_of_venues(venue_ids: Sequence[UUID]) -> tuple[str, ...]:
    """The venues themselves, and every hall in them."""
    halls = {hall(room.root) for room in await list_rooms_of(venue_ids)}
    return (*map(venue_lock, venue_ids), *sorted(halls))


async def list_housed(
    venue_ids: Sequence[UUID], locks: Iterable[str], *, now: datetime
) -> tuple[Session, ...]:
    """Live sessions not yet over in all rooms of these venues, all of whose halls are locked.

    Raises:
        TryAgain: a hall was added before the locks were taken.
    """
    if not set(await locks_of_venues(venue_ids)) <= set(locks):
        raise TryAgain
    rooms = [room.id for room in await list_rooms_of(venue_ids)]
    return await list_sessions_in_rooms(rooms, since=now, until=_THE_END)


async def release_run_out_in(root: RoomId, *, now: datetime) -> None:
    """Let go of undecided requests that keep any room of this hall longer than they may."""
    resources = [room.id for room in await list_tree(root)]
    window = TimeSpan(now.replace(microsecond=0), _THE_END)
    over = await list_bookings_run_out([(each, window) for each in resources], now=now)
    await expire(over, now=now)
