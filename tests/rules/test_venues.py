"""The laws about the place: what touches, what overlaps, and what only seems to."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import SessionId
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Handover, HandoverId, OpeningHours
from lintas.rules import Clash, Party, Severity, Situation, Use
from lintas.rules.venues import capacity, venue_clash, venue_closed, venue_ownership
from tests.builders import (
    MONDAY,
    TUESDAY,
    WIT,
    WITA,
    closure,
    hours,
    meeting,
    minutes,
    named,
    plan,
    room,
    situation,
    use,
    venue,
)

NINE_TO_TWELVE = hours(9, 12)
HALL = room("Aula", parts=("Aula A", "Aula B"))
PART = room("Aula A", part_of="Aula")


def hall_used() -> tuple[Use, ...]:
    """One session that holds all of the hall, leaf by leaf."""
    return tuple(use(part, room_name="Aula") for part in ("Aula A", "Aula B"))


# A room hosts one use at a time


@pytest.mark.parametrize(
    ("wanted", "taken", "clashes"),
    [
        (hours(9, 12), hours(14, 16), False),
        (hours(9, 12), hours(12, 15), False),
        (hours(9, 12), hours(7, 9), False),
        (hours(9, 12 + 1 / 60), hours(12, 15), True),
        (hours(9 - 1 / 60, 12), hours(7, 9), True),
        (hours(9, 12), hours(9, 12), True),
        (hours(9, 12), hours(10, 11), True),
        (hours(10, 11), hours(9, 12), True),
        (hours(22, 26), hours(1, 3, day=TUESDAY), True),
        (hours(22, 25), hours(1, 3, day=TUESDAY), False),
        (hours(9, 12), hours(9, 12, day=TUESDAY), False),
        (hours(9, 12), hours(10, 13, zone=WITA), True),
        (hours(9, 12), hours(13, 14, zone=WITA), False),
    ],
    ids=[
        "apart",
        "back to back, before it",
        "back to back, after it",
        "a minute into the next",
        "a minute into the one before",
        "the same time",
        "around it",
        "within it",
        "over midnight",
        "over midnight, back to back",
        "the same hours of another day",
        "the same time in another zone",
        "back to back in another zone",
    ],
)
def test_a_room_hosts_one_use_at_a_time(
    wanted: TimeSpan, taken: TimeSpan, *, clashes: bool
) -> None:
    found = list(venue_clash.find(plan(wanted), situation(use(during=taken))))

    assert len(found) == clashes


def test_a_clash_holds_both_sides() -> None:
    other = use(during=hours(10, 15), held=hours(9.5, 15.5))

    assert list(venue_clash.find(plan(hours(9, 12)), situation(other))) == [
        Clash(
            0,
            Party("session", SessionId(named("another session")), "Aula: Diskoumperindag"),
            {
                "kind": "use",
                "taken": hours(10, 15),
                "held": hours(9.5, 15.5),
                "wanted": hours(9, 12),
                "room": "Aula",
                "asked": "Aula",
                "agency": "Diskoumperindag",
            },
        )
    ]


@pytest.mark.parametrize(
    ("starts", "clashes"),
    [(12.5, False), (12.5 - 1 / 60, True)],
    ids=["the gap is met", "the gap is a minute short"],
)
def test_the_gap_behind_a_use_is_kept_free(starts: float, *, clashes: bool) -> None:
    """What is there already holds its own gap: it is not added twice."""
    earlier = use(during=hours(9, 12), held=hours(9, 12.5))
    wanted = plan(hours(starts, 15), room=room(turnaround=minutes(30)))

    assert len(list(venue_clash.find(wanted, situation(earlier)))) == clashes


@pytest.mark.parametrize(
    ("ends", "clashes"),
    [(11.5, False), (11.5 + 1 / 60, True)],
    ids=["the gap is met", "the gap is a minute short"],
)
def test_the_gap_before_a_later_use_is_kept_free(ends: float, *, clashes: bool) -> None:
    wanted = plan(hours(9, ends), room=room(turnaround=minutes(30)))

    assert len(list(venue_clash.find(wanted, situation(use(during=hours(12, 15)))))) == clashes


@pytest.mark.parametrize(
    ("setup", "cleanup", "clashes"),
    [(60, 60, False), (61, 60, True), (60, 61, True)],
    ids=["both just fit", "set-up a minute too long", "clean-up a minute too long"],
)
def test_set_up_and_clean_up_hold_the_room_too(setup: int, cleanup: int, *, clashes: bool) -> None:
    wanted = plan(meeting(hours(9, 12), setup=minutes(setup), cleanup=minutes(cleanup)))
    around = situation(use(during=hours(6, 8)), use(during=hours(13, 15), session_id=named("late")))

    assert len(list(venue_clash.find(wanted, around))) == clashes


@pytest.mark.parametrize(
    ("asked", "used", "clashes"),
    [
        (HALL, (use("Aula A"),), 1),
        (HALL, hall_used(), 1),
        (PART, hall_used(), 1),
        (PART, (use("Aula A"),), 1),
        (PART, (use("Aula B"),), 0),
        (HALL, (use("Lobi"),), 0),
        (HALL, (use("Aula A"), use("Aula B", session_id=named("third"))), 2),
    ],
    ids=[
        "the hall meets its part",
        "the hall meets itself once, not once for each part",
        "a part meets its hall",
        "a part meets itself",
        "a part leaves the other alone",
        "a hall leaves other rooms alone",
        "the hall meets both its parts",
    ],
)
def test_halls_and_parts_share_their_floor(asked: Any, used: tuple[Use, ...], clashes: int) -> None:
    assert len(list(venue_clash.find(plan(room=asked), situation(*used)))) == clashes


def test_what_is_replaced_is_not_in_the_way() -> None:
    moved = plan(hours(10, 13), replaces=frozenset({SessionId(named("another session"))}))

    assert list(venue_clash.find(moved, situation(use()))) == []


@pytest.mark.parametrize(
    ("second", "gap", "clashes"),
    [
        (hours(13, 15), 0, False),
        (hours(12, 15), 0, False),
        (hours(12 - 1 / 60, 15), 0, True),
        (hours(13, 15), 60, False),
        (hours(13, 15), 61, True),
        (hours(9, 12), 0, True),
    ],
    ids=[
        "apart",
        "back to back",
        "a minute too early",
        "the gap is met",
        "the gap is a minute short",
        "the same session twice",
    ],
)
def test_sessions_of_one_plan_meet_each_other_too(
    second: TimeSpan, gap: int, *, clashes: bool
) -> None:
    asked = room(turnaround=minutes(gap))
    wanted = plan(hours(9, 12), second, room=asked)

    expected = Clash(
        1,
        Party("room", asked.id, "Aula"),
        {"kind": "sibling", "taken": hours(9, 12), "wanted": second, "sibling": 0},
    )
    assert list(venue_clash.find(wanted, Situation())) == [expected] * clashes


# Open, and not closed


@pytest.mark.parametrize(
    ("asked", "closed", "during", "clashes"),
    [
        (room(), "Aula", hours(0, 24), True),
        (room(), None, hours(0, 24), True),
        (room(), "Lobi", hours(0, 24), False),
        (HALL, "Aula A", hours(0, 24), True),
        (PART, "Aula", hours(0, 24), True),
        (PART, "Aula B", hours(0, 24), False),
        (room(), "Aula", hours(12, 24), False),
        (room(), "Aula", hours(0, 9), False),
        (room(), "Aula", hours(12 - 1 / 60, 24), True),
        (room(), "Aula", hours(0, 9 + 1 / 60), True),
    ],
    ids=[
        "the room",
        "its whole venue",
        "another room",
        "a part of the hall",
        "the hall it is part of",
        "the other part",
        "from when the session ends",
        "until it starts",
        "a minute before it ends",
        "a minute after it starts",
    ],
)
def test_nobody_uses_what_is_closed(
    asked: Any, closed: str | None, during: TimeSpan, *, clashes: bool
) -> None:
    shut = closure(closed, during)

    expected = Clash(
        0,
        Party("closure", shut.id, "Perbaikan atap"),
        {
            "kind": "closure",
            "closed": during,
            "wanted": NINE_TO_TWELVE,
            "reason": "Perbaikan atap",
            "room": asked.name,
        },
    )
    found = list(venue_closed.find(plan(room=asked), situation(closures=(shut,))))
    assert found == [expected] * clashes


def test_a_closed_venue_closes_no_other_venue() -> None:
    elsewhere = closure(None, venue_id=named("Balai"))

    assert list(venue_closed.find(plan(), situation(closures=(elsewhere,)))) == []


def test_each_closure_is_told_of() -> None:
    both = (closure("Aula"), closure(None, hours(9, 10)))

    found = list(venue_closed.find(plan(), situation(closures=both)))

    assert [clash.party.id for clash in found if clash.party] == [shut.id for shut in both]


@pytest.mark.parametrize(
    ("session", "clashes"),
    [
        (meeting(hours(8, 16)), False),
        (meeting(hours(8, 16 + 1 / 60)), True),
        (meeting(hours(8 - 1 / 60, 16)), True),
        (meeting(hours(9, 15), setup=minutes(60), cleanup=minutes(60)), False),
        (meeting(hours(9, 15), setup=minutes(61)), True),
        (meeting(hours(9, 15), cleanup=minutes(61)), True),
        (meeting(hours(9, 12, zone=WITA)), False),
        (meeting(hours(8, 12, zone=WITA)), True),
    ],
    ids=[
        "all the opening hours",
        "a minute too long",
        "a minute too early",
        "set-up and clean-up just fit",
        "set-up before it opens",
        "clean-up after it shuts",
        "hours of another zone, when it is open here",
        "hours of another zone, when it is shut here",
    ],
)
def test_a_room_is_used_only_while_its_venue_is_open(session: Any, *, clashes: bool) -> None:
    office = venue(opening_hours=OpeningHours.parse({"mon": [["08:00", "16:00"]]}))

    expected = Clash(
        0,
        Party("room", room().id, "Aula"),
        {
            "kind": "hours",
            "wanted": session.span,
            "opens": hours(8, 16),
            "day": hours(8, 16).days(office.zone)[0],
            "venue": "Gedung",
        },
    )
    found = list(venue_closed.find(plan(session, venue=office), situation()))
    assert found == [expected] * clashes


def test_the_turnaround_may_run_past_closing_time() -> None:
    office = venue(opening_hours=OpeningHours.parse({"mon": [["08:00", "16:00"]]}))
    wanted = plan(hours(8, 16), venue=office, room=room(turnaround=minutes(60)))

    assert list(venue_closed.find(wanted, situation())) == []


def opens(week: dict[str, Any], wanted: TimeSpan) -> object:
    """Which opening hours the finding tells of."""
    asked = plan(wanted, venue=venue(opening_hours=OpeningHours.parse(week)))
    (found,) = venue_closed.find(asked, situation())
    return found.evidence["opens"]


def test_on_a_day_that_is_shut_it_opens_never() -> None:
    assert opens({"tue": [["08:00", "16:00"]]}, hours(9, 12)) is None


def test_of_two_openings_the_one_that_was_meant_is_told() -> None:
    week = {"mon": [["08:00", "12:00"], ["13:00", "16:00"]]}

    assert opens(week, hours(9, 12.5)) == hours(8, 12)
    assert opens(week, hours(14, 17)) == hours(13, 16)
    assert opens(week, hours(18, 19)) == hours(8, 12)


def test_no_opening_hours_means_open() -> None:
    assert list(venue_closed.find(plan(hours(0, 24)), situation())) == []


# Seats


@pytest.mark.parametrize(
    ("headcount", "layout", "seats", "severity"),
    [
        (36, "classroom", 40, None),
        (37, "classroom", 40, Severity.WARNS),
        (40, "classroom", 40, Severity.WARNS),
        (41, "classroom", 40, Severity.BLOCKS),
        (41, "theatre", 80, None),
        (41, "", 80, None),
        (1, "u_shape", None, Severity.INFORMS),
    ],
    ids=[
        "nine of ten seats",
        "more than nine of ten",
        "every seat",
        "one too many",
        "in a roomier layout",
        "of no layout the roomiest",
        "a layout that nobody measured",
    ],
)
def test_a_room_seats_everyone(
    headcount: int, layout: str, seats: int | None, severity: Severity | None
) -> None:
    asked = room(capacities={"classroom": 40, "theatre": 80})
    wanted = plan(room=asked, headcount=headcount, layout=layout)

    found = list(capacity.find(wanted, situation()))

    weighs = None if severity is Severity.BLOCKS else severity
    expected = Clash(
        None,
        Party("room", asked.id, "Aula"),
        {"headcount": headcount, "capacity": seats, "layout": layout},
        weighs,
    )
    assert found == ([expected] if severity else [])
    assert capacity.severity is Severity.BLOCKS


# venue_ownership


def handover(day: date, **facts: Any) -> Handover:
    made = Handover(HandoverId(named("BAST")), VenueId(named("Gedung")), day, "Kota Serang")
    return replace(made, **facts)


@pytest.mark.parametrize(
    ("wanted", "day", "warned"),
    [
        (hours(9, 12), TUESDAY, False),
        (hours(9, 12), MONDAY, True),
        (hours(9, 12, TUESDAY), MONDAY, True),
        (hours(21, 24), TUESDAY, False),
        (hours(21, 25), TUESDAY, True),
        (hours(0.5, 1.5, TUESDAY, WIT), TUESDAY, False),
        (hours(2.5, 3, TUESDAY, WIT), TUESDAY, True),
    ],
    ids=[
        "the day before",
        "on the day",
        "the day after",
        "until midnight",
        "past midnight",
        "the day before here, on the day further east",
        "on the day here",
    ],
)
def test_from_its_hand_over_on_a_venue_is_another_s(
    wanted: TimeSpan, day: date, *, warned: bool
) -> None:
    known = situation(handovers=(handover(day, document="BAST 12"),))

    expected = Clash(
        0,
        Party("handover", named("BAST"), "Kota Serang"),
        {
            "day": day,
            "to": "Kota Serang",
            "document": "BAST 12",
            "venue": "Gedung",
            "wanted": wanted,
        },
    )
    assert list(venue_ownership.find(plan(wanted), known)) == [expected] * warned


def test_once_the_register_names_the_new_owner_nothing_is_open() -> None:
    settled = handover(MONDAY, to_agency_id=venue().owner_agency_id)
    earlier = handover(MONDAY - timedelta(days=9), id=HandoverId(named("earlier")))

    assert not list(venue_ownership.find(plan(), situation(handovers=(earlier, settled))))


def test_other_venues_hand_overs_concern_nobody_here() -> None:
    other = handover(MONDAY, venue_id=VenueId(named("Balai")))

    assert not list(venue_ownership.find(plan(), situation(handovers=(other,))))
