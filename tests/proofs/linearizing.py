"""Whether what many saw at once can have happened one after the other (Wing, Gong and Lowe).

Of each place there is one history. It is linearizable when every operation can be given a moment
between its call and its answer such that all answers are right in the order of these moments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

# Quarter hours of rooms: two meetings clash when they name the same one.
Cells = frozenset[tuple[str, int]]
# What is held, by label.
State = frozenset[tuple[str, Cells]]

OK, CLASH, GONE = "ok", "clash", "gone"
# Steps of the search after which it gives up; a history of 60 operations mostly needs hundreds.
MOST_STEPS = 2_000_000


class TooTangled(Exception):
    """The search was given up: nothing is proven either way."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What somebody called and was answered.

    No answer: nobody knows whether it happened, and it may still. Listing answers the labels.
    """

    verb: str
    called: float
    answered: float = inf
    label: str = ""
    cells: Cells = frozenset()
    answer: str | frozenset[str] | None = None


def is_linearizable(history: Sequence[Operation]) -> bool:
    """Raises TooTangled."""
    ops = sorted(history, key=lambda op: op.called)
    needed = sum(1 << number for number, op in enumerate(ops) if op.answer is not None)
    seen: set[tuple[int, State]] = set()
    waiting: list[tuple[int, State]] = [(0, frozenset())]
    while waiting:
        done, state = waiting.pop()
        if done & needed == needed:
            return True
        if (done, state) in seen:
            continue
        seen.add((done, state))
        if len(seen) > MOST_STEPS:
            raise TooTangled
        for number in _next(ops, done):
            waiting += [(done | 1 << number, after) for after in _outcomes(ops[number], state)]
    return False


def _next(ops: Sequence[Operation], done: int) -> Iterator[int]:
    """Those that may come next: called before any that is left was answered."""
    left = [number for number in range(len(ops)) if not done >> number & 1]
    first_answer = min(ops[number].answered for number in left)
    return (number for number in left if ops[number].called <= first_answer)


def _outcomes(op: Operation, state: State) -> Iterator[State]:
    """The states in which it may leave this one, if its answer can be right here."""
    if op.verb == "list":
        if op.answer in (None, frozenset(label for label, _ in state)):
            yield state
        return
    own = next((each for each in state if each[0] == op.label), None)
    others = state - {own} if own else state
    if op.verb != "ask" and own is None:
        right, after = GONE, state
    elif op.verb == "cancel":
        right, after = OK, others
    elif any(cells & op.cells for _, cells in others):
        right, after = CLASH, state
    else:
        right, after = OK, others | {(op.label, op.cells)}
    if op.answer in (None, right):
        yield after
    if op.answer is None and after != state:
        yield state
