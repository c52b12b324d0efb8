"""What should come of every step, told in the most naive way there is: a list of quarter hours.

Nothing here is shared with the code on trial, and nothing compares two spans: what is held is a
set of (resource, quarter), and two things clash when they name the same one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

REQUESTED, APPROVED, EXPIRED = "requested", "approved", "expired"
DECLINED, WITHDRAWN, CANCELLED = "declined", "withdrawn", "cancelled"

# (number of the session or none, code of the law)
Clashes = frozenset[tuple[int | None, str]]
Cell = tuple[str, int]
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
    """Meetings that were asked for at once; `until` is the day after which it holds nothing."""

    meetings: tuple[Meeting, ...]
    until: int | None

    def has(self, *decisions: str) -> bool:
        return any(each.decision in decisions for each in self.meetings)


@dataclass
class Oracle:
    """`day` is today; `closures` are what is shut (a room, or a venue) and from when to when.

    `quota` is what may be borrowed in all, `way` how far the venues are apart, in quarter hours.
    """

    places: dict[str, Place]
    hold_days: int
    quota: int
    way: int
    day: int = 0
    requests: dict[str, Request] = field(default_factory=dict)
    closures: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    # What is

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

    def clashes(self, meetings: tuple[Meeting, ...], giving_up: Iterable[str] = ()) -> Clashes:
        """What planning these would meet if the meetings called `giving_up` were not there."""
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
            if any(self._is_too_far(meeting, each) for each in others):
                found.add((number, "trainer_travel"))
        return frozenset(found | self._beyond_quota(meetings, others))

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

    # What is done

    def take(self, step: Step) -> Outcome:
        verb, args = step
        return getattr(self, verb)(*args)

    def wait(self, days: int) -> Outcome:
        """Days pass; what has run out by then stays so, whatever happens to its siblings."""
        self.day += days
        for name, request in self.requests.items():
            if request.until is not None and request.until <= self.day:
                over = [
                    replace(each, decision=EXPIRED) if each.decision == REQUESTED else each
                    for each in request.meetings
                ]
                self.requests[name] = replace(request, meetings=tuple(over))
        return OK

    def tidy(self) -> Outcome:
        return OK

    def ask(self, name: str, meetings: tuple[Meeting, ...]) -> Outcome:
        if clashes := self.clashes(meetings):
            return Outcome("PlanClashes", clashes)
        is_decided = self.places[meetings[0].room].is_decided
        decision = REQUESTED if is_decided else APPROVED
        self.requests[name] = Request(
            tuple(replace(each, decision=decision) for each in meetings),
            self.day + self.hold_days if is_decided else None,
        )
        return OK

    def ask_skipping(self, name: str, meetings: tuple[Meeting, ...]) -> Outcome:
        """Those that meet nothing kept are kept; of those too many to borrow, the earliest."""
        alone = {each.label: {code for _, code in self.clashes((each,))} for each in meetings}
        free = tuple(each for each in meetings if alone[each.label] <= {"quota_exceeded"})
        too_many = {n for n, code in self.clashes(free) if code == "quota_exceeded"}
        kept = tuple(each for n, each in enumerate(free) if n not in too_many)
        if not kept or self.clashes(kept):
            return Outcome("PlanClashes", self.clashes(meetings))
        return self.ask(name, kept)

    def approve(self, name: str, labels: frozenset[str]) -> Outcome:
        request = self.requests[name]
        chosen = self._chosen(request, labels, {REQUESTED})
        if not chosen:
            return ILLEGAL
        labels = frozenset(each.label for each in chosen)
        clashes = frozenset(
            (None, code)
            for room in {each.room for each in chosen}
            for _, code in self.clashes(tuple(m for m in chosen if m.room == room), labels)
        )
        if clashes:
            return Outcome("PlanClashes", clashes)
        return self._decide(name, labels, {REQUESTED: APPROVED})

    def decline(self, name: str, labels: frozenset[str]) -> Outcome:
        return self._take_back(name, labels, {REQUESTED: DECLINED})

    def withdraw(self, name: str, labels: frozenset[str]) -> Outcome:
        return self._take_back(name, labels, {REQUESTED: WITHDRAWN})

    def cancel(self, name: str, labels: frozenset[str]) -> Outcome:
        return self._take_back(name, labels, {REQUESTED: WITHDRAWN, APPROVED: CANCELLED})

    def move(self, name: str, label: str, to: Meeting) -> Outcome:
        """`to` is the meeting as it would be, by its new times, room and trainers."""
        request = self.requests[name]
        old = next(each for each in request.meetings if each.label == label)
        if old.decision not in (REQUESTED, APPROVED):
            return ILLEGAL
        if to == replace(old, decision=to.decision):
            return OK
        if clashes := self.clashes((to,), [label]):
            return Outcome("PlanClashes", clashes)
        return self._put(name, old, to)

    def swap(self, names: tuple[str, str], labels: tuple[str, str]) -> Outcome:
        """Two meetings take each other's room and time."""
        both = [
            next(each for each in self.requests[name].meetings if each.label == label)
            for name, label in zip(names, labels, strict=True)
        ]
        if any(each.decision not in (REQUESTED, APPROVED) for each in both):
            return ILLEGAL
        one, other = both
        placed = (
            replace(one, room=other.room, start=other.start, end=other.end),
            replace(other, room=one.room, start=one.start, end=one.end),
        )
        if self.clashes(placed, labels):
            return Outcome("PlanClashes")
        for name, old, to in zip(names, both, placed, strict=True):
            self._put(name, old, to)
        return OK

    def _put(self, name: str, old: Meeting, to: Meeting) -> Outcome:
        request, label = self.requests[name], old.label
        is_decided = self.places[to.room].is_decided
        decision, until = REQUESTED if is_decided else APPROVED, request.until
        if to.room == old.room and old.start <= to.start and to.end <= old.end:
            decision = old.decision
        if decision == REQUESTED and old.decision == APPROVED:
            until = max(self.day + self.hold_days, until or 0)
        new = replace(to, decision=decision)
        meetings = tuple(new if each.label == label else each for each in request.meetings)
        self.requests[name] = Request(meetings, until)
        return OK

    def close(self, name: str, what: str, start: int, end: int) -> Outcome:
        self.closures[name] = (what, start, end)
        return OK

    def close_otherwise(self, name: str, start: int, end: int) -> Outcome:
        if name not in self.closures:
            return NOT_FOUND
        self.closures[name] = (self.closures[name][0], start, end)
        return OK

    def regroup(self, room: str, hall: str | None) -> Outcome:
        """A room becomes a part of that hall, or stands alone, while nobody uses either."""
        old = self.places[room].hall or room
        concerned = self.places[old].leaves | self.places[hall or room].leaves
        if any(self.places[each.room].leaves & concerned for each in self.live()):
            return ILLEGAL
        self.places[room] = replace(self.places[room], hall=hall)
        for name in {old, hall} & {"hall"}:
            parts = {part for part, place in self.places.items() if place.hall == name}
            self.places[name] = replace(self.places[name], leaves=frozenset(parts or {name}))
        return OK

    def lift(self, name: str) -> Outcome:
        return OK if self.closures.pop(name, None) else NOT_FOUND

    def _take_back(self, name: str, labels: frozenset[str], to: dict[str, str]) -> Outcome:
        chosen = self._chosen(self.requests[name], labels, set(to))
        if not chosen:
            return ILLEGAL
        return self._decide(name, frozenset(each.label for each in chosen), to)

    def _chosen(self, request: Request, labels: frozenset[str], able: set[str]) -> list[Meeting]:
        """Those named, or all that are able; none, when one that was named is not able."""
        named = [each for each in request.meetings if each.label in labels]
        found = [each for each in named or request.meetings if each.decision in able]
        return [] if len(found) < len(named) else found

    def _decide(self, name: str, labels: frozenset[str], to: dict[str, str]) -> Outcome:
        request = self.requests[name]
        decided = tuple(
            replace(each, decision=to[each.decision]) if each.label in labels else each
            for each in request.meetings
        )
        self.requests[name] = replace(request, meetings=decided)
        return OK
