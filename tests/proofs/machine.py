"""Hypothesis makes up steps, alone and several at once; the oracle says what must come of them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from lintas.store import engines
from tests.actions.world import HOLD
from tests.proofs.ground import Ground
from tests.proofs.looking import PLACES, WAY
from tests.proofs.making import ALONE, KINDS, MOST_AT_ONCE
from tests.proofs.oracle import Oracle
from tests.proofs.plots import Plots
from tests.proofs.reckoning import Outcome, Step
from tests.proofs.stage import QUOTA_HOURS, Stage

Run = Callable[[Any], Any]


class Machine(Plots, RuleBasedStateMachine):
    """Every rule is one step, or several at once, taken by the oracle and by the real thing."""

    def __init__(self, stage: Stage, run: Run) -> None:
        super().__init__()
        self.stage, self.run = stage, run
        self.run(stage.clear())
        self.oracle = Oracle(dict(PLACES), hold_days=HOLD.days, quota=4 * QUOTA_HOURS, way=WAY)

    @rule(data=st.data(), kind=st.sampled_from((*KINDS, *ALONE)))
    def one(self, data: st.DataObject, kind: str) -> None:
        """It comes to what the oracle says, and every way out that it offers is one."""
        for step in self.make_up(kind, data):
            self.stage.ways_out.clear()
            outcome = self.run(self.stage.take(step))
            # Only to what was refused is there another way.
            before = deepcopy(self.oracle) if self.stage.ways_out else self.oracle
            expected = self.oracle.take(step)
            assert outcome == expected, f"{step} came to {outcome}, not {expected}"
            self._check_ways_out(before, step)

    @rule(data=st.data(), kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=MOST_AT_ONCE))
    def several_at_once(self, data: st.DataObject, kinds: list[str]) -> None:
        """What came of them is what comes of them in some order, one after the other."""
        steps = [step for kind in kinds for step in self.make_up(kind, data)]
        outcomes = self.run(self._take_at_once(steps))
        sight = self.run(self.stage.look())
        tried = []
        for order in permutations(range(len(steps))):
            oracle = deepcopy(self.oracle)
            expected = {number: oracle.take(steps[number]) for number in order}
            differences = [
                f"{step} came to {outcome}, not {expected[number]}"
                for number, (step, outcome) in enumerate(zip(steps, outcomes, strict=True))
                if outcome != expected[number]
            ] or sight.differences(oracle)
            if not differences:
                self.oracle = oracle
                return
            tried.append(f"{order}: {differences}")
        raise AssertionError(f"no order explains {steps}:\n" + "\n".join(tried))

    @invariant()
    def the_database_is_what_the_oracle_says(self) -> None:
        assert self.run(self.stage.look()).differences(self.oracle) == []

    async def _take_at_once(self, steps: list[Step]) -> list[Outcome]:
        return await asyncio.gather(*(self.stage.take(step) for step in steps))

    def _check_ways_out(self, before: Oracle, step: Step) -> None:
        """Both parts of a split are taken at once."""
        for way in self.stage.ways_out:
            offered = tuple(
                self.stage.meeting(each, plan.room.id, "")
                for plan in (way.plan, way.rest)
                if plan is not None
                for each in plan.sessions
            )
            left = {label for label, id_ in self.stage.sessions.items() if id_ in way.plan.replaces}
            assert before.clashes(offered, left) == frozenset(), f"{step}: no way out is {way}"


@contextmanager
def running() -> Iterator[Run]:
    """An event loop for steps, on the engine in use; machines are not made for one."""
    loop = asyncio.new_event_loop()
    try:
        yield loop.run_until_complete
    finally:
        loop.run_until_complete(engines.close(engines.current()))
        loop.close()


def prove(
    ground: Ground, *, examples: int, steps: int, numbered: int | None = None, **more: Any
) -> int:
    """How many steps were taken; raises what the first that differed raised.

    `steps` are those of one story; several that are taken at once are one of them. Stories that
    are `numbered` are the same each time.

    A story that differs is told as it was made up: steps taken at once differ from run to run, so
    that making it shorter may go on for longer than a test may take. `phases` with shrinking tries.
    """
    more.setdefault("phases", (Phase.reuse, Phase.generate))
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    stage = Stage(ground)
    with running() as run:

        def make() -> Machine:
            return Machine(stage, run)

        run_state_machine_as_test(
            make if numbered is None else seed(numbered)(make), settings=chosen
        )
    return stage.taken
