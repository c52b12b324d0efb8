"""What the database refuses by itself, asked past every rule."""

import asyncio
import random
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from lintas.store.engines import TransactionMisused, fetch, read_id, read_moment
from lintas.store.transaction import retrying, writing
from lintas.store.walls import Hold, Overlap, place
from tests.conftest import Database
from tests.store.rows import MORNING, add_session, hours

BROKEN = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)

AULA, LAB = UUID(int=1), UUID(int=2)


def hold(resource: UUID, session: UUID, first: float, last: float) -> Hold:
    return (uuid4(), resource, *hours(first, last), session)


async def place_alone(holds: Sequence[Hold]) -> None:
    async with writing():
        await place(holds)


async def list_holds() -> list[tuple[UUID, datetime, datetime]]:
    rows = await fetch("SELECT resource, starts_at, ends_at FROM hold ORDER BY starts_at")
    return [
        (read_id(row["resource"]), read_moment(row["starts_at"]), read_moment(row["ends_at"]))
        for row in rows
    ]


async def test_touching_holds_stand_side_by_side(database: Database) -> None:
    session = await add_session()

    await place_alone([hold(AULA, session, 1, 2), hold(AULA, session, 0, 1)])

    assert await list_holds() == [(AULA, *hours(0, 1)), (AULA, *hours(1, 2))]


@pytest.mark.parametrize(
    ("first", "last"),
    [(0, 1.5), (1.5, 3), (1.2, 1.8), (0, 3), (1, 2)],
    ids=["its beginning", "its end", "inside", "around", "the same"],
)
async def test_overlapping_holds_are_refused(database: Database, first: float, last: float) -> None:
    session = await add_session()
    await place_alone([hold(AULA, session, 1, 2)])

    with pytest.raises(Overlap) as caught:
        await place_alone([hold(LAB, session, 1, 2), hold(AULA, session, first, last)])

    assert caught.value.resources == {AULA}
    assert await list_holds() == [(AULA, *hours(1, 2))]


async def test_holds_placed_together_must_not_overlap_either(database: Database) -> None:
    session = await add_session()

    with pytest.raises(Overlap):
        await place_alone([hold(AULA, session, 0, 2), hold(AULA, session, 1, 3)])

    assert await list_holds() == []


async def test_a_refused_placing_can_not_be_kept(database: Database) -> None:
    session = await add_session()
    await place_alone([hold(AULA, session, 1, 2)])

    async def go_on_regardless() -> None:
        async with writing():
            with pytest.raises(Overlap):
                await place([hold(LAB, session, 1, 2), hold(AULA, session, 1, 2)])

    with pytest.raises(TransactionMisused):
        await go_on_regardless()
    assert await list_holds() == [(AULA, *hours(1, 2))]


async def test_a_released_slot_is_free(database: Database) -> None:
    session = await add_session()
    await place_alone([hold(AULA, session, 1, 2)])

    async with writing():
        await fetch("DELETE FROM hold WHERE session = $1", session)
        await place([hold(AULA, session, 1.5, 2.5)])

    assert await list_holds() == [(AULA, *hours(1.5, 2.5))]


async def test_a_hold_can_not_be_moved_onto_another(database: Database) -> None:
    session = await add_session()
    await place_alone([hold(AULA, session, 0, 1), hold(AULA, session, 1, 2)])

    with pytest.raises(BROKEN, match="hold_no_overlap"):
        await fetch("UPDATE hold SET ends_at = $1 WHERE starts_at = $2", hours(0, 2)[1], MORNING)
    await fetch("UPDATE hold SET ends_at = $1 WHERE starts_at = $2", hours(0, 0.5)[1], MORNING)

    assert await list_holds() == [(AULA, *hours(0, 0.5)), (AULA, *hours(1, 2))]


