"""What changed from one version of a schedule to the next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lintas.domain.bookings import SessionId
from lintas.domain.people import PersonId
from lintas.domain.schedules import (
    Change,
    ChangeKind,
    Meeting,
    compare,
    concerning,
    read_change,
    write_change,
)
from lintas.domain.timespan import TimeSpan
from tests.builders import named

MORNING = datetime(2027, 2, 1, 1, tzinfo=UTC)
SITI, BUDI = PersonId(named("Siti")), PersonId(named("Budi"))


def meeting(name: str, day: int = 0) -> Meeting:
    start = MORNING + timedelta(days=day)
    return Meeting(
        session_id=SessionId(named(name)),
        span=TimeSpan(start, start + timedelta(hours=3)),
        zone="Asia/Jakarta",
        title=name,
        room_id=named("aula"),
        place="Aula, PLUT",
        trainer_ids=(SITI,),
        trainers=("Siti",),
    )


FIRST, SECOND = meeting("Hari 1"), meeting("Hari 2", 1)


def kinds(changes: tuple[Change, ...]) -> list[ChangeKind]:
    return [each.kind for each in changes]


def test_nothing_changed() -> None:
    assert compare([FIRST, SECOND], [SECOND, FIRST]) == ()


def test_added_and_cancelled_in_the_order_of_happening() -> None:
    changes = compare([SECOND], [FIRST])

    assert kinds(changes) == [ChangeKind.ADDED, ChangeKind.CANCELLED]
    assert (changes[0].before, changes[1].after) == (None, None)


def test_moved_and_to_another_room_are_two_changes() -> None:
    later = replace(FIRST, span=FIRST.span.moved(timedelta(days=3)), room_id=named("lain"))

    assert kinds(compare([FIRST], [later])) == [ChangeKind.MOVED, ChangeKind.ROOM]


def test_whoever_taught_and_whoever_teaches_now_are_concerned() -> None:
    other = replace(FIRST, trainer_ids=(BUDI,), trainers=("Budi",))
    changes = compare([FIRST, SECOND], [other, replace(SECOND, title="Praktik")])

    assert kinds(concerning(changes, BUDI)) == [ChangeKind.TRAINERS]
    assert kinds(concerning(changes, SITI)) == [ChangeKind.TRAINERS, ChangeKind.TITLE]


def test_a_change_is_read_as_it_was_written() -> None:
    (change,) = compare([FIRST], [replace(FIRST, title="Praktik")])

    assert read_change(write_change(change)) == change
