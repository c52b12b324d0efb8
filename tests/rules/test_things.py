"""The laws about tools: whether they are there, enough of them, and in the right place."""

from datetime import timedelta
from typing import Any

import pytest

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Mode, SessionId
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.programs import Program
from lintas.domain.things import Asset, AssetId, AssetNeed, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Overrides, Place, Travel, TravelOrigin
from lintas.rules import Clash, Severity, Situation
from lintas.rules.things import equip_clash, equip_missing, equip_ratio
from tests.builders import (
    BANDUNG,
    SERANG,
    WIB,
    WIT,
    agency,
    hours,
    meeting,
    minutes,
    named,
    plan,
    program,
    room,
    situation,
)

MACHINES = AssetId(named("Mesin jahit"))
ELSEWHERE = VenueId(named("Balai"))
HERE = VenueId(named("Gedung"))


def asset(quantity: int = 16, **facts: Any) -> Asset:
    """Sixteen sewing machines that can be taken anywhere."""
    made = {"kind": "mesin jahit", "movable": True, **facts}
    return Asset(MACHINES, agency().id, BANDUNG, "Mesin jahit", quantity, **made)


def sewing(**equipment: int) -> Program:
    needed = {kind.replace("_", " "): persons for kind, persons in equipment.items()}
    return program(title="Menjahit", equipment=needed)


def taking(quantity: int, during: TimeSpan | None = None, **facts: Any) -> PlannedSession:
    return meeting(during, assets=(AssetNeed(MACHINES, quantity),), **facts)


def taken(
    quantity: int, during: TimeSpan, name: str = "another session", *, at: VenueId = HERE
) -> AssetUse:
    """In another room; elsewhere is a place of which nobody knows where it lies."""
    place = Place(at, None, None, SERANG, None, None, "Kelas, Balai", WIB)
    return AssetUse(
        MACHINES, quantity, during, during, SessionId(named(name)), "Diskoumperindag", place
    )


def knowing(*uses: AssetUse, of: Asset | None = None, travel: Overrides | None = None) -> Situation:
    return situation(
        assets={MACHINES: of or asset()}, asset_uses={MACHINES: uses}, travel=travel or {}
    )


def way(length: int) -> Overrides:
    """From elsewhere to here it takes so many minutes, and back."""
    return {(str(ELSEWHERE), str(HERE)): Travel(length, TravelOrigin.MEASURED)}


def kinds(found: Any) -> list[tuple[int | None, object, Severity | None]]:
    return [(each.session, each.evidence["kind"], each.severity) for each in found]


# equip_missing


@pytest.mark.parametrize(
    ("planned", "missing"),
    [
        (plan(program=sewing(mesin_jahit=1), room=room(equipment={"mesin jahit": 1})), []),
        (
            plan(program=sewing(mesin_jahit=1), room=room(equipment={"oven": 1})),
            [(None, "mesin jahit", None)],
        ),
        (
            plan(program=sewing(mesin_jahit=1, oven=4), room=room(equipment={})),
            [(None, "mesin jahit", None), (None, "oven", None)],
        ),
        (
            plan(program=sewing(mesin_jahit=1)),
            [(None, "mesin jahit", Severity.INFORMS)],
        ),
        (plan(taking(1), program=sewing(mesin_jahit=1), room=room(equipment={})), []),
        (
            plan(
                taking(1),
                meeting(hours(13, 15)),
                program=sewing(mesin_jahit=1),
                room=room(equipment={}),
            ),
            [(1, "mesin jahit", None)],
        ),
        (
            plan(meeting(kind="theory"), program=sewing(mesin_jahit=1), room=room(equipment={})),
            [],
        ),
        (
            plan(meeting(mode=Mode.ONLINE), program=sewing(mesin_jahit=1), room=room(equipment={})),
            [],
        ),
        (plan(room=room(equipment={})), []),
        (
            plan(taking(1, hours(23, 26)), program=sewing(mesin_jahit=1), room=room(equipment={})),
            [],
        ),
    ],
    ids=[
        "in the room",
        "another machine in the room",
        "two kinds",
        "nobody noted what is in the room",
        "taken along",
        "taken along to one of two sessions",
        "theory needs none",
        "online",
        "no program",
        "taken along across midnight",
    ],
)
def test_what_a_program_needs_is_there(planned: Plan, missing: list[Any]) -> None:
    assert kinds(equip_missing.find(planned, knowing())) == missing


def test_what_may_not_leave_its_venue_is_not_there() -> None:
    planned = plan(taking(1), program=sewing(mesin_jahit=1), room=room(equipment={}))
    immovable = asset(movable=False, venue_id=ELSEWHERE)

    assert kinds(equip_missing.find(planned, knowing(of=immovable))) == [
        (None, "mesin jahit", None)
    ]


# equip_ratio


