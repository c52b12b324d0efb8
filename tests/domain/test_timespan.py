"""Half-open stretches of time: what touches doesn't overlap."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lintas.domain.refusal import Fault
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from tests.builders import MONDAY, TUESDAY, WIB, WIT, WITA, hour, hours

zones = st.sampled_from([WIB, WITA, WIT, ZoneInfo("UTC"), ZoneInfo("America/New_York")])
moments = st.datetimes(
    min_value=datetime(2001, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001 -- hypothesis adds the zone
    timezones=zones,
    allow_imaginary=False,
).map(lambda moment: moment.replace(microsecond=0))
lengths = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=40)).map(
    lambda length: timedelta(seconds=max(1, length // timedelta(seconds=1)))
)
spans = st.builds(
    lambda start, length: TimeSpan(start, start.astimezone(UTC) + length), moments, lengths
)


def nearby(span: TimeSpan) -> st.SearchStrategy[TimeSpan]:
    """Spans that meet this one in every way there is."""
    edges = [span.start, span.end, span.start + span.length // 2]
    near = st.builds(
        lambda edge, seconds: edge.replace(microsecond=0) + timedelta(seconds=seconds),
        st.sampled_from(edges),
        st.integers(-2, 2),
    )
    return st.tuples(near, near).filter(lambda pair: pair[0] < pair[1]).map(lambda p: TimeSpan(*p))


pairs = spans.flatmap(lambda span: st.tuples(st.just(span), nearby(span)))


def seconds(span: TimeSpan) -> set[int]:
    """Every second it takes, to hold the algebra against a naive one."""
    return set(range(int(span.start.timestamp()), int(span.end.timestamp())))


short = st.builds(
    lambda start, length: TimeSpan(
        hour(0) + timedelta(seconds=start), hour(0) + timedelta(seconds=start + length)
    ),
    st.integers(0, 30),
    st.integers(1, 30),
)


# Overlapping


@given(short, short)
def test_spans_overlap_exactly_when_they_share_a_second(one: TimeSpan, other: TimeSpan) -> None:
    assert one.overlaps(other) == bool(seconds(one) & seconds(other))


@given(short, short)
def test_a_span_contains_another_exactly_when_it_has_all_its_seconds(
    one: TimeSpan, other: TimeSpan
) -> None:
    assert one.contains(other) == (seconds(other) <= seconds(one))


@given(pairs)
def test_overlapping_is_mutual(pair: tuple[TimeSpan, TimeSpan]) -> None:
    one, other = pair

    assert one.overlaps(other) == other.overlaps(one)


@given(spans, lengths)
def test_back_to_back_is_no_overlap(span: TimeSpan, length: timedelta) -> None:
    after = TimeSpan(span.end, span.end + length)

    assert not span.overlaps(after)
    assert not after.overlaps(span)


@given(spans)
def test_a_span_overlaps_and_contains_itself(span: TimeSpan) -> None:
    assert span.overlaps(span)
    assert span.contains(span)


# Moving and widening


@given(pairs, lengths)
def test_moving_two_together_changes_nothing_between_them(
    pair: tuple[TimeSpan, TimeSpan], by: timedelta
) -> None:
    one, other = pair

    assert one.moved(by).overlaps(other.moved(by)) == one.overlaps(other)
    assert one.moved(by).moved(-by) == one
    assert one.moved(by).length == one.length


@given(spans, lengths, lengths)
def test_widening_adds_on_both_sides(span: TimeSpan, before: timedelta, after: timedelta) -> None:
    wide = span.widened(before=before, after=after)

    assert wide.contains(span)
    assert wide.length == before + span.length + after


@given(spans)
def test_widening_by_nothing_is_the_same_span(span: TimeSpan) -> None:
    assert span.widened(before=timedelta(), after=timedelta()) == span


@given(pairs)
def test_spans_sort_by_start_and_then_end(pair: tuple[TimeSpan, TimeSpan]) -> None:
    one, other = pair

    assert (one < other) == ((one.start, one.end) < (other.start, other.end))


# Zones


@given(spans, zones)
def test_the_same_instants_in_any_zone_are_the_same_span(span: TimeSpan, zone: ZoneInfo) -> None:
    elsewhere = TimeSpan(span.start.astimezone(zone), span.end.astimezone(zone))

    assert elsewhere == span
    assert hash(elsewhere) == hash(span)
    assert (elsewhere.start.tzinfo, elsewhere.end.tzinfo) == (UTC, UTC)


@pytest.mark.parametrize(
    ("zone", "in_utc"),
    [(WIB, 2), (WITA, 1), (WIT, 0)],
    ids=["WIB", "WITA", "WIT"],
)
def test_nine_o_clock_is_another_instant_in_each_zone(zone: ZoneInfo, in_utc: int) -> None:
    span = hours(9, 12, zone=zone)

    assert span == TimeSpan(
        datetime(2030, 1, 7, in_utc, tzinfo=UTC), datetime(2030, 1, 7, in_utc + 3, tzinfo=UTC)
    )


# Days


@given(spans, zones)
def test_the_days_of_a_span_are_exactly_those_it_has_a_moment_of(
    span: TimeSpan, zone: ZoneInfo
) -> None:
    days = span.days(zone)

    first = span.start.astimezone(zone).date()
    assert days == tuple(first + timedelta(days=n) for n in range(len(days)))
    last_second = span.end - timedelta(seconds=1)
    assert days[-1] == last_second.astimezone(zone).date()


@pytest.mark.parametrize(
    ("span", "zone", "days"),
    [
        (hours(9, 12), WIB, (MONDAY,)),
        (hours(0, 24), WIB, (MONDAY,)),
        (hours(23, 24 + 1 / 60), WIB, (MONDAY, TUESDAY)),
        (hours(22, 24), WITA, (MONDAY, TUESDAY)),
        (hours(0, 1, zone=WIT), WIB, (date(2030, 1, 6),)),
    ],
    ids=[
        "a morning is one day",
        "midnight ends a day and begins none",
        "a minute past midnight is the next day",
        "an evening in WIB runs into the next day in WITA",
        "an early morning in WIT is still the evening before in WIB",
    ],
)
def test_days_are_local(span: TimeSpan, zone: ZoneInfo, days: tuple[date, ...]) -> None:
    assert span.days(zone) == days


# What can't be a span


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        (
            hour(9),
            hour(9),
            Fault("ends_at", hour(9).isoformat(), "after", hour(9).isoformat()),
        ),
        (
            hour(12),
            hour(9),
            Fault("ends_at", hour(9).isoformat(), "after", hour(12).isoformat()),
        ),
        (
            hour(9).replace(tzinfo=None),
            hour(12),
            Fault("starts_at", "2030-01-07T09:00:00", "offset"),
        ),
        (
            hour(9),
            hour(12).replace(tzinfo=None),
            Fault("ends_at", "2030-01-07T12:00:00", "offset"),
        ),
        (
            hour(9).replace(year=1999),
            hour(12),
            Fault("starts_at", "1999-01-07T09:00:00+07:00", "year", "2000-2100"),
        ),
        (
            hour(9),
            hour(12).replace(year=2101),
            Fault("ends_at", "2101-01-07T12:00:00+07:00", "year", "2000-2100"),
        ),
        (
            datetime(2000, 1, 1, 6, tzinfo=WIB),
            hour(12),
            Fault("starts_at", "2000-01-01T06:00:00+07:00", "year", "2000-2100"),
        ),
        (
            hour(9),
            datetime.max.replace(microsecond=0, tzinfo=timezone(timedelta(hours=-7))),
            Fault("ends_at", "9999-12-31T23:59:59-07:00", "year", "2000-2100"),
        ),
        (
            hour(9).replace(microsecond=1),
            hour(12),
            Fault("starts_at", "2030-01-07T09:00:00.000001+07:00", "whole_seconds"),
        ),
    ],
    ids=[
        "an end equal to its start",
        "an end before its start",
        "a start without a zone",
        "an end without a zone",
        "before 2000",
        "after 2100",
        "before 2000 in UTC, in which it is kept",
        "after the last moment there is in UTC",
        "a fraction of a second",
    ],
)
def test_what_is_no_span_is_refused_naming_the_end_at_fault(
    start: datetime, end: datetime, fault: Fault
) -> None:
    with pytest.raises(NotATimeSpan) as refused:
        TimeSpan(start, end)

    assert refused.value.faults == (fault,)


def test_both_ends_at_fault_are_named_together() -> None:
    with pytest.raises(NotATimeSpan) as refused:
        TimeSpan(datetime(2030, 1, 7, 9), datetime(1999, 1, 7, 12, tzinfo=UTC))  # noqa: DTZ001 -- refused for that

    assert [(fault.field, fault.expected) for fault in refused.value.faults] == [
        ("starts_at", "offset"),
        ("ends_at", "year"),
    ]


@given(moments, st.integers(1, 999_999))
def test_an_offset_with_a_fraction_of_a_second_smuggles_none_in(
    moment: datetime, microseconds: int
) -> None:
    odd = timezone(timedelta(hours=7, microseconds=microseconds))
    start = moment.replace(tzinfo=odd)
    assume(start.astimezone(UTC).microsecond)

    with pytest.raises(NotATimeSpan):
        TimeSpan(start, start + timedelta(hours=1))
