"""What is held, and what a plan meets, in the most naive way there is: a list of quarter hours.

Nothing here is shared with the code on trial, and nothing compares two spans: what is held is a
set of (resource, quarter), and two things clash when they name the same one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

REQUESTED, APPROVED, EXPIRED = "requested", "approved", "expired"
DECLINED, WITHDRAWN, CANCELLED = "declined", "withdrawn", "cancelled"
BUMPED = "bumped"
# Why something is held for somebody who has yet to take it.
FROM_LINE, INSTEAD = "from line", "instead"

# (number of the session or none, code of the law)
Clashes = frozenset[tuple[int | None, str]]
Cell = tuple[str, int]
# (room, from when, to when)
Slot = tuple[str, int, int]
# (what is done, with what)
Step = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Outcome:
    """How a step ended: ok, or the name of the refusal and what it met."""

    name: str
    clashes: Clashes = frozenset()


OK = Outcome("ok")
ILLEGAL, NOT_FOUND = Outcome("IllegalState"), Outcome("NotFound")


@dataclass(frozen=True)
class Place:
    """A room as everybody sees it: what it takes, and what it asks for."""

    leaves: frozenset[str]
    gap: int = 0
    is_decided: bool = False
    venue: str = "plut"
    hall: str | None = None


@dataclass(frozen=True)
class Meeting:
    """One session; times count quarter hours from Monday's midnight, the end is not part of it."""

    label: str
    room: str
    start: int
    end: int
    setup: int = 0
    cleanup: int = 0
    trainers: frozenset[str] = frozenset()
    decision: str = REQUESTED


@dataclass(frozen=True)
class Request:
    """Meetings that were asked for at once; `until` is the day after which it holds nothing.

    `offer` says why it is only offered; empty: somebody has asked for it, or has taken it.
    """

    meetings: tuple[Meeting, ...]
    until: int | None
    offer: str = ""

    def has(self, *decisions: str) -> bool:
        return any(each.decision in decisions for each in self.meetings)


@dataclass
class Reckoning:
    """`day` is today; `closures` are what is shut (a room, or a venue) and from when to when.

    `claimed` are slots that a higher claim took back. `quota` is what may be borrowed in all, `way`
    how far the venues are apart, in quarter hours.
    """

    places: dict[str, Place]
    hold_days: int
    quota: int
    way: int
    day: int = 0
    requests: dict[str, Request] = field(default_factory=dict)
    closures: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    claimed: list[Slot] = field(default_factory=list)

    def meetings(self) -> Iterator[Meeting]:
        for request in self.requests.values():
            yield from request.meetings

    def live(self) -> Iterator[Meeting]:
        return (each for each in self.meetings() if each.decision in (REQUESTED, APPROVED))

    def decisions(self) -> dict[str, str]:
        return {each.label: each.decision for each in self.meetings()}

    def conflicts(self) -> set[tuple[str, str]]:
        """(label of a meeting, name of a closure that it meets)."""
        return {(each.label, name) for each in self.live() for name in self._closed(each)}

    def clashes(
        self,
        meetings: tuple[Meeting, ...],
        giving_up: Iterable[str] = (),
        claiming: Sequence[Slot] = (),
    ) -> Clashes:
        """What planning these would meet if the meetings called `giving_up` were not there.

        `claiming` are slots that are just being taken back.
        """
        others = [each for each in self.live() if each.label not in set(giving_up)]
        taken = {cell for each in others for cell in self._held(each)}
        found: set[tuple[int | None, str]] = set()
        for number, meeting in enumerate(meetings):
            siblings = {cell for each in meetings[:number] for cell in self._held(each)}
            for resource, _ in self._held(meeting) & (taken | siblings):
                is_room = resource not in meeting.trainers
                found.add((number, "venue_clash" if is_room else "trainer_clash"))
            if self._closed(meeting):
                found.add((number, "venue_closed"))
            if any(self._is_claimed(meeting, slot) for slot in (*self.claimed, *claiming)):
                found.add((number, "venue_bumped"))
            if any(self._is_too_far(meeting, each) for each in others):
                found.add((number, "trainer_travel"))
        return frozenset(found | self._beyond_quota(meetings, others))

    def _is_claimed(self, meeting: Meeting, slot: Slot) -> bool:
        room, start, end = slot
        taken = {(leaf, q) for leaf in self.places[room].leaves for q in range(start, end)}
        return bool(taken & self._held(meeting))

    def _is_too_far(self, one: Meeting, other: Meeting) -> bool:
        """Whether somebody teaches both, with less time between them than the way takes."""
        first, second = sorted((one, other), key=lambda each: each.start)
        way = self._way(one.room, other.room)
        return bool(one.trainers & other.trainers) and 0 <= second.start - first.end < way

    def _way(self, one: str, other: str) -> int:
        """In quarter hours."""
        if one == other:
            return 0
        return 1 if self.places[one].venue == self.places[other].venue else self.way

    def _beyond_quota(
        self, meetings: tuple[Meeting, ...], others: list[Meeting]
    ) -> set[tuple[int | None, str]]:
        """Those that no longer fit in what one government lends the other, earliest first."""
        left = self.quota - sum(self._borrowed(each) for each in others)
        found: set[tuple[int | None, str]] = set()
        for number, meeting in sorted(enumerate(meetings), key=lambda it: (it[1].start, it[1].end)):
            if self._borrowed(meeting) > left:
                found.add((number, "quota_exceeded"))
            else:
                left -= self._borrowed(meeting)
        return found

    def _borrowed(self, meeting: Meeting) -> int:
        """In quarter hours; what lies in the asker's own regency is not borrowed."""
        return meeting.end - meeting.start if self.places[meeting.room].venue == "plut" else 0

    def _held(self, meeting: Meeting) -> set[Cell]:
        place = self.places[meeting.room]
        used = range(meeting.start - meeting.setup, meeting.end + meeting.cleanup + place.gap)
        taught = range(meeting.start, meeting.end)
        return {(leaf, q) for leaf in place.leaves for q in used} | {
            (trainer, q) for trainer in meeting.trainers for q in taught
        }

    def _closed(self, meeting: Meeting) -> set[str]:
        place = self.places[meeting.room]
        used = set(range(meeting.start - meeting.setup, meeting.end + meeting.cleanup))
        return {
            name
            for name, (what, start, end) in self.closures.items()
            if used & set(range(start, end))
            and (what == place.venue or place.leaves & self._leaves(what))
        }

    def _leaves(self, what: str) -> frozenset[str]:
        return self.places[what].leaves if what in self.places else frozenset()
