"""Ways out: every one that is offered passes the law in the situation it was judged in."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.domain.agencies import Quota, QuotaPeriod, QuotaUnit
from lintas.domain.attending import Presence
from lintas.domain.bookings import SessionId
from lintas.domain.people import Person, PersonId
from lintas.domain.plans import Plan
from lintas.domain.programs import Batch, BatchId
from lintas.domain.teaching import Answer, Qualification, QualificationId, Teaching
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import OpeningHours
from lintas.rules import Situation, judge, refusing
from lintas.rules.besides import besides
from lintas.rules.ways_out import (
    FOR_MOVING,
    MOST_SHIFTED,
    Search,
    WayKind,
    WayOut,
    list_ways_out,
)
from tests.builders import (
    BANDUNG,
    MONDAY,
    NOW,
    SERANG,
    TUESDAY,
    WIB,
    agency,
    agreement,
    closure,
    hour,
    hours,
    meeting,
    minutes,
    named,
    person,
    plan,
    program,
    room,
    situation,
    use,
    venue,
)

OTHER = room("Kelas 1")
OFFICE = venue(opening_hours=OpeningHours.parse({"mon": [["08:00", "16:00"]]}))


def search(known: Situation, *rooms: Any, now: datetime = NOW, **reasons: str) -> Search:
    return Search(known, [(venue(), each) for each in rooms], reasons, now)


def only(kind: WayKind, ways: tuple[WayOut, ...]) -> list[Plan]:
    return [way.plan for way in ways if way.kind is kind]


def times(kind: WayKind, ways: tuple[WayOut, ...]) -> list[tuple[TimeSpan, ...]]:
    return [tuple(each.span for each in way.sessions) for way in only(kind, ways)]


# Another layout


def test_the_smallest_layout_that_seats_everybody_comes_first() -> None:
    asked = room(capacities={"u_shape": 20, "theatre": 100, "classroom": 60})
    wanted = plan(room=asked, layout="u_shape", headcount=50)

    ways = list_ways_out(wanted, search(situation()))

    assert ways == (WayOut(WayKind.OTHER_LAYOUT, replace(wanted, layout="classroom")),)


# Another room


def test_another_room_at_the_same_time_is_offered() -> None:
    ways = list_ways_out(plan(), search(situation(use()), room(), OTHER))

    assert only(WayKind.OTHER_ROOM, ways) == [plan(room=OTHER)]


def test_a_room_that_is_taken_too_is_not_offered() -> None:
    taken = situation(use(), use("Kelas 1"))

    assert only(WayKind.OTHER_ROOM, list_ways_out(plan(), search(taken, OTHER))) == []


def test_a_room_without_that_layout_is_offered_in_its_roomiest() -> None:
    workshop = room("Bengkel", capacities={"workshop": 30})

    ways = list_ways_out(plan(), search(situation(use()), workshop))

    assert only(WayKind.OTHER_ROOM, ways) == [plan(room=workshop, layout="")]


def test_another_room_stands_on_whichever_agreement_fits() -> None:
    chosen, other = agreement("PKS 1"), agreement("PKS 2", venue_ids=(venue("Balai").id,))
    elsewhere = room("Kelas 1", in_venue="Balai")
    known = situation(use(), agreements=(chosen, other))
    wanted = plan(agreement_id=chosen.id)
    where = Search(known, [(venue("Balai"), elsewhere)], {}, NOW)

    assert only(WayKind.OTHER_ROOM, list_ways_out(wanted, where)) == [
        plan(venue=venue("Balai"), room=elsewhere)
    ]


def test_no_more_than_two_other_rooms_and_three_ways_are_offered() -> None:
    rooms = [room(f"Kelas {n}") for n in range(5)]

    ways = list_ways_out(plan(), search(situation(use()), *rooms))

    assert [way.kind for way in ways] == [
        WayKind.OTHER_ROOM,
        WayKind.OTHER_ROOM,
        WayKind.OTHER_TIME,
    ]


# Another time


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        ([hours(9, 12)], hours(12, 15)),
        ([hours(9, 18)], hours(18, 21)),
        ([hours(10, 21)], hours(7, 10)),
        ([hours(7, 21)], hours(9, 12, day=TUESDAY)),
    ],
    ids=[
        "as soon as it is free",
        "until nine in the evening",
        "from seven in the morning",
        "else the same hours of another day",
    ],
)
def test_the_nearest_free_time_is_offered(taken: list[TimeSpan], offered: TimeSpan) -> None:
    ways = list_ways_out(plan(), search(situation(*[use(during=span) for span in taken])))

    assert times(WayKind.OTHER_TIME, ways)[0] == (offered,)


def test_the_day_before_is_as_near_as_the_day_after() -> None:
    taken = situation(use(during=hours(7, 48)))

    ways = list_ways_out(plan(), search(taken))

    assert times(WayKind.OTHER_TIME, ways)[0] == (hours(9 - 24, 12 - 24),)


def test_nothing_is_offered_that_has_begun() -> None:
    taken = situation(use(during=hours(10, 21)))

    ways = list_ways_out(plan(), search(taken, now=hour(7)))

    assert times(WayKind.OTHER_TIME, ways)[0] == (hours(9, 12, day=TUESDAY),)


def test_opening_hours_are_kept_to() -> None:
    wanted = plan(hours(14, 17), venue=OFFICE)

    ways = list_ways_out(wanted, search(situation()))

    assert times(WayKind.OTHER_TIME, ways) == [(hours(13, 16),)]


def test_only_the_clashing_session_is_moved_and_never_onto_its_siblings() -> None:
    wanted = plan(hours(9, 12), hours(12, 15))

    ways = list_ways_out(wanted, search(situation(use(during=hours(8, 10)))))

    assert times(WayKind.OTHER_TIME, ways)[0] == (hours(15, 18), hours(12, 15))


def test_sessions_that_clash_with_each_other_are_moved_apart() -> None:
    wanted = plan(hours(9, 12), hours(9, 12))

    ways = list_ways_out(wanted, search(situation()))

    assert times(WayKind.OTHER_TIME, ways)[0] == (hours(9, 12), hours(12, 15))


@pytest.mark.parametrize(("clashing", "moves"), [(MOST_SHIFTED, True), (MOST_SHIFTED + 1, False)])
def test_a_long_series_of_clashes_is_not_moved_one_by_one(clashing: int, *, moves: bool) -> None:
    days = [hours(9, 12).moved(timedelta(days=day)) for day in range(clashing)]
    taken = situation(*(use(during=span) for span in days))

    ways = list_ways_out(plan(*days), search(taken))

    assert bool(ways) == moves


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        (hours(9, 12), [hours(12, 15), hours(9, 12, day=TUESDAY)]),
        (hours(7, 21), [hours(9, 12, day=TUESDAY), hours(9 - 24, 12 - 24)]),
    ],
    ids=["another day besides", "the day before besides the day after"],
)
def test_a_second_time_is_on_another_day(taken: TimeSpan, offered: list[TimeSpan]) -> None:
    ways = list_ways_out(plan(), search(situation(use(during=taken))))

    assert times(WayKind.OTHER_TIME, ways) == [(each,) for each in offered]


def test_what_no_time_can_mend_is_offered_no_time() -> None:
    assert list_ways_out(plan(headcount=1000), search(situation())) == ()


def test_where_every_day_is_taken_no_time_is_offered() -> None:
    always = situation(closures=(closure(None, TimeSpan(NOW, NOW + timedelta(days=60))),))

    assert list_ways_out(plan(), search(always)) == ()


def test_a_warning_that_has_its_reason_needs_no_way_out() -> None:
    nearly_full = plan(headcount=40)

    assert times(WayKind.OTHER_TIME, list_ways_out(nearly_full, search(situation()))) == []
    assert list_ways_out(nearly_full, search(situation(), capacity="pas")) == ()


def test_at_the_end_of_our_years_the_search_just_ends() -> None:
    last_day = datetime(2100, 12, 31, 9, tzinfo=WIB)
    wanted = plan(TimeSpan(last_day, last_day + timedelta(hours=3)), agency=agency(SERANG))
    taken = use(during=TimeSpan(last_day - timedelta(hours=2), last_day + timedelta(hours=12)))

    ways = list_ways_out(wanted, search(situation(taken)))

    day_before = last_day - timedelta(days=1)
    assert times(WayKind.OTHER_TIME, ways)[0] == (
        TimeSpan(day_before, day_before + timedelta(hours=3)),
    )


# Another trainer


ANI, BUDI, CITRA = (person(name) for name in ("Ani", "Budi", "Citra"))
SEWING = program(field="Menjahit")


def instead(known: Situation, *people: Person, **reasons: str) -> Search:
    return Search(known, (), reasons, NOW, trainers=people)


def taught_by(ways: tuple[WayOut, ...]) -> list[list[tuple[PersonId, ...]]]:
    return [
        [each.trainer_ids for each in way.plan.sessions]
        for way in ways
        if way.kind is WayKind.OTHER_TRAINER
    ]


def can_sew(*people: Person, **facts: Any) -> dict[PersonId, tuple[Qualification, ...]]:
    skill = Qualification(QualificationId(named("q")), ANI.id, "menjahit", **facts)
    return {each.id: (skill,) for each in people}


def test_of_others_who_are_free_two_are_offered() -> None:
    wanted = plan(meeting(taught_by=["Ani"]))
    taken = situation(use("Ani", room_name="lain"), use("Budi"))

    ways = list_ways_out(wanted, instead(taken, BUDI, CITRA, person("Dewi"), person("Eka")))

    assert taught_by(ways) == [[(CITRA.id,)], [(person("Dewi").id,)]]
    assert [way.trainers for way in ways[:2]] == [(CITRA,), (person("Dewi"),)]


def test_somebody_else_teaches_only_where_it_clashes_if_that_does() -> None:
    days = [meeting(hours(9, 12, day), taught_by=["Ani", "Budi"]) for day in (MONDAY, TUESDAY)]

    ways = list_ways_out(plan(*days), instead(situation(use("Ani")), BUDI, CITRA))

    assert taught_by(ways)[0] == [(CITRA.id, BUDI.id), (ANI.id, BUDI.id)]


def test_who_teaches_too_much_in_a_week_is_replaced_throughout() -> None:
    """The law names the week's last session only, and that alone would not do."""
    days = [MONDAY + timedelta(days=day) for day in range(5)]
    others = [use("Ani", during=hours(8, 13.5, day)) for day in days[2:]]
    wanted = plan(
        *(meeting(hours(8, 11, day), taught_by=["Ani"]) for day in days[:2]),
        agency=agency(weekly_jp=16),
    )

    ways = list_ways_out(wanted, instead(situation(*others), BUDI, workhours="ya"))

    assert taught_by(ways) == [[(BUDI.id,), (BUDI.id,)]]


