"""Thousands of made-up stories end as a naive list of quarter hours says they must."""

import pytest

from tests.proofs.ground import Ground
from tests.proofs.machine import prove


# 12,000 steps in all, in parts that end long before a test may be thought to hang.
@pytest.mark.parametrize("part", [1, 2])
@pytest.mark.parametrize(
    ("engine_kind", "examples"), [("sqlite", 160), ("postgres", 80)], ids=["sqlite", "postgres"]
)
def test_every_story_ends_as_the_oracle_says(ground: Ground, examples: int, part: int) -> None:
    prove(ground, examples=examples, steps=25)


@pytest.mark.soak
def test_every_long_story_ends_as_the_oracle_says(ground: Ground) -> None:
    prove(ground, examples=300, steps=50)
