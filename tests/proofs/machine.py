"""Hypothesis makes up steps, alone and several at once; the oracle says what must come of them."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from lintas.store import engines
from tests.actions.world import HOLD, MONDAY, NOW
from tests.proofs.ground import Ground
from tests.proofs.oracle import Meeting, Oracle, Outcome, Step
from tests.proofs.stage import PLACES, TRAINERS, VENUES, Stage

Run = Callable[[Any], Any]

# The last day on which steps are taken: nothing has begun by then.
LAST_DAY = (MONDAY - NOW.date()).days - 2
MOST_AT_ONCE = 3

# From 08.00 to 14.00, so that they meet.
ROOMS = st.sampled_from([*sorted(PLACES), "decided_room", "decided_room"])
STARTS, LENGTHS, MARGINS = st.integers(32, 48), st.integers(1, 8), st.integers(0, 2)


@st.composite
def meetings(draw: st.DrawFn, room: str | None = None) -> Meeting:
    start = draw(STARTS)
    return Meeting(
        label="",
        room=room or draw(ROOMS),
        start=start,
        end=start + draw(LENGTHS),
        setup=draw(MARGINS),
        cleanup=draw(MARGINS),
        trainers=draw(st.frozensets(st.sampled_from(TRAINERS), max_size=2)),
    )


class Machine(RuleBasedStateMachine):
    """Every rule is one step, or several at once, taken by the oracle and by the real thing.

    What is drawn depends only on what was drawn before, never on how things came out: which of
    several at once is first may differ from one run to the next.
    """

    def __init__(self, stage: Stage, run: Run) -> None:
        super().__init__()
        self.stage, self.run = stage, run
        self.run(stage.clear())
        self.oracle = Oracle(PLACES, hold_days=HOLD.days)
        self.asked: list[tuple[str, tuple[Meeting, ...]]] = []
        self.closed: list[str] = []

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        self._play(self._asking(data))

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def decide(self, data: st.DataObject) -> None:
        self._play(self._deciding(data))

    @precondition(lambda self: self.asked)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        self._play(self._moving(data))

    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        self._play(self._closing(data))

    @precondition(lambda self: self.closed)
    @rule(data=st.data())
    def lift(self, data: st.DataObject) -> None:
        self._play(self._lifting(data))

    @precondition(lambda self: self.oracle.day < LAST_DAY)
    @rule(days=st.integers(1, HOLD.days))
    def wait(self, days: int) -> None:
        self.oracle.wait(min(days, LAST_DAY - self.oracle.day))
        self.stage.day = self.oracle.day

    @rule()
    def tidy(self) -> None:
        self.run(self.stage.tidy())

    @rule(data=st.data(), how_many=st.integers(2, MOST_AT_ONCE))
    def several_at_once(self, data: st.DataObject, how_many: int) -> None:
        """What came of them is what comes of them in some order, one after the other."""
        steps = [step for _ in range(how_many) if self._is_possible(step := self._any(data))]
        outcomes = self.run(self._take_at_once(steps))
        tried = []
        for order in permutations(range(len(steps))):
            oracle = deepcopy(self.oracle)
            expected = {number: oracle.take(steps[number]) for number in order}
            differences = [
                f"{step} came to {outcome}, not {expected[number]}"
                for number, (step, outcome) in enumerate(zip(steps, outcomes, strict=True))
                if outcome != expected[number]
            ] or self.run(self.stage.differences(oracle))
            if not differences:
                self.oracle = oracle
                return
            tried.append(f"{order}: {differences}")
        raise AssertionError("no order explains it:\n" + "\n".join(tried))

    @invariant()
    def the_database_is_what_the_oracle_says(self) -> None:
        assert self.run(self.stage.differences(self.oracle)) == []

    # Taking steps

    def _play(self, step: Step) -> None:
        if not self._is_possible(step):
            return
        self.stage.ways_out.clear()
        outcome = self.run(self.stage.take(step))
        before = deepcopy(self.oracle)
        expected = self.oracle.take(step)
        assert outcome == expected, f"{step} came to {outcome}, not {expected}"
        self._check_ways_out(before, step)

    def _check_ways_out(self, before: Oracle, step: Step) -> None:
        for plan in self.stage.ways_out:
            offered = tuple(self.stage.meeting(each, plan.room.id, "") for each in plan.sessions)
            left = {label for label, id_ in self.stage.sessions.items() if id_ in plan.replaces}
            assert before.clashes(offered, left) == frozenset(), f"{step}: no way out is {plan}"

    def _is_possible(self, step: Step) -> bool:
        """Nothing is done to a request that was refused."""
        verb, args = step
        return verb in {"ask", "close", "lift"} or args[0] in self.oracle.requests

    async def _take_at_once(self, steps: list[Step]) -> list[Outcome]:
        return await asyncio.gather(*(self.stage.take(step) for step in steps))

    # Making them up

    def _any(self, data: st.DataObject) -> Step:
        # Mostly asks: they are what meets.
        kinds: list[Callable[[st.DataObject], Step]] = [self._asking, self._asking, self._closing]
        if self.asked:
            kinds += [self._deciding, self._moving]
        if self.closed:
            kinds.append(self._lifting)
        return data.draw(st.sampled_from(kinds))(data)

    def _asking(self, data: st.DataObject) -> Step:
        room = data.draw(ROOMS)
        wanted = data.draw(st.lists(meetings(room), min_size=1, max_size=3))
        name = f"request {len(self.asked)}"
        named = tuple(
            replace(each, label=f"{name}, session {number}") for number, each in enumerate(wanted)
        )
        self.asked.append((name, named))
        return "ask", (name, named)

    def _deciding(self, data: st.DataObject) -> Step:
        verb = data.draw(st.sampled_from(["approve", "approve", "cancel", "decline", "withdraw"]))
        name, asked = self._lately(data)
        labels = [each.label for each in asked]
        # Of no names: all that it can be done to.
        return verb, (name, data.draw(st.frozensets(st.sampled_from(labels), max_size=2)))

    def _moving(self, data: st.DataObject) -> Step:
        name, asked = self._lately(data)
        label = data.draw(st.sampled_from([each.label for each in asked]))
        new, stays = data.draw(meetings()), data.draw(st.booleans())
        old = next((each for each in self.oracle.meetings() if each.label == label), new)
        to = replace(new, label=label, setup=old.setup, cleanup=old.cleanup)
        if stays:
            to = replace(to, room=old.room, trainers=old.trainers)
        return "move", (name, label, to)

    def _closing(self, data: st.DataObject) -> Step:
        what = data.draw(st.sampled_from([*sorted(PLACES), *VENUES]))
        start = data.draw(STARTS)
        self.closed.append(f"closure {len(self.closed)}")
        return "close", (self.closed[-1], what, start, start + data.draw(LENGTHS))

    def _lifting(self, data: st.DataObject) -> Step:
        return "lift", (data.draw(st.sampled_from(self.closed)),)

    def _lately(self, data: st.DataObject) -> tuple[str, tuple[Meeting, ...]]:
        """One of the last few requests: the older have mostly come to their end."""
        return data.draw(st.sampled_from(self.asked[-4:]))


@contextmanager
def running() -> Iterator[Run]:
    """An event loop for steps, on the engine in use; machines are not made for one."""
    loop = asyncio.new_event_loop()
    try:
        yield loop.run_until_complete
    finally:
        loop.run_until_complete(engines.close(engines.current()))
        loop.close()


def prove(ground: Ground, *, examples: int, steps: int, **more: Any) -> None:
    """Raises what the first step that differed raised."""
    more.setdefault("phases", (Phase.reuse, Phase.generate, Phase.shrink))
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    with running() as run:
        run_state_machine_as_test(lambda: Machine(Stage(ground), run), settings=chosen)