def test_two_who_clash_are_replaced_by_two() -> None:
    wanted = plan(meeting(taught_by=["Ani", "Budi"]))

    ways = list_ways_out(wanted, instead(situation(use("Ani"), use("Budi")), CITRA, person("Dewi")))

    assert taught_by(ways)[0] == [(CITRA.id, person("Dewi").id)]


@pytest.mark.parametrize(
    ("skills", "offered"),
    [
        ({}, False),
        (can_sew(BUDI), True),
        (can_sew(BUDI, valid_until=MONDAY - timedelta(days=1)), False),
    ],
    ids=["of whom nothing is known", "with the field", "no longer"],
)
@pytest.mark.parametrize("reason", ["", "darurat"], ids=["", "answered"])
def test_only_who_is_qualified_is_offered(skills: Any, reason: str, *, offered: bool) -> None:
    known = situation(use("Ani"), people=Presence(skills={**can_sew(ANI), **skills}))
    wanted = plan(meeting(taught_by=["Ani"]), program=SEWING)

    ways = list_ways_out(wanted, instead(known, BUDI, trainer_unqualified=reason))

    assert taught_by(ways) == ([[(BUDI.id,)]] if offered else [])


def test_who_has_declined_is_replaced_and_not_moved() -> None:
    """No other room or time makes somebody come who has said no."""
    session_id = SessionId(named("sesi"))
    asked = meeting(taught_by=["Ani"], kept_as=session_id)
    answer = Teaching(session_id, ANI.id, Answer.DECLINED)
    known = situation(people=Presence(teaching={(session_id, ANI.id): answer}))
    standing = plan(asked, stands=True, replaces=frozenset({session_id}))

    ways = list_ways_out(
        standing, replace(instead(known, BUDI), rooms=[(venue(), OTHER)]), FOR_MOVING
    )

    assert taught_by(ways) == [[(BUDI.id,)]]
    assert [way.kind for way in ways] == [WayKind.OTHER_TRAINER]
    assert not ways[0].plan.stands


