"""What was done is chained, and whatever somebody does to it in the database is found."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest

from lintas.actions.audit.chain_entries import chain_entries
from lintas.actions.audit.verify_trail import verify_trail
from lintas.domain.signing import SigningKey
from lintas.domain.trail import Break, Head
from lintas.store.audit import AuditEntry, add_audit_entry
from lintas.store.engines import current, fetch
from lintas.store.trail import list_last_head
from lintas.store.transaction import writing
from tests.builders import NOW
from tests.conftest import Database

KEY = SigningKey("rahasia")
MANY = 1_000
EACH = tuple(range(1, MANY + 1))

pytestmark = pytest.mark.usefixtures("database")


async def do(many: int) -> None:
    async with writing():
        for number in range(many):
            await add_audit_entry(
                AuditEntry(None, "test", "session", UUID(int=number), reason="alasan"), now=NOW
            )


async def chain(many: int) -> Head:
    await do(many)
    await chain_entries(KEY, now=NOW)
    (head,) = await list_last_head()
    return head


async def forge(*statements: str) -> None:
    """As somebody who may do everything in the database would."""
    for table in ("audit_entry", "audit_link", "audit_head"):
        if current().engine_type == "postgres":
            await fetch(f"ALTER TABLE {table} DISABLE TRIGGER {table}_is_append_only")
        else:
            for event in ("update", "delete"):
                await fetch(f"DROP TRIGGER IF EXISTS {table}_is_append_only_on_{event}")
    for statement in statements:
        await fetch(statement)


async def list_found(**known: Sequence[Head]) -> list[tuple[int, str]]:
    verdict = await verify_trail(KEY.public(), **known)
    return [(each.number, each.why) for each in verdict.breaks]


async def test_an_untouched_trail_is_whole() -> None:
    head = await chain(5)
    await do(2)

    verdict = await verify_trail(KEY.public(), known=[head])

    assert verdict.is_whole
    assert (verdict.entries, verdict.unchained, verdict.heads) == (5, 2, 1)
    assert verdict.last == head


async def test_nothing_done_is_whole() -> None:
    assert await chain_entries(KEY, now=NOW) == 0
    assert (await verify_trail(KEY.public())).is_whole


async def test_what_is_done_later_goes_on_the_chain() -> None:
    await chain(3)
    head = await chain(4)

    assert head.number == 7
    assert await list_found() == []


async def test_two_workers_chain_each_entry_once() -> None:
    await do(30)

    await asyncio.gather(*(chain_entries(KEY, now=NOW) for _ in range(4)))

    verdict = await verify_trail(KEY.public())
    assert (verdict.is_whole, verdict.entries, verdict.unchained) == (True, 30, 0)


async def test_each_of_a_thousand_entries_that_was_changed_is_found() -> None:
    await chain(MANY)

    await forge("UPDATE audit_entry SET reason = 'lain'")

    assert await list_found() == [(number, "changed") for number in EACH]


async def test_each_of_a_thousand_entries_that_was_removed_is_found() -> None:
    await chain(MANY)

    await forge("DELETE FROM audit_entry")

    assert await list_found() == [(number, "gone") for number in EACH]


async def test_each_entry_that_was_removed_with_its_place_is_found() -> None:
    await chain(MANY)

    await forge(
        "DELETE FROM audit_entry WHERE id IN (SELECT entry FROM audit_link WHERE number % 2 = 1)",
        "DELETE FROM audit_link WHERE number % 2 = 1",
    )

    assert await list_found() == [(number, "skipped") for number in EACH if number % 2]


async def test_each_end_that_was_cut_off_is_found() -> None:
    head = await chain(MANY)
    await forge()

    for left in (999, 998, 500, 1, 0):
        await fetch(
            "DELETE FROM audit_entry WHERE id IN (SELECT entry FROM audit_link WHERE number > $1)",
            left,
        )
        await fetch("DELETE FROM audit_link WHERE number > $1", left)
        assert await list_found() == [(MANY, "cut")]

    # Whoever removes the head as well is found by who has kept it elsewhere.
    await fetch("DELETE FROM audit_head")
    assert await list_found() == []
    assert await list_found(known=[head]) == [(MANY, "cut")]


FORGERIES: dict[str, tuple[Callable[[], Sequence[str]], list[Break]]] = {
    "the head's hash": (
        lambda: ["UPDATE audit_head SET hash = '00'"],
        [Break(3, "forged"), Break(3, "other past")],
    ),
    "the head's time": (
        lambda: ["UPDATE audit_head SET at = '2026-01-01 00:00:00+00:00'"],
        [Break(3, "forged")],
    ),
    "the signature": (
        lambda: ["UPDATE audit_head SET signature = ''"],
        [Break(3, "unsigned")],
    ),
    "the head itself": (lambda: ["DELETE FROM audit_head"], [Break(3, "headless")]),
    "a place's hash": (
        lambda: ["UPDATE audit_link SET hash = '00' WHERE number = 2"],
        [Break(2, "changed"), Break(3, "changed")],
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_whatever_else_was_forged_is_found(forgery: str) -> None:
    await chain(3)
    statements, breaks = FORGERIES[forgery]

    await forge(*statements())

    assert list((await verify_trail(KEY.public())).breaks) == breaks


async def test_a_past_written_anew_is_not_signed_by_us() -> None:
    await chain(3)
    await forge("DELETE FROM audit_link", "DELETE FROM audit_head",
                "UPDATE audit_entry SET reason = 'lain'")  # fmt: skip

    await chain_entries(SigningKey("milik orang lain"), now=NOW)

    assert await list_found() == [(3, "forged")]


async def test_without_a_key_heads_are_not_signed_until_there_is_one(database: Database) -> None:
    await do(2)
    await chain_entries(None, now=NOW)
    assert (await verify_trail()).is_whole
    assert await list_found() == [(2, "unsigned")]

    await do(1)
    await chain_entries(KEY, now=NOW)

    assert await list_found() == []


@pytest.mark.parametrize("table", ["audit_link", "audit_head"])
@pytest.mark.parametrize("forgery", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
async def test_the_chain_is_only_ever_added_to(table: str, forgery: str) -> None:
    await chain(2)

    with pytest.raises(Exception, match="append-only"):
        await fetch(forgery.format(table))

    assert await list_found() == []
