"""Laws about rooms are silent where no room is taken: online sessions, and only those."""

from datetime import timedelta

import pytest

from lintas.domain.bookings import Mode
from lintas.domain.plans import Plan, PlannedSession
from lintas.rules import Situation, judge
from tests.builders import NOW, WIT, closure, hours, meeting, plan, room, situation, use

LINK = "https://rapat.example/1"
ROOM_LAWS = {
    "venue_clash",
    "venue_closed",
    "booking_window",
    "longest_use",
    "capacity",
    "equip_missing",
    "equip_ratio",
}
STRICT = room("Aula", capacities={"classroom": 10}, longest_minutes=60, horizon_days=0)


def held(mode: Mode, start: float = 9, end: float = 12) -> PlannedSession:
    return meeting(hours(start, end), mode=mode, link=LINK)


def spoken(wanted: Plan, around: Situation) -> set[tuple[str, int | None]]:
    return {(each.code, each.session) for each in judge(wanted, around) if each.code in ROOM_LAWS}


AROUND = situation(use(), closures=(closure(),), now=NOW - timedelta(days=1))


@pytest.mark.parametrize("mode", [Mode.ONSITE, Mode.HYBRID])
def test_a_session_in_a_room_is_held_against_its_laws(mode: Mode) -> None:
    codes = {code for code, _ in spoken(plan(held(mode), room=STRICT), AROUND)}

    assert codes == {"venue_clash", "venue_closed", "booking_window", "longest_use", "capacity"}


def test_a_session_online_is_not() -> None:
    assert spoken(plan(held(Mode.ONLINE), room=STRICT), AROUND) == set()


def test_what_is_said_names_the_session_in_the_room_by_its_place_in_the_plan() -> None:
    wanted = plan(held(Mode.ONLINE), held(Mode.HYBRID))

    assert spoken(wanted, situation(use())) == {("venue_clash", 1)}


@pytest.mark.parametrize(
    ("modes", "met"),
    [
        ((Mode.ONLINE, Mode.ONSITE), set()),
        ((Mode.ONLINE, Mode.ONLINE), set()),
        ((Mode.ONLINE, Mode.ONSITE, Mode.HYBRID), {("venue_clash", 2)}),
    ],
)
def test_only_siblings_in_the_room_meet_there(
    modes: tuple[Mode, ...], met: set[tuple[str, int | None]]
) -> None:
    assert spoken(plan(*map(held, modes)), situation()) == met


@pytest.mark.parametrize("mode", Mode)
def test_a_use_in_another_zone_is_met_only_in_the_room(mode: Mode) -> None:
    around = situation(use(during=hours(11, 14, zone=WIT)))

    assert bool(spoken(plan(held(mode)), around)) == mode.takes_room
