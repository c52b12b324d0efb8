"""Free slots as bits: which starts of a day are free, and which days make a plan.

Arrays are (words, rooms, days) of 64-bit words; bit n of a day is the start n quarters of an hour
after the earliest. Nothing here decides: what is chosen is judged before it is offered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lintas.domain.slots import GRID, Pattern
from lintas.domain.venues import OpeningHours

Bits = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

WORD = 64
# More than any number of days or of penalties: no plan.
NEVER = np.int64(1 << 40)
# What one thing that nobody likes costs, against days to wait.
PENALTY = 4096


def free_starts(touched: Bits, filled: Bits | None, minutes: int, count: int) -> Bits:
    """Of the first `count` starts, those from which nothing known is in the way for so long.

    `touched` are quarters that something keeps in part or whole, `filled` whole: a use that takes
    only a part of its last quarter is kept out for certain by the second alone.
    """
    whole, partly = divmod(minutes, GRID)
    found = _runs(~touched, whole)
    if partly and filled is not None:
        found &= ~_later(filled, whole)
    words = -(-count // WORD)
    return found[:words] & as_words((1 << count) - 1, words)[:, None, None]


def any_start(starts: Bits) -> Flags:
    """Without the words: whether there is any."""
    found: Flags = np.bitwise_or.reduce(starts, axis=0) != 0
    return found


def as_words(bits: int, words: int) -> Bits:
    return np.array([(bits >> (WORD * n)) & (2**WORD - 1) for n in range(words)], np.uint64)


def words_for(minutes: int, count: int) -> int:
    """How many words of quarters decide about `count` starts of uses so long."""
    return -(-(count - 1 + -(-minutes // GRID)) // WORD)


@lru_cache(maxsize=4096)
def open_starts(
    hours: OpeningHours | None, weekday: int, earliest: int, minutes: int, count: int
) -> int:
    """The starts, as bits, from which a place is open for so long on that day of the week."""
    if hours is None:
        return (1 << count) - 1
    spans: list[tuple[int, int]] = []
    for opens, closes in hours.week[weekday]:
        begun = opens.hour * 60 + opens.minute
        over = closes.hour * 60 + closes.minute or 24 * 60
        if spans and spans[-1][1] == begun:
            begun = spans.pop()[0]
        spans.append((begun, over))
    return sum(
        1 << n
        for n in range(count)
        if any(b <= earliest + n * GRID and earliest + n * GRID + minutes <= o for b, o in spans)
    )


def met_starts(begun: int, over: int, minutes: int, count: int) -> int:
    """The starts, as bits, from which a use so long would meet a span of minutes since earliest."""
    first = max((begun - minutes) // GRID + 1, 0)
    last = min(-(-over // GRID), count)
    return ((1 << last) - (1 << first)) if first < last else 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The best plan of each room: what it costs (NEVER: there is none), and on which days."""

    penalties: Numbers
    cost: Numbers
    days: Numbers


def choose(starts: Bits, liked: Bits, pattern: Pattern, sessions: int) -> Choice:
    """For each room the plan with the fewest disliked days, then one hour for all, then earliest.

    `liked` are those of the starts that nobody would rather avoid.
    """
    likes = any_start(liked)
    able = any_start(starts)
    if pattern is Pattern.ANY:
        return _any_days(able, able & ~likes, sessions)
    best = np.where(likes, liked, starts)
    last = able.shape[1] - (sessions - 1) * pattern.step
    if last < 1:
        none = np.full(able.shape[0], NEVER)
        return Choice(none, none, np.zeros((len(none), sessions), np.int64))
    possible = able[:, :last].copy()
    penalties = np.zeros(possible.shape, np.int64)
    common = best[:, :, :last].copy()
    for n in range(sessions):
        here = slice(n * pattern.step, n * pattern.step + last)
        possible &= able[:, here]
        penalties += able[:, here] & ~likes[:, here]
        common &= best[:, :, here]
    penalties = penalties * 2 + ~any_start(common)
    cost = np.where(possible, penalties * 4096 + np.arange(last), NEVER)
    first = cost.argmin(axis=1)
    rows = np.arange(len(first))
    days = first[:, None] + np.arange(sessions) * pattern.step
    least = cost[rows, first]
    return Choice(np.where(least < NEVER, least // 4096, NEVER), least, days)


def pick_starts(starts: Bits, liked: Bits, days: Numbers) -> tuple[int, ...]:
    """Of one room (words, days): a start for each of these days, the same for all if it can be."""
    # As Python's own numbers, all at once: one by one numpy is slow to give them.
    likes, able = liked[:, days].T.tolist(), starts[:, days].T.tolist()
    masks = [_number(most) or _number(any_) for most, any_ in zip(likes, able, strict=True)]
    common = masks[0]
    for mask in masks:
        common &= mask
    return tuple(_lowest(common or mask) for mask in masks)


def nearest_days(starts: Bits, allowed: Flags, pattern: Pattern, n: int) -> Numbers:
    """Of one room without a plan: the days of which the most would do, earliest first."""
    able = any_start(starts)
    if pattern is Pattern.ANY:
        ranked = np.argsort(np.where(able, 0, np.where(allowed, 1, 2)), kind="stable")
        return np.sort(ranked[:n])
    last = len(able) - (n - 1) * pattern.step
    if last < 1:
        return np.arange(0, len(able), pattern.step)[:n]
    score = np.zeros(last, np.int64)
    for k in range(n):
        here = slice(k * pattern.step, k * pattern.step + last)
        score += 2 * able[here] + allowed[here]
    return int(score.argmax()) + np.arange(n) * pattern.step


def _any_days(able: Flags, disliked: Flags, sessions: int) -> Choice:
    rooms, days = able.shape
    if days < sessions:
        none = np.full(rooms, NEVER)
        return Choice(none, none, np.zeros((rooms, sessions), np.int64))
    order = np.where(able, disliked * 4096 + np.arange(days), 16384).astype(np.int16)
    best = np.partition(order, sessions - 1, axis=1)[:, :sessions].astype(np.int64)
    worst = best.max(axis=1)
    penalties = (best // 4096).sum(axis=1) * 2
    chosen = np.sort(best % 4096, axis=1)
    never = worst >= 16384
    cost = np.where(never, NEVER, penalties * 4096 + chosen[:, -1])
    return Choice(np.where(never, NEVER, penalties), cost, chosen)


def _runs(free: Bits, length: int) -> Bits:
    """Bits from which so many bits are free, by doubling."""
    found, have = free, 1
    while have < length:
        step = min(have, length - have)
        found = found & _later(found, step)
        have += step
    return found


def _later(bits: Bits, by: int) -> Bits:
    """Bit n of the answer is bit n + by; behind the end nothing is set."""
    words, shift = divmod(by, WORD)
    found = np.zeros_like(bits)
    kept = len(bits) - words
    if kept > 0:
        found[:kept] = bits[words:] >> np.uint64(shift)
        if shift and kept > 1:
            found[: kept - 1] |= bits[words + 1 :] << np.uint64(WORD - shift)
    return found


def _number(words: Sequence[int]) -> int:
    return sum(word << (WORD * n) for n, word in enumerate(words))


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1
