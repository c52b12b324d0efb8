"""Thousands of made-up stories end as a naive list of quarter hours says they must."""

import pytest

from tests.proofs.ground import Ground
from tests.proofs.machine import prove


@pytest.mark.parametrize(
    ("engine_kind", "examples"), [("sqlite", 60), ("postgres", 30)], ids=["sqlite", "postgres"]
)
def test_every_story_ends_as_the_oracle_says(ground: Ground, examples: int) -> None:
    prove(ground, examples=examples, steps=25)


@pytest.mark.soak
def test_every_long_story_ends_as_the_oracle_says(ground: Ground) -> None:
    prove(ground, examples=300, steps=50)