async def test_the_wall_and_a_list_agree(database: Database) -> None:
    # Inserts and releases at random, on one resource as full as it gets.
    session = await add_session()
    dice = random.Random(36)  # noqa: S311 -- no secret
    kept: list[tuple[int, int]] = []

    for _ in range(300):
        if kept and dice.random() < 0.2:
            gone = kept.pop(dice.randrange(len(kept)))
            await fetch("DELETE FROM hold WHERE starts_at = $1", hours(*gone)[0])
        first = dice.randrange(60)
        wanted = (first, first + dice.randint(1, 6))
        is_free = not any(wanted[0] < last and first < wanted[1] for first, last in kept)
        try:
            await place_alone([hold(AULA, session, *wanted)])
            placed = True
        except Overlap:
            placed = False
        assert placed == is_free, (wanted, sorted(kept))
        kept += [wanted] * placed

    assert await list_holds() == [(AULA, *hours(*span)) for span in sorted(kept)]


async def test_of_many_who_want_one_slot_at_once_one_gets_it(database: Database) -> None:
    # Without locks: the wall stands alone here.
    session = await add_session()
    outcomes = []

    @retrying
    async def want() -> None:
        await place_alone([hold(LAB, session, 1, 2), hold(AULA, session, 1, 2)])

    async def ask() -> None:
        try:
            await want()
            outcomes.append("got it")
        except Overlap:
            outcomes.append("refused")

    await asyncio.gather(*(ask() for _ in range(50)))

    assert sorted(outcomes) == ["got it", *["refused"] * 49]
    assert len(await list_holds()) == 2


@pytest.mark.parametrize("last", [1, 0.5], ids=["at once", "before"])
async def test_a_hold_ends_after_it_starts(database: Database, last: float) -> None:
    session = await add_session()

    with pytest.raises((*BROKEN, asyncpg.DataError)):
        await place_alone([hold(AULA, session, 1, last)])

    assert await list_holds() == []


ODD_TIMES = [
    "2026-12-01 01:00:00",
    "2026-12-01T01:00:00+00:00",
    "2026-12-01 01:00:00Z",
    "2026-12-01 08:00:00+07:00",
    "2026-12-01 01:00:00.000000+00:00",
    "2026-12-01 01:00:00.5+00:00",
    "2026-12-01 01:00+00:00",
    "2026-02-30 01:00:00+00:00",
    "2026-12-01 24:00:00+00:00",
    "",
    1764550800,
]


@pytest.mark.parametrize("odd", ODD_TIMES)
@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_sqlite_keeps_times_in_one_form_only(database: Database, odd: str | int) -> None:
    session = await add_session()
    later = datetime(2026, 12, 2, tzinfo=UTC)
    insert = "INSERT INTO hold (id, resource, starts_at, ends_at, session) VALUES ($1,$2,$3,$4,$5)"

    with pytest.raises(sqlite3.IntegrityError, match="hold_moment_is_canonical"):
        await fetch(insert, uuid4(), AULA, odd, later, session)
    with pytest.raises(sqlite3.IntegrityError, match="session_moment_is_canonical"):
        await fetch("UPDATE session SET revised_at = $1", odd)

    assert await list_holds() == []


async def test_moments_finer_than_a_second_are_kept(database: Database) -> None:
    session = await add_session()
    start = MORNING + timedelta(microseconds=1)
    end = MORNING + timedelta(microseconds=2)

    await place_alone([(uuid4(), AULA, start, end, session), hold(AULA, session, 1, 2)])
    await place_alone([(uuid4(), AULA, MORNING, start, session)])

    assert (AULA, start, end) in await list_holds()


async def test_what_was_done_can_not_be_undone_in_the_audit(database: Database) -> None:
    await fetch("INSERT INTO audit_entry (id, at, verb) VALUES ($1, $2, 'made')", AULA, MORNING)

    for forgery in ("UPDATE audit_entry SET verb = 'other'", "DELETE FROM audit_entry"):
        with pytest.raises((sqlite3.IntegrityError, asyncpg.RaiseError), match="append-only"):
            await fetch(forgery)

    assert await fetch("SELECT verb FROM audit_entry") == [{"verb": "made"}]


async def test_a_role_that_holds_everywhere_is_given_once(database: Database) -> None:
    await add_session()
    (account,) = await fetch("SELECT id FROM account")
    give = "INSERT INTO membership (id, account, role) VALUES ($1, $2, 'admin')"
    await fetch(give, uuid4(), account["id"])

    with pytest.raises(BROKEN):
        await fetch(give, uuid4(), account["id"])
