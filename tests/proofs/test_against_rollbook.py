"""Made-up stories of people who come and go end as a naive list of names says they must."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis.errors import Flaky

from lintas.actions.programs import coinciding
from lintas.actions.steps import seating as taking
from lintas.domain import seats
from lintas.domain.sharing import free_seats
from tests.proofs.breaking import Patch, broken
from tests.proofs.ground import Ground
from tests.proofs.seating import prove


@pytest.mark.parametrize(
    ("engine_kind", "examples"), [("sqlite", 40), ("postgres", 20)], ids=["sqlite", "postgres"]
)
def test_every_story_ends_as_the_rollbook_says(ground: Ground, examples: int) -> None:
    print(prove(ground, examples=examples, steps=20), "steps")  # noqa: T201 -- pytest -rP shows it


def keep_nothing_for_others(patch: Patch) -> None:
    def free(most: int, taken: Any, _: object, **more: Any) -> int:
        return free_seats(most, taken, (), **more)

    patch.setattr(seats, "free_seats", free)


def look_nowhere_else(patch: Patch) -> None:
    async def none(*_: object, **__: object) -> tuple[()]:
        return ()

    for module in (taking, coinciding):
        patch.setattr(module, "list_coincidences", none)


def let_the_last_be_first(patch: Patch) -> None:
    ready = taking.list_ready

    async def reversed_(*args: object, **more: object) -> object:
        return (await ready(*args, **more))[::-1]  # type: ignore[arg-type]  # as it is called

    patch.setattr(taking, "list_ready", reversed_)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
@pytest.mark.parametrize(
    "mutant",
    [keep_nothing_for_others, look_nowhere_else, let_the_last_be_first],
    ids=lambda each: each.__name__,
)
def test_the_rollbook_sees_each_broken_rule(
    ground: Ground, mutant: Callable[[Patch], None]
) -> None:
    chosen = {"phases": (Phase.generate,), "database": None, "derandomize": True}
    with broken(mutant), pytest.raises((AssertionError, Flaky)):
        prove(ground, examples=300, steps=25, **chosen)
