"""Who waits for what is taken, and what is held for them once it comes free."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tests.proofs.reckoning import (
    FROM_LINE,
    ILLEGAL,
    OK,
    REQUESTED,
    Meeting,
    Outcome,
    Reckoning,
    Request,
)

# In which state an entry is.
WAITING, OFFERED, TAKEN, LAPSED, LEFT = "waiting", "offered", "taken", "lapsed", "left"
# How many days an offer stands.
OFFER_DAYS = 2
# What waiting may help against: somebody else may let go of it.
PASSING = frozenset({"venue_clash", "trainer_clash", "venue_bumped"})


@dataclass(frozen=True)
class Entry:
    """Somebody's place in line, by `number`; `root` is the hall that was meant when it began.

    What is offered bears the entry's own name.
    """

    number: int
    root: str
    meeting: Meeting
    state: str = WAITING


@dataclass
class Line(Reckoning):
    """Everybody in line, by name."""

    entries: dict[str, Entry] = field(default_factory=dict)

    def join(self, name: str, number: int, meeting: Meeting) -> Outcome:
        clashes = self.clashes((meeting,))
        if not clashes:
            return ILLEGAL
        if {code for _, code in clashes} - PASSING:
            return Outcome("PlanClashes", clashes)
        self.entries[name] = Entry(number, self.root(meeting.room), meeting)
        return OK

    def leave(self, name: str) -> Outcome:
        if self.entries[name].state != WAITING:
            return ILLEGAL
        self.become(name, LEFT)
        return OK

    def offer(self) -> Outcome:
        """What the worker does now and then: hall by hall, the longest waited for first."""
        waiting = sorted(self.waiting().values(), key=lambda entry: entry.number)
        for root in dict.fromkeys(entry.root for entry in waiting):
            self._offer_in_turn(name for name, each in self.waiting().items() if each.root == root)
        return OK

    def serve(self, freed: Iterable[Meeting]) -> None:
        """Let those have their turn who wait for one of these halls at any of these times."""
        freed = tuple(freed)
        self.serve_at(
            {self.root(each.room) for each in freed},
            {quarter for each in freed for quarter in self._quarters(each)},
        )

    def serve_at(self, roots: set[str], quarters: set[int]) -> None:
        self._offer_in_turn(
            name
            for name, entry in self.waiting().items()
            if entry.root in roots and quarters & self._quarters(entry.meeting)
        )

    def waiting(self) -> dict[str, Entry]:
        return {name: each for name, each in self.entries.items() if each.state == WAITING}

    def become(self, name: str, state: str) -> None:
        """What comes of somebody's place, if it is one, and what was offered for it."""
        if name in self.entries:
            self.entries[name] = replace(self.entries[name], state=state)

    def root(self, room: str) -> str:
        return self.places[room].hall or room

    def _offer_in_turn(self, names: Iterable[str]) -> None:
        for name in sorted(names, key=lambda name: self.entries[name].number):
            meeting = self.entries[name].meeting
            if not self.clashes((meeting,)):
                held = (replace(meeting, decision=REQUESTED),)
                self.requests[name] = Request(held, self.day + OFFER_DAYS, FROM_LINE)
                self.become(name, OFFERED)

    def _quarters(self, meeting: Meeting) -> set[int]:
        """All that its room is kept for, with its gap."""
        gap = self.places[meeting.room].gap
        return set(range(meeting.start - meeting.setup, meeting.end + meeting.cleanup + gap))
