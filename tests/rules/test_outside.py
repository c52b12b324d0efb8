"""The laws about calendars that others keep elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.domain.bookings import Mode
from lintas.domain.outside_calendars import (
    RAREST,
    USUALLY,
    OutsideBusy,
    OutsideCalendar,
    OutsideCalendarId,
    Standing,
    next_look,
)
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Room, RoomId
from lintas.rules import Severity, judge
from tests.builders import NOW, hours, meeting, named, plan, room, situation

HALL = room("Aula", parts=("Aula A", "Aula B"))
PART = room("Aula A", part_of="Aula")
TRAINER = PersonId(named("pengajar"))


def calendar(of: str = "Aula", **more: object) -> OutsideCalendar:
    known = OutsideCalendar(
        id=OutsideCalendarId(named("kalender")),
        room_id=RoomId(named(of)),
        person_id=None,
        host="kalender.test",
        fingerprint="12345678",
        made_at=NOW,
        read_at=NOW,
    )
    return replace(known, **more)  # type: ignore[arg-type]  # fields by their names


OF_TRAINER = calendar(room_id=None, person_id=TRAINER)


def spoken(wanted: Plan, *outside: OutsideBusy) -> list[tuple[str, Severity, int | None, object]]:
    found = judge(wanted, situation(outside=outside, now=NOW))
    return [
        (each.code, each.severity, each.session, each.evidence["kind"])
        for each in found
        if each.code in {"outside_busy", "calendar_unknown"}
    ]


BUSY = ("outside_busy", Severity.BLOCKS, 0, "room")


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ([hours(8, 9)], []),
        ([hours(12, 13)], []),
        ([hours(8, 9 + 1 / 60)], [BUSY]),
        ([hours(12 - 1 / 60, 13)], [BUSY]),
        ([hours(10, 11)], [BUSY]),
        ([hours(0, 24)], [BUSY]),
        ([hours(7, 8), hours(10, 10.5), hours(11, 11.5)], [BUSY]),
        ([hours(7, 8), hours(12, 14)], []),
    ],
    ids=["before", "after", "into", "out of", "within", "all day", "twice", "around"],
)
def test_a_busy_time_of_its_room_blocks(busy: list[TimeSpan], expected: list[object]) -> None:
    outside = OutsideBusy(calendar("Aula"), busy)

    assert spoken(plan(hours(9, 12), room=HALL), outside) == expected


@pytest.mark.parametrize(
    ("of", "asked", "meets"),
    [("Aula", PART, 1), ("Aula A", HALL, 1), ("Aula B", PART, 0), ("lain", HALL, 0)],
    ids=["of the hall", "of a part", "of another part", "of another room"],
)
def test_a_hall_shares_its_calendars_with_its_parts(of: str, asked: Room, meets: int) -> None:
    wanted = plan(hours(9, 12), room=asked)

    assert len(spoken(wanted, OutsideBusy(calendar(of), [hours(9, 12)]))) == meets


def test_set_up_and_clean_up_meet_it_and_what_is_online_does_not() -> None:
    outside = OutsideBusy(calendar(), [hours(8, 9)])
    early = meeting(hours(9, 12), setup=timedelta(minutes=30))
    online = meeting(hours(8, 12), mode=Mode.ONLINE, link="https://rapat.example/1")

    assert spoken(plan(early, room=HALL), outside) == [BUSY]
    assert spoken(plan(online, room=HALL), outside) == []


def test_a_trainer_is_warned_of_and_whose_calendar_it_is_stays_private() -> None:
    wanted = plan(meeting(hours(9, 12), trainer_ids=(TRAINER,)), room=HALL)
    outside = OutsideBusy(OF_TRAINER, [hours(11, 13)])
    (found,) = [
        each
        for each in judge(wanted, situation(outside=(outside,), now=NOW))
        if each.code == "outside_busy"
    ]

    assert (found.severity, found.party and found.party.kind) == (Severity.WARNS, "person")
    assert "kalender.test" not in str(found)
    assert spoken(plan(hours(9, 12), room=HALL), outside) == []


@pytest.mark.parametrize(
    ("known", "standing", "expected"),
    [
        (calendar(), Standing.FRESH, []),
        (calendar(read_at=None), Standing.UNKNOWN, [(Severity.WARNS, "unknown")]),
        (calendar(failures=1), Standing.STALE, [(Severity.INFORMS, "stale")]),
        (calendar(doubted=True), Standing.STALE, [(Severity.INFORMS, "stale")]),
        (
            calendar(read_at=NOW - timedelta(hours=28)),
            Standing.STALE,
            [(Severity.INFORMS, "stale")],
        ),
        (
            calendar(read_at=NOW - timedelta(days=4)),
            Standing.FAILED,
            [(Severity.WARNS, "failed")],
        ),
        (calendar(host="", read_at=NOW - timedelta(days=20)), Standing.FRESH, []),
        (
            calendar(host="", read_at=NOW - timedelta(days=40)),
            Standing.STALE,
            [(Severity.INFORMS, "stale")],
        ),
        (calendar(unread=2), Standing.FRESH, [(Severity.INFORMS, "unread")]),
    ],
    ids=["fresh", "never", "failing", "doubted", "old", "given up", "file", "old file", "unread"],
)
def test_what_cannot_be_read_is_never_called_free(
    known: OutsideCalendar, standing: Standing, expected: list[tuple[Severity, str]]
) -> None:
    wanted = plan(hours(9, 12), room=HALL)
    found = spoken(wanted, OutsideBusy(known))

    assert known.standing(NOW) is standing
    assert [(severity, kind) for _, severity, _, kind in found] == expected
    # Nobody can do anything about it once it is kept.
    assert spoken(replace(wanted, stands=True), OutsideBusy(known)) == []


def test_looks_are_spread_and_never_too_often_or_too_seldom() -> None:
    waits = {
        (wish, failures, turn): next_look(
            replace(calendar(), failures=failures, turn=turn), wish, now=NOW
        )
        - NOW
        for wish in (0, 60, 3600, 10**9)
        for failures in (0, 3, 100)
        for turn in range(5)
    }

    assert all(USUALLY * 0.9 <= wait <= RAREST * 1.1 for wait in waits.values())
    assert waits[3600, 0, 0] > timedelta(minutes=53)
    assert waits[0, 3, 0] > 7 * USUALLY
    assert len({waits[0, 0, turn] for turn in range(5)}) == 5


@pytest.mark.parametrize("of_whom", [calendar(), OF_TRAINER], ids=["room", "trainer"])
@pytest.mark.parametrize(("read_before", "expected"), [(0, 0), (600, 1)], ids=["near", "far"])
def test_a_time_later_than_a_calendar_was_worked_out_to_is_unknown(
    of_whom: OutsideCalendar, read_before: int, expected: int
) -> None:
    """As if it had been asked for so many days ahead."""
    then = NOW - timedelta(days=read_before)
    wanted = plan(meeting(hours(9, 12), trainer_ids=(TRAINER,)), room=HALL)
    outside = OutsideBusy(replace(of_whom, made_at=then, read_at=then))

    found = judge(wanted, situation(outside=(outside,), now=then))

    unknown = [each for each in found if each.code == "calendar_unknown"]
    assert [(each.severity, each.evidence["kind"]) for each in unknown] == [
        (Severity.WARNS, "beyond")
    ] * expected
