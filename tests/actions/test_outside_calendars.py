"""Calendars of rooms and trainers that others keep: what is busy there counts here."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.made import Made
from lintas.actions.outside_calendars.add_calendar import (
    MOST_OF_ONE,
    SealedAddress,
    TooManyCalendars,
    add_calendar,
    add_file,
)
from lintas.actions.outside_calendars.ground import NeitherRoomNorTrainer
from lintas.actions.outside_calendars.note_look import (
    GONE,
    note_expansion,
    note_failure,
    note_reading,
    note_unchanged,
)
from lintas.actions.outside_calendars.remove_calendar import remove_calendar
from lintas.actions.slots.find_slots import find_slots
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.outside_calendars import OutsideCalendar, Reading, SeriesRead, Standing
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere, NotFound
from lintas.domain.sealing import SealingKey
from lintas.domain.slots import SlotWish
from lintas.domain.timespan import TimeSpan
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.outside_calendars.added import find_calendar, list_calendars, list_due, take_due
from lintas.store.outside_calendars.busy import count_busy
from lintas.store.outside_calendars.sources import Source
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

KEY = SealingKey("kunci contoh")
LATER = NOW + timedelta(hours=1)
ADDRESS = "https://kalender.test/rahasia.ics"


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def sealed(address: str = ADDRESS) -> SealedAddress:
    return SealedAddress("kalender.test", KEY.fingerprint(address), KEY.seal(address))


def reading(*busy: TimeSpan, **unread: Sequence[str]) -> Reading:
    """One series for each busy time, named by it."""
    series = [SeriesRead(f"{span.start:%d %H%M}-{span.end:%d %H%M}", (span,)) for span in busy]
    series += [SeriesRead(name, unread=tuple(why)) for name, why in unread.items()]
    return Reading(tuple(each.digest for each in series), tuple(series), b"packed")


async def added(world: World, **more: Any) -> OutsideCalendar:
    of: dict[str, Any] = {"room_id": world.open_room, "trainer_id": None, "actor": BANDUNG_MANAGER}
    return await add_calendar(sealed(), **{**of, **more}, now=NOW)


async def read(seen: OutsideCalendar, *busy: TimeSpan, now: datetime = LATER) -> OutsideCalendar:
    await note_reading(seen, reading(*busy), Source(""), now=now)
    return await find_calendar(seen.id, seen_by=BANDUNG_MANAGER)


async def ask(world: World, during: TimeSpan, **more: Any) -> Made:
    asked = world.ask(during=during, **more)
    return await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=LATER)


async def codes(world: World, during: TimeSpan, **more: Any) -> set[str]:
    with pytest.raises(PlanClashes) as refused:
        await ask(world, during, **more)
    return {each.code for each in refused.value.findings}


async def open_conflicts() -> list[str]:
    found = await list_conflicts(seen_by=BANDUNG_COORDINATOR, state=ConflictState.OPEN)
    return [each.finding.code for each in found]


async def test_until_it_is_read_nobody_calls_the_room_free(world: World) -> None:
    calendar = await added(world)

    assert calendar.standing(NOW) is Standing.UNKNOWN
    assert await list_due(now=NOW, limit=5) == (calendar.id,)
    assert "calendar_unknown" in await codes(world, hours(9, 12))


async def test_the_address_is_kept_sealed_and_never_shown(world: World) -> None:
    await added(world)
    (row,) = await fetch("SELECT * FROM outside_calendar")
    audited = await fetch("SELECT * FROM audit_entry")

    assert KEY.open(row["address"]) == ADDRESS
    assert "rahasia" not in str(row) + str(audited)


async def test_what_is_busy_there_is_not_free_here(world: World) -> None:
    await read(await added(world), hours(10, 11))

    assert "outside_busy" in await codes(world, hours(9, 12))
    assert await ask(world, hours(13, 15))


async def test_a_new_busy_time_opens_a_conflict_and_a_gone_one_closes_it(world: World) -> None:
    calendar = await read(await added(world), hours(16, 17))
    await ask(world, hours(9, 12))

    calendar = await read(calendar, hours(16, 17), hours(10, 11))
    opened = await open_conflicts()
    told = await fetch("SELECT kind FROM message WHERE kind = 'conflict_opened'")
    calendar = await read(calendar, hours(16, 17), hours(13, 14))

    assert opened == ["outside_busy"]
    assert told
    assert await open_conflicts() == []


async def test_removing_it_frees_what_it_alone_stood_against(world: World) -> None:
    calendar = await read(await added(world), hours(16, 17))
    await ask(world, hours(9, 12))
    calendar = await read(calendar, hours(10, 11))
    await remove_calendar(calendar.id, actor=BANDUNG_MANAGER, now=LATER)

    assert await open_conflicts() == []
    assert await list_calendars(seen_by=BANDUNG_MANAGER) == ()
    for table in ("outside_busy", "outside_series", "outside_copy"):
        assert await fetch(f"SELECT * FROM {table}") == []  # noqa: S608 -- our own names
    assert (await fetch("SELECT address FROM outside_calendar"))[0]["address"] == ""
    with pytest.raises(NotFound):
        await note_failure(calendar, Source(""), "slow", 0, now=LATER)


async def test_a_failure_frees_nothing(world: World) -> None:
    calendar = await read(await added(world), hours(10, 11))
    for failures in range(1, 4):
        await note_failure(calendar, Source(""), "status", 503, now=LATER)
        calendar = await find_calendar(calendar.id, seen_by=BANDUNG_MANAGER)
        assert calendar.failures == failures

    assert calendar.standing(LATER) is Standing.STALE
    assert calendar.standing(LATER + timedelta(days=5)) is Standing.FAILED
    assert calendar.next_at
    assert calendar.next_at - LATER > timedelta(minutes=100)
    assert "outside_busy" in await codes(world, hours(9, 12))

    await note_unchanged(calendar, Source(""), now=LATER)
    again = await find_calendar(calendar.id, seen_by=BANDUNG_MANAGER)
    assert (again.standing(LATER), again.trouble) == (Standing.FRESH, "")


async def test_what_is_gone_for_good_is_told_and_stays_taken(world: World) -> None:
    calendar = await read(await added(world), hours(10, 11))
    await note_failure(calendar, Source(""), "status", GONE, now=LATER)
    gone = await find_calendar(calendar.id, seen_by=BANDUNG_MANAGER)
    told = await fetch("SELECT DISTINCT kind FROM message WHERE kind LIKE 'calendar%'")
    # Its repetitions are worked out anew, a day later.
    await note_expansion(gone, reading(hours(10, 11), hours(14, 15)), Source(""), now=LATER)
    again = await find_calendar(calendar.id, seen_by=BANDUNG_MANAGER)

    assert [row["kind"] for row in told] == ["calendar_failed"]
    assert (again.status, again.read_at) == (GONE, LATER)
    assert again.next_at == LATER + timedelta(days=1)
    assert await count_busy(calendar.id, since=NOW) == 2


@pytest.mark.parametrize("left", [0, 1], ids=["empty", "a fifth"])
async def test_what_is_suddenly_much_less_is_believed_only_the_second_time(
    world: World, left: int
) -> None:
    five = [hours(8 + n, 8.5 + n) for n in range(5)]
    calendar = await read(await added(world), *five)

    calendar = await read(calendar, *five[:left])
    assert (calendar.doubted, calendar.standing(LATER)) == (True, Standing.STALE)
    assert await count_busy(calendar.id, since=NOW) == 5

    calendar = await read(calendar, *five[:left])
    assert (calendar.doubted, calendar.standing(LATER)) == (False, Standing.FRESH)
    assert await count_busy(calendar.id, since=NOW) == left


async def test_only_what_is_new_is_written_and_what_is_known_stays(world: World) -> None:
    calendar = await read(await added(world), hours(8, 9), hours(10, 11))
    known = reading(hours(8, 9)).digests
    changed = Reading(
        (*known, *reading(hours(14, 15)).digests), reading(hours(14, 15)).fresh, b"packed"
    )
    await note_reading(calendar, changed, Source(""), known=known, now=LATER)

    rows = await fetch("SELECT digest FROM outside_busy ORDER BY starts_at")
    assert [row["digest"] for row in rows] == list(changed.digests)


async def test_who_was_overtaken_changes_nothing(world: World) -> None:
    calendar = await added(world)
    first, second = await asyncio.gather(
        *(note_reading(calendar, reading(hours(n, n + 1)), Source(""), now=LATER) for n in (9, 10))
    )

    assert sorted((first, second)) == [False, True]
    assert await count_busy(calendar.id, since=NOW) == 1


async def test_of_two_workers_one_takes_it(world: World) -> None:
    calendar = await added(world)
    until = NOW + timedelta(minutes=10)
    taken = [await take_due(calendar.id, now=NOW, until=until) for _ in range(2)]

    assert [each and each.id for each in taken] == [calendar.id, None]
    assert await list_due(now=NOW, limit=5) == ()
    assert await list_due(now=until, limit=5) == (calendar.id,)


async def test_a_trainers_busy_time_passes_with_a_reason(world: World) -> None:
    of = {"room_id": None, "trainer_id": world.trainer, "actor": SERANG_COORDINATOR}
    calendar = await added(world, **of)
    await note_reading(calendar, reading(hours(10, 11)), Source(""), now=LATER)
    reasons = {**world.ask().reasons, "outside_busy": "Sudah ditanyakan"}

    assert "outside_busy" in await codes(world, hours(9, 12), trainer_ids=(world.trainer,))
    assert await ask(world, hours(9, 12), trainer_ids=(world.trainer,), reasons=reasons)


async def test_a_file_counts_at_once_and_its_unread_events_are_counted(world: World) -> None:
    sent = reading(hours(10, 11), rusak=("rule", "zone"))
    calendar = await add_file(
        sent, room_id=world.open_room, trainer_id=None, actor=BANDUNG_MANAGER, now=NOW
    )

    assert (calendar.is_file, calendar.unread) == (True, 1)
    assert {"outside_busy", "calendar_unknown"} <= await codes(world, hours(9, 12))


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(SERANG_COORDINATOR, NotFound), (SERANG_TRAINER, NotAllowed)],
    ids=["of another side", "who keeps no rooms"],
)
async def test_only_who_keeps_the_room_adds_one(
    world: World, actor: Actor, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await added(world, actor=actor)
    calendar = await added(world)
    with pytest.raises(NotFound):
        await remove_calendar(calendar.id, actor=actor, now=NOW)
    assert await list_calendars(seen_by=actor) == ()


async def test_what_makes_no_sense_is_refused(world: World) -> None:
    for of in ({"room_id": None}, {"trainer_id": world.trainer}):
        with pytest.raises(NeitherRoomNorTrainer):
            await added(world, **of)
    await added(world)
    with pytest.raises(AlreadyThere):
        await added(world)
    of = {"room_id": world.open_room, "trainer_id": None, "actor": BANDUNG_MANAGER}
    for n in range(MOST_OF_ONE - 1):
        await add_calendar(sealed(f"{ADDRESS}?{n}"), **of, now=NOW)
    with pytest.raises(TooManyCalendars):
        await add_calendar(sealed(f"{ADDRESS}?x"), **of, now=NOW)


async def test_a_search_passes_over_what_is_busy_there(world: World) -> None:
    mornings = [hours(0, 24, on=MONDAY + timedelta(days=n)) for n in range(3)]
    await read(await added(world), *mornings)
    wish = SlotWish(
        agency_id=world.serang_dinas,
        headcount=20,
        sessions=1,
        minutes=240,
        since=MONDAY,
        until=MONDAY + timedelta(days=5),
        earliest=8 * 60,
        latest=12 * 60,
        room_id=world.open_room,
    )
    slots = await find_slots(wish, actor=SERANG_TRAINER, now=LATER)

    (offer,) = slots.offers
    assert offer.plan.sessions[0].span.start.date() - MONDAY == timedelta(days=3)
    # Nothing had to be refused for that.
    assert slots.judged == 1