# Two bookings instead of one


def split(wanted: Plan, where: Search) -> WayOut:
    return next(way for way in list_ways_out(wanted, where) if way.kind is WayKind.SPLIT)


def test_dates_that_clash_go_to_another_room() -> None:
    wanted = plan(hours(9, 12), hours(9, 12, day=TUESDAY))
    # The other room is taken on the day on which the first is free.
    taken = situation(use(), use("Kelas 1", during=hours(9, 12, day=TUESDAY)))

    way = split(wanted, search(taken, OTHER))

    assert (way.plan, way.left_out) == (plan(hours(9, 12, day=TUESDAY)), (0,))
    assert way.rest == plan(hours(9, 12), room=OTHER)


@pytest.mark.parametrize(("days", "splits"), [(2, True), (1, False)])
def test_the_second_part_finds_what_the_first_leaves_of_a_quota(days: int, *, splits: bool) -> None:
    wanted = plan(hours(9, 12), hours(9, 12, day=TUESDAY))
    quota = Quota(SERANG, BANDUNG, QuotaUnit.ROOM_DAYS, days, QuotaPeriod.YEAR)
    taken = situation(use(), use("Kelas 1", during=hours(9, 12, day=TUESDAY)))
    known = replace(taken, agreements=(agreement(quotas=(quota,)),))

    ways = list_ways_out(wanted, search(known, OTHER))

    assert (WayKind.SPLIT in {way.kind for way in ways}) is splits


