"""Published versions of a batch's schedule, and what changed from one to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.people import AccountId, PersonId
from lintas.domain.programs import BatchId
from lintas.domain.timespan import TimeSpan

VersionId = NewType("VersionId", UUID)


class ChangeKind(StrEnum):
    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"
    ROOM = "room"
    TRAINERS = "trainers"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session as it was published; `zone` is its place's, `place` its room and venue."""

    session_id: SessionId
    span: TimeSpan
    zone: str
    title: str
    room_id: UUID
    place: str
    trainer_ids: tuple[PersonId, ...] = ()
    trainers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is different about one meeting: not there before, or not there any more, or changed."""

    kind: ChangeKind
    before: Meeting | None
    after: Meeting | None

    @property
    def trainer_ids(self) -> frozenset[PersonId]:
        """Whom it concerns besides those enrolled: who taught it, and who teaches it now."""
        sides = (self.before, self.after)
        return frozenset(person for side in sides if side for person in side.trainer_ids)

    @property
    def room_ids(self) -> frozenset[UUID]:
        return frozenset(side.room_id for side in (self.before, self.after) if side)


@dataclass(frozen=True, slots=True)
class Version:
    """A batch's schedule as it was published; the first has number 1."""

    id: VersionId
    batch_id: BatchId
    number: int
    published_by: AccountId
    published_at: datetime
    meetings: tuple[Meeting, ...]
    note: str = ""


def compare(before: Iterable[Meeting], after: Iterable[Meeting]) -> tuple[Change, ...]:
    """Everything that changed, in the order in which it will happen."""
    old = {meeting.session_id: meeting for meeting in before}
    new = {meeting.session_id: meeting for meeting in after}
    changes = [change for key in {**old, **new} for change in _between(old.get(key), new.get(key))]
    return tuple(sorted(changes, key=_moment))


def _between(before: Meeting | None, after: Meeting | None) -> Iterator[Change]:
    if before is None or after is None:
        yield Change(ChangeKind.CANCELLED if after is None else ChangeKind.ADDED, before, after)
        return
    for kind, is_other in (
        (ChangeKind.MOVED, before.span != after.span),
        (ChangeKind.ROOM, before.room_id != after.room_id),
        (ChangeKind.TRAINERS, set(before.trainer_ids) != set(after.trainer_ids)),
        (ChangeKind.TITLE, before.title != after.title),
    ):
        if is_other:
            yield Change(kind, before, after)


def _moment(change: Change) -> tuple[datetime, str]:
    side = change.after or change.before
    assert side is not None  # noqa: S101 -- a change has one side at least
    return side.span.start, change.kind


def concerning(changes: Sequence[Change], person_id: PersonId) -> tuple[Change, ...]:
    """Those that somebody who teaches has to know of."""
    return tuple(each for each in changes if person_id in each.trainer_ids)


# JSON-plain


def write_meeting(meeting: Meeting) -> dict[str, object]:
    return {
        "session_id": str(meeting.session_id),
        "starts_at": meeting.span.start.isoformat(),
        "ends_at": meeting.span.end.isoformat(),
        "zone": meeting.zone,
        "title": meeting.title,
        "room_id": str(meeting.room_id),
        "place": meeting.place,
        "trainer_ids": [str(each) for each in meeting.trainer_ids],
        "trainers": list(meeting.trainers),
    }


def read_meeting(plain: Mapping[str, object]) -> Meeting:
    trainer_ids, trainers = plain["trainer_ids"], plain["trainers"]
    return Meeting(
        session_id=SessionId(UUID(str(plain["session_id"]))),
        span=TimeSpan(
            datetime.fromisoformat(str(plain["starts_at"])),
            datetime.fromisoformat(str(plain["ends_at"])),
        ),
        zone=str(plain["zone"]),
        title=str(plain["title"]),
        room_id=UUID(str(plain["room_id"])),
        place=str(plain["place"]),
        trainer_ids=tuple(PersonId(UUID(each)) for each in _list(trainer_ids)),
        trainers=tuple(_list(trainers)),
    )


def write_change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind.value,
        "before": write_meeting(change.before) if change.before else None,
        "after": write_meeting(change.after) if change.after else None,
    }


def read_change(plain: Mapping[str, object]) -> Change:
    before, after = plain["before"], plain["after"]
    return Change(
        ChangeKind(str(plain["kind"])),
        read_meeting(before) if isinstance(before, dict) else None,
        read_meeting(after) if isinstance(after, dict) else None,
    )


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
