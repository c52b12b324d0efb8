"""What should come of every step, by a naive reckoning."""

from dataclasses import dataclass, replace

from tests.proofs.line import LAPSED, LEFT, OFFER_DAYS, TAKEN
from tests.proofs.premises import Premises
from tests.proofs.reckoning import (
    APPROVED,
    BUMPED,
    CANCELLED,
    DECLINED,
    EXPIRED,
    ILLEGAL,
    INSTEAD,
    OK,
    REQUESTED,
    WITHDRAWN,
    Meeting,
    Outcome,
    Request,
    Slot,
    Step,
)


@dataclass
class Oracle(Premises):
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
                if request.offer and request.has(REQUESTED):
                    self.become(name, LAPSED)
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
        if request.offer or not chosen:
            return ILLEGAL
        labels = frozenset(each.label for each in chosen)
        clashes = frozenset(
            (None, code)
            for room in {each.room for each in chosen}
            for _, code in self.clashes(tuple(m for m in chosen if m.room == room), labels)
        )
        if clashes:
            return Outcome("PlanClashes", clashes)
        self._decide(name, labels, {REQUESTED: APPROVED})
        return OK

    def decline(self, name: str, labels: frozenset[str]) -> Outcome:
        if self.requests[name].offer:
            return ILLEGAL
        return self._take_back(name, labels, {REQUESTED: DECLINED})

    def withdraw(self, name: str, labels: frozenset[str]) -> Outcome:
        return self._take_back(name, labels, {REQUESTED: WITHDRAWN})

    def cancel(self, name: str, labels: frozenset[str]) -> Outcome:
        return self._take_back(name, labels, {REQUESTED: WITHDRAWN, APPROVED: CANCELLED})

    def restore(self, name: str, labels: frozenset[str]) -> Outcome:
        """What was cancelled takes place after all, room by room."""
        before = self.requests[name]
        chosen = self._chosen(before, labels, {CANCELLED})
        if not chosen:
            return ILLEGAL
        for room in dict.fromkeys(each.room for each in chosen):
            back = tuple(each for each in chosen if each.room == room)
            if clashes := self.clashes(back):
                self.requests[name] = before
                return Outcome("PlanClashes", clashes)
            decision = REQUESTED if self.places[room].is_decided else APPROVED
            named = frozenset(each.label for each in back)
            self._decide(name, named, {CANCELLED: decision})
            if decision == REQUESTED:
                until = max(self.day + self.hold_days, self.requests[name].until or 0)
                self.requests[name] = replace(self.requests[name], until=until)
        return OK

    def bump(self, name: str, label: str, offer: str, instead: Slot) -> Outcome:
        """A higher claim takes the slot, and another is held for who had it."""
        request = self.requests[name]
        old = next(each for each in request.meetings if each.label == label)
        if old.decision != APPROVED:
            return ILLEGAL
        slot = (old.room, old.start - old.setup, old.end + old.cleanup)
        room, start, end = instead
        to = replace(old, label=f"{offer}.0", room=room, start=start, end=end)
        if clashes := self.clashes((to,), [label], [slot]):
            return Outcome("PlanClashes", clashes)
        self._decide(name, frozenset([label]), {APPROVED: BUMPED})
        self.claimed.append(slot)
        held = (replace(to, decision=REQUESTED),)
        self.requests[offer] = Request(held, self.day + OFFER_DAYS, INSTEAD)
        self.serve([old])
        return OK

    def accept(self, name: str) -> Outcome:
        """Somebody takes what is held for them."""
        request = self.requests[name]
        if not request.offer or not request.has(REQUESTED):
            return ILLEGAL
        (meeting,) = request.meetings
        if clashes := self.clashes((meeting,), [meeting.label]):
            return Outcome("PlanClashes", clashes)
        says_yes = request.offer == INSTEAD or not self.places[meeting.room].is_decided
        taken = replace(meeting, decision=APPROVED if says_yes else REQUESTED)
        self.requests[name] = Request((taken,), self.day + self.hold_days)
        self.become(name, TAKEN)
        return OK

    def move(self, name: str, label: str, to: Meeting) -> Outcome:
        """`to` is the meeting as it would be, by its new times, room and trainers."""
        request = self.requests[name]
        old = next(each for each in request.meetings if each.label == label)
        if request.offer or old.decision not in (REQUESTED, APPROVED):
            return ILLEGAL
        if to == replace(old, decision=to.decision):
            return OK
        if clashes := self.clashes((to,), [label]):
            return Outcome("PlanClashes", clashes)
        self._put(name, old, to)
        self.serve([old])
        return OK

    def swap(self, names: tuple[str, str], labels: tuple[str, str]) -> Outcome:
        """Two meetings take each other's room and time."""
        both = [
            next(each for each in self.requests[name].meetings if each.label == label)
            for name, label in zip(names, labels, strict=True)
        ]
        if any(each.decision not in (REQUESTED, APPROVED) for each in both):
            return ILLEGAL
        if any(self.requests[name].offer for name in names):
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
        for given_up in [both] if names[0] == names[1] else [[one], [other]]:
            self.serve(given_up)
        return OK

    def _put(self, name: str, old: Meeting, to: Meeting) -> None:
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

    def _take_back(self, name: str, labels: frozenset[str], to: dict[str, str]) -> Outcome:
        chosen = self._chosen(self.requests[name], labels, set(to))
        if not chosen:
            return ILLEGAL
        for before, after in to.items():
            given_up = [each for each in chosen if each.decision == before]
            self._decide(name, frozenset(each.label for each in given_up), {before: after})
            if self.requests[name].offer and given_up:
                self.become(name, LEFT)
            self.serve(given_up)
        return OK

    def _chosen(self, request: Request, labels: frozenset[str], able: set[str]) -> list[Meeting]:
        """Those named, or all that are able; none, when one that was named is not able."""
        named = [each for each in request.meetings if each.label in labels]
        found = [each for each in named or request.meetings if each.decision in able]
        return [] if len(found) < len(named) else found

    def _decide(self, name: str, labels: frozenset[str], to: dict[str, str]) -> None:
        request = self.requests[name]
        decided = tuple(
            replace(each, decision=to[each.decision]) if each.label in labels else each
            for each in request.meetings
        )
        self.requests[name] = replace(request, meetings=decided)
