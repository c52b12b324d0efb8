"""What could change between judging and committing: whoever changes it must want the same locks.

Proven by what each action really locks, not by a race that may not happen.
"""

from collections.abc import Iterable
from contextlib import suppress
from itertools import combinations, product

import pytest

from lintas.domain.refusal import Refusal
from lintas.store.transaction import shared
from tests.proofs.deeds import Deeds, ready
from tests.proofs.ground import Ground, sweep
from tests.proofs.interloping import noting_locks

JUDGING = ("ask", "record_a_use", "approve", "move")
DECIDING = ("decline", "withdraw", "cancel", "expire", "override")
CHANGING = (
    *("close_the_room", "close_the_venue", "lift_a_closure", "change_the_room"),
    *("change_the_venue", "change_the_regency", "change_the_program"),
    *("change_the_office", "take_ramadan_back"),
    *("change_the_agreement", "accept_an_agreement", "put_an_agreement_in_force"),
)
REBUILDING = ("let_it_stand_alone", "make_it_a_part", "retire_the_room")

# Rebuilding waits for uses to end, so it only races with those who begin one; two who change
# facts judge the same sessions again, and so do those who decide.
PAIRS = (
    *product(JUDGING + DECIDING, CHANGING),
    *product(("ask", "record_a_use"), REBUILDING),
    *combinations(CHANGING, 2),
    *combinations(JUDGING + DECIDING, 2),
)


async def locks_of(deeds: Deeds, names: Iterable[str]) -> dict[str, set[str]]:
    """What each locks, whether or not it then refuses."""
    found = {}
    for name in names:
        await sweep()
        await deeds.occupy()
        deed = await getattr(deeds, name)()
        with noting_locks() as noted, suppress(Refusal):
            await deed()
        found[name] = set(noted)
    return found


def exclude(one: set[str], other: set[str]) -> bool:
    """Whether they can't both be had: what both only share keeps nobody out."""
    alone = {name for name in one & other if not name.startswith("shared ")}
    return bool(alone or {*map(shared, one)} & other or {*map(shared, other)} & one)


# Locks have the same names on both engines.
@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_whoever_reads_a_fact_and_whoever_changes_it_wait_for_each_other(
    ground: Ground,
) -> None:
    deeds = await ready(ground)
    locks = await locks_of(deeds, JUDGING + DECIDING + CHANGING + REBUILDING)

    assert all(locks.values())
    apart = [f"{one}, {other}" for one, other in PAIRS if not exclude(locks[one], locks[other])]
    assert apart == [], "give both a lock in common"
