"""The checker itself, on histories written by hand."""

import pytest

from tests.proofs.linearizing import CLASH, GONE, OK, Operation, is_linearizable


def cells(first: int, last: int):
    return frozenset(("room", quarter) for quarter in range(first, last))


def ask(label: str, called: float, answered: float, answer: str, at: tuple[int, int] = (0, 4)):
    return Operation("ask", called, answered, label, cells(*at), answer)


def move(label: str, called: float, answered: float, answer: str, at: tuple[int, int]):
    return Operation("move", called, answered, label, cells(*at), answer)


def cancel(label: str, called: float, answered: float, answer: str):
    return Operation("cancel", called, answered, label, answer=answer)


def see(called: float, answered: float, *labels: str):
    return Operation("list", called, answered, answer=frozenset(labels))


def lost(verb: str, label: str, called: float, at: tuple[int, int] = (0, 4)):
    """Nobody ever heard how it ended."""
    return Operation(verb, called, label=label, cells=cells(*at))


GOOD = {
    "nothing": [],
    "one gets it": [ask("a", 0, 1, OK), ask("b", 2, 3, CLASH)],
    "touching": [ask("a", 0, 1, OK, (0, 4)), ask("b", 2, 3, OK, (4, 8))],
    "at once": [ask("a", 0, 5, CLASH), ask("b", 1, 4, OK), see(6, 7, "b")],
    "freed": [ask("a", 0, 1, OK), cancel("a", 2, 3, OK), ask("b", 4, 5, OK)],
    "seen early": [ask("a", 0, 9, OK), see(1, 2), see(3, 4, "a"), see(5, 6, "a")],
    "cancelled twice": [ask("a", 0, 1, OK), cancel("a", 2, 5, GONE), cancel("a", 3, 4, OK)],
    "moved away": [ask("a", 0, 1, OK), move("a", 2, 3, OK, (4, 8)), ask("b", 4, 5, OK)],
    "moved within": [ask("a", 0, 1, OK), move("a", 2, 3, OK, (2, 6))],
    "lost, but there": [lost("ask", "a", 0), ask("b", 2, 3, CLASH), see(4, 5, "a")],
    "lost, and not there": [lost("ask", "a", 0), ask("b", 2, 3, OK), see(4, 5, "b")],
    "lost, and there late": [lost("ask", "a", 0), see(1, 2), see(3, 4, "a")],
    "a lost cancelling": [ask("a", 0, 1, OK), lost("cancel", "a", 2), see(3, 4)],
}

BAD = {
    "two get it": [ask("a", 0, 1, OK), ask("b", 2, 3, OK)],
    "two get it at once": [ask("a", 0, 5, OK), ask("b", 1, 4, OK)],
    "refused for nothing": [ask("a", 0, 1, CLASH)],
    "touching refused": [ask("a", 0, 1, OK, (0, 4)), ask("b", 2, 3, CLASH, (4, 8))],
    "forgotten": [ask("a", 0, 1, OK), see(2, 3)],
    "stale": [ask("a", 0, 1, OK), cancel("a", 2, 3, OK), see(4, 5, "a")],
    "seen, then unseen": [ask("a", 0, 9, OK), see(1, 2, "a"), see(3, 4)],
    "refused once freed": [ask("a", 0, 1, OK), cancel("a", 2, 3, OK), ask("b", 4, 5, CLASH)],
    "cancelled by both": [ask("a", 0, 1, OK), cancel("a", 2, 5, OK), cancel("a", 3, 4, OK)],
    "moved onto another": [
        *(ask("a", 0, 1, OK), ask("b", 2, 3, OK, (4, 8))),
        move("a", 4, 5, OK, (6, 9)),
    ],
    "still where it was": [
        *(ask("a", 0, 1, OK), move("a", 2, 3, OK, (4, 8))),
        ask("b", 4, 5, CLASH),
    ],
    "lost, there and gone again": [lost("ask", "a", 0), see(1, 2, "a"), see(3, 4)],
    "two orders at once": [
        *(ask("a", 0, 9, OK), ask("b", 0, 9, OK, (4, 8))),
        *(see(1, 2, "a"), see(1, 2, "b")),
    ],
}


@pytest.mark.parametrize("name", GOOD)
def test_what_can_have_happened_in_some_order_passes(name: str) -> None:
    assert is_linearizable(GOOD[name])


@pytest.mark.parametrize("name", BAD)
def test_what_can_have_happened_in_no_order_is_found(name: str) -> None:
    assert not is_linearizable(BAD[name])
