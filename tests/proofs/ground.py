"""The kept world that proofs race in: wider than a story's, and looked at past every action."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import TravelOrigin, TravelOverride, TravelOverrideId
from lintas.domain.venues import Approval, Room, RoomId, Venue
from lintas.store.bookings.requests import list_bookings
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.people import add_person
from lintas.store.sql import Args
from lintas.store.transaction import writing
from lintas.store.travel import add_travel_override
from lintas.store.venues.places import add_venue
from lintas.store.venues.rooms import add_room
from tests.actions.world import (
    JAKARTA,
    OPERATOR,
    SERANG,
    World,
    hours,
    named,
    settle_world,
)

# What bookings leave behind, the referring first. The audit can't be emptied and needn't be.
TRACES = (
    *("skipped_date", "claim", "queue_entry", "step_decision", "rejudge_due", "session_asset"),
    *("forecast", "estimate", "acknowledgement", "hold", "conflict", "session_trainer", "session"),
    *("booking", "receipt", "message", "closure"),
)


class Ground(World):
    """Besides the world: a venue of Serang, a room that needs a gap, and a second trainer."""

    balai: VenueId = VenueId(named("Balai"))
    serang_room: RoomId = RoomId(named("ruang Serang"))
    gap_room: RoomId = RoomId(named("ruang berjeda"))
    second_trainer: PersonId = PersonId(named("second trainer"))

    def ask_serang(self, during: TimeSpan, *, trainer_ids: tuple[PersonId, ...] = ()) -> Ask:
        """Bandung asks for a room of Serang."""
        return Ask(
            room_id=self.serang_room,
            agency_id=self.bandung_dinas,
            purpose="Pelatihan las",
            headcount=20,
            sessions=(PlannedSession(during, trainer_ids=trainer_ids),),
        )


async def settle_ground() -> Ground:
    """Write it into the current database."""
    await settle_world()
    ground = Ground()
    async with writing():
        venue = Venue(ground.balai, "Balai", SERANG, SERANG, ground.serang_dinas, JAKARTA, SERANG)
        await add_venue(venue)
        for room_id, venue_id, gap in (
            (ground.serang_room, ground.balai, 0),
            (ground.gap_room, ground.plut, 30),
        ):
            room = Room(
                id=room_id,
                venue_id=venue_id,
                name=f"Ruang {gap}",
                part_of=None,
                root=room_id,
                leaves=(),
                capacities={"classroom": 40},
                turnaround=timedelta(minutes=gap),
                approval=Approval.NONE,
            )
            await add_room(room)
        second = Person(ground.second_trainer, "Pengajar Kedua", ground.serang_dinas, SERANG)
        await add_person(second)
    return ground


async def sweep() -> None:
    """Take away every booking and closure, and leave the world as it was settled."""
    async with writing():
        for table in TRACES:
            await fetch(f"DELETE FROM {table}")  # noqa: S608 -- names of our own


async def list_kept(seen_by: Actor = OPERATOR) -> tuple[Booking, ...]:
    """Every booking there is."""
    return await list_bookings(seen_by=seen_by, limit=100_000)


async def list_overlaps() -> list[tuple[object, object]]:
    """Pairs of holds of one resource that share time: the promise is that there are none."""
    sql = """
        SELECT a.id AS one, b.id AS other FROM hold a JOIN hold b ON a.resource = b.resource
            AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
    """
    return [(row["one"], row["other"]) for row in await fetch(sql)]


Span = tuple[str, TimeSpan]


async def list_holds() -> list[Span]:
    """(resource and session, span) of every hold, sorted."""
    rows = await fetch("SELECT resource, session, starts_at, ends_at FROM hold")
    return sorted(
        (
            f"{read_id(row['resource'])} {read_id(row['session'])}",
            TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        )
        for row in rows
    )


def holds_due(bookings: Iterable[Booking], leaves: dict[RoomId, tuple[RoomId, ...]]) -> list[Span]:
    """The holds that live sessions say they keep, sorted; only the gap room has a gap."""
    due = []
    for session in (each for booking in bookings for each in booking.sessions):
        if not session.decision.holds:
            continue
        gap = timedelta(minutes=30 if session.room_id == Ground.gap_room else 0)
        taken = session.span.widened(before=session.setup, after=session.cleanup + gap)
        due += [(f"{leaf} {session.id}", taken) for leaf in leaves[session.room_id]]
        due += [(f"{trainer} {session.id}", session.span) for trainer in session.trainer_ids]
    return sorted(due)


async def measure_way(ground: Ground, way: timedelta) -> None:
    """The two venues are that far apart, and no longer what they were."""
    async with writing():
        await fetch("DELETE FROM travel_override")
        await add_travel_override(
            TravelOverride(
                id=TravelOverrideId(named("way")),
                start=str(ground.plut),
                goal=str(ground.balai),
                minutes=way // timedelta(minutes=1),
                origin=TravelOrigin.MEASURED,
            )
        )


async def reunite(ground: Ground) -> None:
    """The hall has its two parts again, and every other room stands alone."""
    async with writing():
        await fetch("UPDATE room SET part_of = NULL, root = id")
        args = Args()
        hall = args.put(ground.hall)
        parts = args.put_all([ground.part_a, ground.part_b])
        sql = f"UPDATE room SET part_of = {hall}, root = {hall} WHERE id IN {parts}"  # noqa: S608 -- placeholders
        await fetch(sql, *args)


def leaves_of(
    ground: Ground, parts: Sequence[RoomId] = (Ground.part_a, Ground.part_b)
) -> dict[RoomId, tuple[RoomId, ...]]:
    """Which undivided rooms each room takes: written down, not asked of the code on trial.

    `parts` are those of the hall.
    """
    alone = (ground.part_a, ground.part_b, ground.open_room, ground.decided_room)
    return {
        ground.hall: tuple(parts) or (ground.hall,),
        **{room: (room,) for room in (*alone, ground.serang_room, ground.gap_room)},
    }


def slot(number: int) -> TimeSpan:
    """The half hours of one day, from midnight; they touch and don't overlap."""
    return hours(number / 2, number / 2 + 0.5)
