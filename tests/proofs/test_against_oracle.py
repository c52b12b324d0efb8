"""Thousands of made-up stories end as a naive list of quarter hours says they must."""

import pytest

from tests.actions.world import HOLD
from tests.proofs.ground import Ground
from tests.proofs.looking import PLACES, WAY
from tests.proofs.machine import prove, running
from tests.proofs.oracle import Oracle
from tests.proofs.reckoning import OK
from tests.proofs.stage import QUOTA_HOURS, Stage


# 12,000 steps in all, in parts that end long before a test may be thought to hang, on a machine
# that does ten other things too.
@pytest.mark.parametrize("part", range(1, 9))
@pytest.mark.parametrize(
    ("engine_kind", "steps"), [("sqlite", 1_000), ("postgres", 500)], ids=["sqlite", "postgres"]
)
def test_every_story_ends_as_the_oracle_says(ground: Ground, steps: int, part: int) -> None:
    taken = 0
    while taken < steps:
        # A story of 25 rules has some thirty steps; how many is drawn.
        taken += prove(ground, examples=1 + (steps - taken) // 30, steps=25)
    print(taken, "steps")  # noqa: T201 -- pytest -rP shows it


def test_a_hall_divided_anew_is_seen(ground: Ground) -> None:
    """Else two who regroup one room at once could be told in either order."""
    stage, regrouping = Stage(ground), ("regroup", ("part_a", None))
    oracle = Oracle(dict(PLACES), hold_days=HOLD.days, quota=4 * QUOTA_HOURS, way=WAY)
    with running() as run:
        run(stage.clear())
        outcome = run(stage.take(regrouping))
        sight = run(stage.look())

    unaware = sight.differences(oracle)

    assert (outcome, oracle.take(regrouping)) == (OK, OK)
    assert [each.partition(" are ")[0] for each in unaware] == ["the hall's parts"]
    assert sight.differences(oracle) == []


@pytest.mark.soak
def test_every_long_story_ends_as_the_oracle_says(ground: Ground) -> None:
    print(prove(ground, examples=300, steps=50), "steps")  # noqa: T201 -- as above
