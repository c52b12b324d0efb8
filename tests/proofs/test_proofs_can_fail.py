"""A proof that can't fail proves nothing: each turns red when what it proves is broken."""

from collections.abc import Callable

import pytest
from hypothesis import Phase
from hypothesis.errors import Flaky

from tests.proofs.breaking import Patch, broken, drop_wall, lock_nothing
from tests.proofs.ground import Ground
from tests.proofs.machine import prove
from tests.proofs.mutants import MUTANTS

# Who comes first may differ when hypothesis looks again: it then says that it is not sure.
RED = (AssertionError, Flaky)

# Far more than any of them needs. Stories grow out of those before them: to begin anew soon finds
# what is wrong earlier than to go on for long.
BEGINNINGS, EXAMPLES, STEPS = 40, 10, 30


def search(ground: Ground) -> None:
    """Until the first thing that is wrong; why, and how little it takes, is of no interest here."""
    for number in range(BEGINNINGS):
        prove(
            ground,
            examples=EXAMPLES,
            steps=STEPS,
            numbered=number,
            phases=(Phase.generate,),
            database=None,
        )


@pytest.fixture
async def no_wall(ground: Ground) -> None:
    await drop_wall()


@pytest.mark.usefixtures("no_wall")
def test_the_oracle_sees_that_neither_wall_nor_lock_is_there(ground: Ground) -> None:
    with broken(lock_nothing), pytest.raises(RED):
        search(ground)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.__name__)
@pytest.mark.usefixtures("no_wall")
def test_the_oracle_sees_each_broken_rule(ground: Ground, mutant: Callable[[Patch], None]) -> None:
    with broken(mutant), pytest.raises(RED):
        search(ground)


@pytest.mark.usefixtures("no_wall")
def test_the_oracle_sees_nothing_wrong_where_only_the_wall_is_missing(ground: Ground) -> None:
    # The locks alone hold, too: each of the two guards stands by itself.
    prove(ground, examples=6, steps=STEPS, phases=(Phase.generate,), database=None)
