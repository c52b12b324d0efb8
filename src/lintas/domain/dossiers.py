"""What an inspector asks of a batch: what was planned, what became of it, and who decided why."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.attendance import Mark
from lintas.domain.bookings import Decision, SessionId
from lintas.domain.people import PersonId
from lintas.domain.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Verdict:
    """One step of approval, as somebody took it; `name` is the step's."""

    session_id: SessionId
    name: str
    by: str
    at: datetime
    verdict: str
    reason: str
    as_stand_in: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the batch; `marks` is empty where no attendance list was kept."""

    session_id: SessionId
    span: TimeSpan
    zone: ZoneInfo
    title: str
    place: str
    trainers: tuple[str, ...]
    decision: Decision
    verdicts: tuple[Verdict, ...]
    marks: Mapping[Mark, int]

    @property
    def day(self) -> date:
        return self.span.start.astimezone(self.zone).date()

    @property
    def was_held(self) -> bool:
        """Somebody came, as a kept list says: a plan alone proves nothing."""
        return self.marks.get(Mark.PRESENT, 0) > 0


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the audit about the batch, its bookings or sessions.

    `number` is its place in the chain, 0 while it has none; `stands` says that it is what the
    chain says. Facts are as the audit has them, but for rooms, which are named.
    """

    at: datetime
    by: str
    verb: str
    subject: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    number: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Attended:
    """How often each mark was given to a participant in lists that were kept."""

    name: str
    marks: Mapping[Mark, int]


@dataclass(frozen=True, slots=True)
class Assigned:
    """A trainer in one session, with the number of the letter of assignment, if one was given."""

    person_id: PersonId
    name: str
    session_id: SessionId
    letter: str


@dataclass(frozen=True, slots=True)
class Journey:
    """Local days that a letter of assignment covers, and those on which sessions were held."""

    name: str
    letter: str
    planned: tuple[date, ...]
    held: tuple[date, ...]

    @property
    def unproven(self) -> tuple[date, ...]:
        return tuple(day for day in self.planned if day not in self.held)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a session, of this batch or any other."""

    person_id: PersonId
    name: str
    session_id: SessionId
    batch_id: UUID | None
    span: TimeSpan
    zone: ZoneInfo
    title: str
    place: str
    teaches: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A warning or block that somebody let pass; `authority` is empty for warnings."""

    at: datetime
    code: str
    by: str
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """`more` deeds are older than those listed."""

    title: str
    made_at: datetime
    zone: ZoneInfo
    meetings: tuple[Meeting, ...]
    deeds: tuple[Deed, ...]
    more: int
    attended: tuple[Attended, ...]
    journeys: tuple[Journey, ...]
    overlaps: tuple[tuple[Part, Part], ...]
    passed: tuple[Passed, ...]
    head: str

    @property
    def broken(self) -> tuple[Deed, ...]:
        return tuple(deed for deed in self.deeds if deed.number and not deed.stands)

    @property
    def unchained(self) -> int:
        return sum(not deed.number for deed in self.deeds)


def list_journeys(assigned: Iterable[Assigned], meetings: Collection[Meeting]) -> Iterator[Journey]:
    """By trainer and letter, in the order of names; what was called off counts as planned.

    A letter is paid for the days that it names: those on which nothing was held are to be asked
    about (reliability of travel claims, domain.md 0.6).
    """
    by_id = {meeting.session_id: meeting for meeting in meetings}
    days: defaultdict[tuple[str, str], tuple[set[date], set[date]]] = defaultdict(
        lambda: (set(), set())
    )
    for each in assigned:
        meeting = by_id[each.session_id]
        planned, held = days[each.name, each.letter]
        planned.add(meeting.day)
        if meeting.was_held:
            held.add(meeting.day)
    for (name, letter), (planned, held) in sorted(days.items()):
        yield Journey(name, letter, tuple(sorted(planned)), tuple(sorted(held)))


def list_overlaps(parts: Iterable[Part], batch_id: UUID) -> Iterator[tuple[Part, Part]]:
    """Two places at the same hour, of one person, at least one of them in this batch."""
    by_person: defaultdict[PersonId, list[Part]] = defaultdict(list)
    for part in parts:
        by_person[part.person_id].append(part)
    for theirs in by_person.values():
        theirs.sort(key=lambda part: (part.span.start, part.session_id))
        for one, other in combinations(theirs, 2):
            if one.session_id == other.session_id or batch_id not in (one.batch_id, other.batch_id):
                continue
            if one.span.overlaps(other.span):
                yield one, other