@pytest.mark.parametrize(
    ("headcount", "machines", "along", "warned"),
    [
        (20, 10, 0, False),
        (21, 10, 0, True),
        (20, 9, 0, True),
        (20, 9, 1, False),
        (1, 1, 0, False),
        (20, 0, 0, False),
    ],
    ids=[
        "one for two",
        "one person too many",
        "one machine too few",
        "the last one is taken along",
        "one person",
        "none at all is another law's",
    ],
)
def test_so_many_people_share_a_machine(
    headcount: int, machines: int, along: int, *, warned: bool
) -> None:
    planned = plan(
        taking(along) if along else meeting(),
        headcount=headcount,
        program=sewing(mesin_jahit=2),
        room=room(equipment={"mesin jahit": machines} if machines else {}),
    )

    found = list(equip_ratio.find(planned, knowing()))

    assert kinds(found) == [(None, "mesin jahit", None)] * warned
    for each in found:
        assert (each.evidence["available"], each.evidence["needed"]) == (
            machines + along,
            -(-headcount // 2),
        )


def test_of_a_room_that_nobody_noted_it_is_only_said() -> None:
    planned = plan(taking(1), headcount=20, program=sewing(mesin_jahit=2))

    assert kinds(equip_ratio.find(planned, knowing())) == [(None, "mesin jahit", Severity.INFORMS)]


# equip_clash


@pytest.mark.parametrize(
    ("wanted", "needed", "uses", "free"),
    [
        (hours(9, 12), 16, [], None),
        (hours(9, 12), 4, [taken(12, hours(9, 12))], None),
        (hours(9, 12), 5, [taken(12, hours(9, 12))], 4),
        (hours(12, 15), 16, [taken(16, hours(9, 12))], None),
        (hours(12 - 1 / 60, 15), 1, [taken(16, hours(9, 12))], 0),
        (hours(6, 9), 16, [taken(16, hours(9, 12))], None),
        (hours(14, 17, zone=WIT), 16, [taken(16, hours(9, 12))], None),
        (hours(13, 17, zone=WIT), 1, [taken(16, hours(9, 12))], 0),
        (hours(22, 26), 1, [taken(16, hours(25, 27))], 0),
        (hours(22, 25), 1, [taken(16, hours(25, 27))], None),
        (hours(9, 15), 4, [taken(12, hours(9, 12)), taken(12, hours(12, 15), "third")], None),
        (hours(9, 15), 4, [taken(12, hours(9, 13)), taken(12, hours(12, 15), "third")], 0),
        (hours(9, 15), 5, [taken(12, hours(9, 12)), taken(12, hours(12, 15), "third")], 4),
    ],
    ids=[
        "all of them, nobody else",
        "the last four",
        "one too many",
        "back to back, after it",
        "a minute before it ends",
        "back to back, before it",
        "back to back in another zone",
        "the same time in another zone",
        "past midnight",
        "up to what begins past midnight",
        "one after the other, not both at once",
        "both at once for an hour",
        "one too many beside each of two",
    ],
)
def test_quantities_are_summed_at_every_moment(
    wanted: TimeSpan, needed: int, uses: list[AssetUse], free: int | None
) -> None:
    found = list(equip_clash.find(plan(taking(needed, wanted)), knowing(*uses)))

    assert [each.evidence["free"] for each in found] == ([] if free is None else [free])
    assert all(each.evidence["kind"] == "use" for each in found)


def test_both_sides_are_told_with_their_times() -> None:
    found: list[Clash] = list(equip_clash.find(plan(taking(5)), knowing(taken(12, hours(8, 10)))))

    assert [(each.session, each.party and each.party.label) for each in found] == [
        (0, "Mesin jahit")
    ]
    assert found[0].evidence == {
        "kind": "use",
        "taken": hours(8, 10),
        "held": hours(8, 10),
        "taken_quantity": 12,
        "agency": "Diskoumperindag",
        "place": "Kelas, Balai",
        "needed": 5,
        "total": 16,
        "free": 4,
        "wanted": hours(9, 12),
    }


def test_set_up_and_clean_up_need_the_machines_and_the_room_s_gap_does_not() -> None:
    early = taking(16, hours(9, 12), setup=minutes(30), cleanup=minutes(30))
    rested = room(turnaround=timedelta(hours=2))

    assert not list(equip_clash.find(plan(early, room=rested), knowing(taken(1, hours(12.5, 14)))))
    assert list(equip_clash.find(plan(early, room=rested), knowing(taken(1, hours(12, 14)))))
    assert list(equip_clash.find(plan(early, room=rested), knowing(taken(1, hours(8, 9)))))


def test_more_than_there_are_is_too_many_for_anybody() -> None:
    assert kinds(equip_clash.find(plan(taking(17)), knowing())) == [(0, "few", None)]
    assert kinds(equip_clash.find(plan(taking(1)), knowing(of=asset(0)))) == [(0, "few", None)]


@pytest.mark.parametrize(
    ("facts", "away"),
    [
        ({"movable": False, "venue_id": ELSEWHERE}, True),
        ({"movable": False, "venue_id": HERE}, False),
        ({"movable": True, "venue_id": ELSEWHERE}, False),
        ({"movable": False, "venue_id": None}, False),
    ],
    ids=["fixed elsewhere", "fixed here", "movable", "nobody said where it stands"],
)
def test_what_is_fixed_serves_only_in_its_venue(facts: dict[str, Any], *, away: bool) -> None:
    found = equip_clash.find(plan(taking(1)), knowing(of=asset(**facts)))

    assert kinds(found) == [(0, "away", None)] * away


def test_what_is_replaced_is_not_in_the_way() -> None:
    moved = plan(taking(16), replaces=frozenset({SessionId(named("another session"))}))

    assert not list(equip_clash.find(moved, knowing(taken(16, hours(9, 12)))))


def test_sessions_of_one_plan_count_too() -> None:
    both = plan(taking(9, hours(9, 12)), taking(8, hours(11, 14)))
    apart = plan(taking(9, hours(9, 12)), taking(8, hours(12, 14)))

    assert kinds(equip_clash.find(both, knowing())) == [(1, "use", None)]
    assert not list(equip_clash.find(apart, knowing()))


def test_the_only_truck_is_used_once() -> None:
    truck = asset(1)

    assert kinds(equip_clash.find(plan(taking(1)), knowing(taken(1, hours(11, 13)), of=truck))) == [
        (0, "use", None)
    ]
    assert not list(equip_clash.find(plan(taking(1)), knowing(taken(1, hours(12, 13)), of=truck)))


@pytest.mark.parametrize(
    ("wanted", "needed", "uses", "length", "found"),
    [
        (hours(13, 15), 16, [(16, hours(9, 12))], 60, None),
        (hours(13, 15), 16, [(16, hours(9, 12))], 61, ("way", 60, 0)),
        (hours(6, 8), 16, [(16, hours(9, 12))], 60, None),
        (hours(6, 8), 16, [(16, hours(9, 12))], 61, ("way", 60, 0)),
        (hours(13, 15), 4, [(12, hours(9, 12))], 120, None),
        (hours(13, 15), 5, [(12, hours(9, 12))], 120, ("way", 60, 4)),
        (hours(11, 13), 5, [(12, hours(9, 12))], 120, ("use", None, 4)),
        (hours(11, 13), 8, [(8, hours(9, 10)), (8, hours(14, 16))], 120, None),
        (hours(11, 13), 9, [(8, hours(9, 10)), (8, hours(14, 16))], 120, ("way", 60, 8)),
        (hours(11, 12), 8, [(8, hours(9, 10)), (8, hours(12.5, 16))], 60, None),
        (hours(24.5, 26), 16, [(16, hours(22, 24))], 31, ("way", 30, 0)),
        (hours(15, 17, zone=WIT), 16, [(16, hours(9, 12))], 61, ("way", 60, 0)),
        (hours(13, 15), 16, [(16, hours(9, 12))], None, ("unknown", 60, 0)),
        (hours(14.5 - 1 / 60, 16), 16, [(16, hours(9, 12))], None, ("unknown", 149, 0)),
        (hours(14.5, 16), 16, [(16, hours(9, 12))], None, None),
    ],
    ids=[
        "they arrive on the minute",
        "a minute late",
        "they leave on the minute",
        "they would leave a minute late",
        "others stayed behind",
        "one of them is under way",
        "in use, whatever the way",
        "half went on, half came from elsewhere",
        "one more than the half that is here",
        "one after the other",
        "past midnight",
        "in another zone",
        "nobody knows the way",
        "nobody knows the way, which is within one regency",
        "nobody knows the way, time enough for any",
    ],
)
def test_what_is_carried_about_is_under_way_between_two_places(
    wanted: TimeSpan,
    needed: int,
    uses: list[tuple[int, TimeSpan]],
    length: int | None,
    found: tuple[str, int | None, int] | None,
) -> None:
    elsewhere = [
        taken(quantity, during, f"use {number}", at=ELSEWHERE)
        for number, (quantity, during) in enumerate(uses)
    ]
    known = knowing(*elsewhere, travel=way(length) if length else {})

    clashes = list(equip_clash.find(plan(taking(needed, wanted)), known))

    told = [
        (each.evidence["kind"], each.evidence.get("gap"), each.evidence["free"]) for each in clashes
    ]
    assert told == ([found] if found else [])
    for each in clashes:
        is_guess = each.evidence["kind"] == "unknown"
        assert each.severity is (Severity.WARNS if is_guess else None)
