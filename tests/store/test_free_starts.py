"""Free starts and plans as bits, against a search that tries every one of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.domain.people import PersonId
from lintas.domain.slots import GRID, Pattern, SlotWish
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, OpeningHours, Room, Venue
from lintas.rules.free_slots import NEVER, choose, pick_starts
from lintas.store.availability.changes import Seen
from lintas.store.availability.following import Availability
from lintas.store.availability.places import arrange
from lintas.store.availability.starts import read_starts
from lintas.store.availability.timeline import Timeline
from tests.builders import closure, named, room, venue

DAY = date(2030, 6, 3)
NOW = datetime(2030, 6, 3, 3, 7, tzinfo=UTC)
ZONES = tuple(map(ZoneInfo, ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")))
TRAINER = PersonId(named("Pengajar"))
HALL = ("Aula", "Aula A", "Aula B", "Kelas")
HOURS = OpeningHours.parse(
    {
        day: [["07:10", "12:00"], ["12:00", "15:50"], ["16:20", "00:00"]]
        for day in ("mon", "tue", "wed", "sun")
    }
)

# What is held, in minutes since a midnight of UTC: of one of three leaves, or by the trainer.
Held = tuple[int, int, int]
holds = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(-1500, 9 * 1440), st.sampled_from([1, 15, 37, 60, 240, 1700])
    ),
    max_size=14,
)
wishes = st.builds(
    SlotWish,
    agency_id=st.none(),
    headcount=st.just(10),
    sessions=st.integers(1, 4),
    minutes=st.sampled_from([15, 50, 120, 240, 247, 600]),
    since=st.just(DAY),
    until=st.integers(1, 8).map(lambda n: DAY + timedelta(days=n)),
    pattern=st.sampled_from(list(Pattern)),
    earliest=st.sampled_from([0, 7 * 60, 8 * 60 + 15]),
    latest=st.sampled_from([19 * 60, 22 * 60 + 5, 24 * 60]),
    trainer_ids=st.sampled_from([(), (TRAINER,)]),
)


def known_of(held: list[Held], places: list[tuple[Venue, Room]], shut: tuple[Closure, ...]) -> Any:
    timeline = Timeline()
    midnight = int(datetime.combine(DAY, time(), UTC).timestamp())
    rows = timeline.make_rows([resource(number) for number, _, _ in held])
    begun = np.array([midnight + start * 60 for _, start, _ in held], np.int64)
    length = np.array([minutes * 60 for _, _, minutes in held], np.int64)
    timeline.hold(rows, begun, begun + length)
    return Availability(timeline, arrange(tuple(places), shut, {}), Seen(0, frozenset(), 0), NOW)


def resource(number: int) -> Any:
    return [named("Aula A"), named("Aula B"), named("Kelas"), TRAINER][number]


def held_spans(held: list[Held]) -> dict[Any, list[TimeSpan]]:
    midnight = datetime.combine(DAY, time(), UTC)
    spans: dict[Any, list[TimeSpan]] = {}
    for number, start, minutes in held:
        begun = midnight + timedelta(minutes=start)
        span = TimeSpan(begun, begun + timedelta(minutes=minutes))
        spans.setdefault(resource(number), []).append(span)
    return spans


def build(zone: ZoneInfo, gap: int) -> list[tuple[Venue, Room]]:
    place = venue(zone=zone, opening_hours=HOURS)
    other = venue("Balai", zone=ZONES[0])
    gone = timedelta(minutes=gap)
    return [
        (place, room("Aula", parts=("Aula A", "Aula B"), turnaround=gone)),
        (place, room("Aula A", part_of="Aula", turnaround=gone)),
        (place, room("Aula B", part_of="Aula")),
        (other, room("Kelas", in_venue="Balai", turnaround=gone)),
    ]


def spans_of(wish: SlotWish, zone: ZoneInfo, day: int, start: int) -> TimeSpan:
    midnight = datetime.combine(wish.since + timedelta(days=day), time(), zone)
    begun = midnight + timedelta(minutes=wish.earliest + start * GRID)
    return TimeSpan(begun, begun + timedelta(minutes=wish.minutes))


def is_free(
    span: TimeSpan,
    place: tuple[Venue, Room],
    wish: SlotWish,
    held: dict[Any, list[TimeSpan]],
    shut: tuple[Closure, ...],
) -> bool:
    where, what = place
    used = span.widened(before=timedelta(), after=what.turnaround)
    hours = where.opening_hours
    return (
        span.start >= NOW
        and not any(used.overlaps(other) for leaf in what.leaves for other in held.get(leaf, ()))
        and not any(span.overlaps(other) for t in wish.trainer_ids for other in held.get(t, ()))
        and (hours is None or hours.cover(span, where.zone))
        and not any(
            each.venue_id == where.id
            and (each.room_id is None or each.room_id in what.kin)
            and each.span.overlaps(span)
            for each in shut
        )
    )


@settings(max_examples=120, deadline=None)
@given(holds, wishes, st.sampled_from(ZONES), st.sampled_from([0, 10, 15, 90]), st.booleans())
def test_bits_leave_out_exactly_what_is_known_to_be_taken(
    held: list[Held],
    wish: SlotWish,
    zone: ZoneInfo,
    gap: int,
    is_shut: bool,  # noqa: FBT001 -- Hypothesis gives it
) -> None:
    if wish.earliest + wish.minutes > wish.latest:
        wish = replace(wish, minutes=120)
    places = build(zone, gap)
    midnight = datetime.combine(DAY, time(), zone)
    span = TimeSpan(midnight + timedelta(hours=33, minutes=20), midnight + timedelta(hours=58))
    shut = (closure("Aula B", span),) if is_shut else ()
    starts = read_starts(known_of(held, places, shut), places, wish, now=NOW)
    spans = held_spans(held)
    on_grid = all(start % GRID == 0 and n % GRID == 0 for _, start, n in held)

    for number, place in enumerate(places):
        for day in range(wish.days):
            bits = sum(int(word) << (64 * n) for n, word in enumerate(starts[:, number, day]))
            true = sum(
                1 << start
                for start in range(wish.starts)
                if is_free(spans_of(wish, place[0].zone, day, start), place, wish, spans, shut)
            )
            assert true & ~bits == 0, "a free start was missed"
            if on_grid or (wish.minutes % GRID == 0 and gap % GRID == 0):
                assert bits == true, "a start that is taken was offered"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0, 1, 2, 3, 6, 1 << 63]), min_size=9, max_size=9),
        min_size=1,
        max_size=3,
    ),
    st.integers(1, 4),
    st.sampled_from(list(Pattern)),
    st.integers(0, 2**64 - 1),
)
def test_a_room_has_a_plan_where_any_days_make_one(
    masks: list[list[int]], sessions: int, pattern: Pattern, liked: int
) -> None:
    starts = np.array([masks], np.uint64)

    choice = choose(starts, starts & np.uint64(liked), pattern, sessions)

    for number, by_day in enumerate(masks):
        able = [day for day, mask in enumerate(by_day) if mask]
        anchors = [
            day for day in able if all(day + n * pattern.step in able for n in range(sessions))
        ]
        exists = len(able) >= sessions if pattern is Pattern.ANY else bool(anchors)
        assert (choice.cost[number] < NEVER) == exists
        if exists:
            days = choice.days[number]
            assert len(set(days.tolist())) == sessions
            assert set(days.tolist()) <= set(able)
            picked = pick_starts(starts[:, number], starts[:, number] & np.uint64(liked), days)
            assert all(
                by_day[day] >> start & 1 for day, start in zip(days.tolist(), picked, strict=True)
            )