def test_too_many_people_are_two_groups_at_the_same_time() -> None:
    wanted = plan(headcount=60)

    way = split(wanted, replace(search(situation()), smaller=[(venue(), OTHER)]))

    assert (way.plan.headcount, way.left_out) == (30, ())
    assert way.rest == plan(headcount=30, room=OTHER)


def test_two_groups_at_the_same_time_are_each_taught_the_hours_of_the_program() -> None:
    batch = Batch(BatchId(named("batch")), program().id, BANDUNG, 1, "Menjahit Angkatan 1")
    wanted = replace(plan(headcount=60), program=program(jp_total=4), batch=batch)

    way = split(wanted, replace(search(situation()), smaller=[(venue(), OTHER)]))

    assert [each.headcount for each in (way.plan, way.rest)] == [30, 30]


def test_the_second_group_has_a_trainer_of_its_own() -> None:
    wanted = plan(meeting(taught_by=["Ani"]), headcount=70)
    where = replace(instead(situation(), BUDI), smaller=[(venue(), OTHER)])

    way = split(wanted, where)

    assert way.rest == plan(meeting(taught_by=["Budi"]), headcount=35, room=OTHER)
    assert way.trainers == (BUDI,)


def test_where_nobody_else_can_teach_the_second_group_comes_later() -> None:
    wanted = plan(meeting(taught_by=["Ani"]), headcount=70)

    way = split(wanted, replace(search(situation()), smaller=[(venue(), OTHER)]))

    assert way.rest == plan(meeting(hours(12, 15), taught_by=["Ani"]), headcount=35)


def test_what_was_kept_is_not_split() -> None:
    moved = plan(
        hours(9, 12), hours(9, 12, day=TUESDAY), replaces=frozenset({SessionId(named("sesi"))})
    )

    ways = list_ways_out(moved, search(situation(use()), OTHER))

    assert WayKind.SPLIT not in {way.kind for way in ways}


# Without what clashes


def test_the_rest_is_offered_without_the_clashing_sessions() -> None:
    wanted = plan(hours(9, 12), hours(9, 12, day=TUESDAY))

    ways = list_ways_out(wanted, search(situation(use(during=hours(0, 24)))))

    assert [way for way in ways if way.kind is WayKind.LEAVE_OUT] == [
        WayOut(WayKind.LEAVE_OUT, plan(hours(9, 12, day=TUESDAY)), left_out=(0,))
    ]


# All of them


starts = st.integers(14, 40).map(lambda half: half / 2)
sessions = st.builds(
    lambda start, length, trainers, setup: meeting(
        hours(start, start + length / 2), taught_by=trainers, setup=minutes(setup)
    ),
    starts,
    st.integers(1, 8),
    st.sampled_from([[], ["Pengajar"]]),
    st.sampled_from([0, 30]),
)
uses = st.builds(
    lambda of, start, length, n: use(
        of, hours(start, start + length / 2), session_id=agreement(f"{n}").id
    ),
    st.sampled_from(["Aula", "Kelas 1", "Pengajar", "Budi"]),
    starts,
    st.integers(1, 20),
    st.integers(),
)


@settings(deadline=None)
@given(
    st.lists(sessions, min_size=1, max_size=4),
    st.lists(uses, max_size=8),
    st.integers(1, 90),
    st.sampled_from([0, 45]),
)
def test_whatever_is_offered_passes_every_law(
    wanted: list[Any], taken: list[Any], headcount: int, gap: int
) -> None:
    asked = plan(*wanted, headcount=headcount, room=room(turnaround=minutes(gap)))
    known = situation(*taken)
    where = replace(
        search(known, *([OTHER] if headcount <= 40 else [])),
        smaller=[(venue(), OTHER)] if headcount > 40 else [],
        trainers=(BUDI, CITRA),
    )

    ways = list_ways_out(asked, where)

    assert len(ways) <= 3
    for way in ways:
        assert refusing(judge(way.plan, known), {}) == ()
        assert way.plan != asked
        assert len(way.plan.sessions) == len(asked.sessions) - len(way.left_out)
        if way.rest is not None:
            assert refusing(judge(way.rest, besides(way.plan, known)), {}) == ()
            seated = way.plan.headcount + (0 if way.left_out else way.rest.headcount)
            assert seated == asked.headcount
