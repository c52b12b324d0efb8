"""What should come of every step, by a naive reckoning."""

from dataclasses import dataclass, replace

from tests.proofs.reckoning import (
    APPROVED,
    CANCELLED,
    DECLINED,
    EXPIRED,
    ILLEGAL,
    NOT_FOUND,
    OK,
    REQUESTED,
    WITHDRAWN,
    Meeting,
    Outcome,
    Reckoning,
    Request,
    Step,
)


@dataclass
class Oracle(Reckoning):
    """Takes steps, one after the other."""

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
