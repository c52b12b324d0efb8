"""The laws about the person in front of the class."""

import pytest

from lintas.domain.bookings import SessionId
from lintas.domain.timespan import TimeSpan
from lintas.rules import Clash, Party, Situation
from lintas.rules.people import trainer_clash
from tests.builders import WIT, hours, meeting, minutes, named, plan, room, situation, use

TEACHING = use("Pengajar", hours(9, 12), room_name="Kelas 1", venue_name="Balai")


@pytest.mark.parametrize(
    ("wanted", "clashes"),
    [
        (hours(9, 12), True),
        (hours(12, 15), False),
        (hours(7, 9), False),
        (hours(12 - 1 / 60, 15), True),
        (hours(7, 9 + 1 / 60), True),
        (hours(14, 17, zone=WIT), False),
        (hours(13, 17, zone=WIT), True),
    ],
    ids=[
        "the same time",
        "back to back, after it",
        "back to back, before it",
        "a minute before it ends",
        "a minute after it starts",
        "back to back in another zone",
        "the same time in another zone",
    ],
)
def test_a_trainer_teaches_one_session_at_a_time(wanted: TimeSpan, *, clashes: bool) -> None:
    planned = plan(meeting(wanted, taught_by=["Pengajar"]))

    expected = Clash(
        0,
        Party("person", named("Pengajar"), "Balai"),
        {"kind": "use", "taken": hours(9, 12), "wanted": wanted, "venue": "Balai"},
    )
    assert list(trainer_clash.find(planned, situation(TEACHING))) == [expected] * clashes


def test_other_trainers_are_free() -> None:
    planned = plan(meeting(taught_by=["Pengajar lain"]))

    assert list(trainer_clash.find(planned, situation(TEACHING))) == []


def test_set_up_and_the_room_s_gap_need_no_trainer() -> None:
    early = meeting(hours(12, 15), taught_by=["Pengajar"], setup=minutes(60), cleanup=minutes(60))
    later = use("Pengajar", hours(15, 16), session_id=named("later"))
    planned = plan(early, room=room(turnaround=minutes(60)))

    assert list(trainer_clash.find(planned, situation(TEACHING, later))) == []


def test_what_is_replaced_is_not_in_the_way() -> None:
    moved = plan(
        meeting(hours(10, 13), taught_by=["Pengajar"]),
        replaces=frozenset({SessionId(named("another session"))}),
    )

    assert list(trainer_clash.find(moved, situation(TEACHING))) == []


def test_each_trainer_who_is_taken_is_told_of() -> None:
    planned = plan(meeting(taught_by=["Pengajar", "Asisten", "Pendamping"]))
    taken = situation(use("Pengajar"), use("Asisten", session_id=named("third")))

    found = list(trainer_clash.find(planned, taken))

    assert [clash.party and clash.party.id for clash in found] == [
        named("Pengajar"),
        named("Asisten"),
    ]


@pytest.mark.parametrize(
    ("second", "taught_by", "clashes"),
    [
        (hours(11, 14), ["Pengajar"], True),
        (hours(12, 14), ["Pengajar"], False),
        (hours(11, 14), ["Asisten"], False),
    ],
    ids=["overlapping", "back to back", "taught by another"],
)
def test_sessions_of_one_plan_meet_each_other_too(
    second: TimeSpan, taught_by: list[str], *, clashes: bool
) -> None:
    planned = plan(
        meeting(hours(9, 12), taught_by=["Pengajar"]), meeting(second, taught_by=taught_by)
    )

    expected = Clash(
        1,
        Party("person", named("Pengajar"), "Gedung"),
        {"kind": "sibling", "taken": hours(9, 12), "wanted": second, "sibling": 0},
    )
    assert list(trainer_clash.find(planned, Situation())) == [expected] * clashes
