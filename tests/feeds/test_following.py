"""Whoever follows a calendar ends up with the truth, whatever happened and whenever they asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lintas.actions.agencies import change_agency
from lintas.actions.bookings import change_booking
from lintas.actions.programs import change_program
from lintas.actions.venues import change_room, change_venue
from lintas.domain.bookings import Session
from lintas.feeds.watching import Watch
from lintas.store.bookings import shown
from tests.actions.world import NOW, hours
from tests.feeds.course import Course
from tests.feeds.story import STEP, Story
from tests.proofs.breaking import Patch, broken, do_nothing
from tests.proofs.machine import running

# Begun with something there, for what is asked for first is all that comes first otherwise.
BEGUN = (
    ("ask", hours(8, 10), "open_room", "batch"),
    ("ask", hours(10, 12), "open_room", "nobody"),
)
STEPS = st.lists(STEP, min_size=3, max_size=15)
PACE = st.sampled_from([0, 0.4, 1])


async def follow(course: Course, steps: list[Any], pace: float) -> None:
    """So many seconds pass between the steps: with 0 everything happens within one."""
    story = await Story.begin(course)
    for n, step in enumerate([*BEGUN, *steps]):
        await story.take(step, now=NOW + timedelta(seconds=n * pace))
        await story.check()
    await story.check_at_last()


# Telling why a story fails would take longer than the story.
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, pace=PACE)
async def test_whoever_trusts_stamps_alone_ends_in_the_true_state(
    course: Course, steps: list[Any], pace: float
) -> None:
    await follow(course, steps, pace)


def stamp_nothing_in(module: ModuleType) -> Callable[[Patch], None]:
    """As if nobody had thought of it that calendars show this, too."""

    def mutant(patch: Patch) -> None:
        patch.setattr(module, "revise_sessions_showing", do_nothing)

    mutant.__name__ = module.__name__.rpartition(".")[2]
    return mutant


def stamp_once_a_second(patch: Patch) -> None:
    patch.setattr(shown, "_next_second", lambda moment: moment)


def decide_unstamped(patch: Patch) -> None:
    decided = Session.decided
    patch.setattr(
        Session,
        "decided",
        lambda self, *args, **more: replace(
            decided(self, *args, **more), sequence=self.sequence, revised_at=self.revised_at
        ),
    )


def serve_what_was_known(patch: Patch) -> None:
    patch.setattr(Watch, "stands", lambda *_: True)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
@pytest.mark.parametrize(
    "mutant",
    [
        *map(
            stamp_nothing_in,
            (change_agency, change_booking, change_program, change_room, change_venue),
        ),
        stamp_once_a_second,
        decide_unstamped,
        serve_what_was_known,
    ],
    ids=lambda each: each.__name__,
)
def test_the_proof_sees_each_forgotten_stamp(
    course: Course, mutant: Callable[[Patch], None]
) -> None:
    @settings(max_examples=200, phases=[Phase.generate], database=None, derandomize=True)
    @given(steps=STEPS, pace=PACE)
    def search(steps: list[Any], pace: float) -> None:
        run(follow(course, steps, pace))

    with broken(mutant), running() as run, pytest.raises(AssertionError):
        search()
