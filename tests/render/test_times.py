"""Days and hours in words, exactly as people read them."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.timespan import TimeSpan
from lintas.render.times import (
    local_zone,
    office_day,
    say_clock,
    say_day,
    say_day_within,
    say_days,
    say_left,
    say_moment,
    say_span,
    say_span_within,
    say_time,
    zone_name,
)
from tests.builders import WIB, WIT, WITA, hours

MONDAY = date(2026, 12, 7)
MORNING = hours(8, 12, day=MONDAY)


def test_an_early_morning_in_an_office_is_the_day_it_is_there() -> None:
    assert office_day(datetime(2026, 11, 24, 16, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert office_day(datetime(2026, 11, 24, 17, 0, tzinfo=UTC)) == date(2026, 11, 25)


def test_a_moment_is_said_in_the_zone_of_its_place() -> None:
    assert [say_moment(MORNING.start, zone) for zone in (WIB, WITA, WIT)] == [
        "Senin, 7 Desember 2026 pukul 08.00 WIB",
        "Senin, 7 Desember 2026 pukul 09.00 WITA",
        "Senin, 7 Desember 2026 pukul 10.00 WIT",
    ]
    assert say_moment(MORNING.start, WIB, "en") == "Monday, 7 December 2026 at 08:00 WIB"
    assert say_time(MORNING.start, WIB) == "08.00 WIB"


@pytest.mark.parametrize(
    ("span", "indonesian", "english"),
    [
        (
            MORNING,
            "Senin, 7 Desember 2026, 08.00–12.00 WIB",
            "Monday, 7 December 2026, 08:00–12:00 WIB",
        ),
        (
            hours(20, 24, day=MONDAY),
            "Senin, 7 Desember 2026, 20.00–24.00 WIB",
            "Monday, 7 December 2026, 20:00–24:00 WIB",
        ),
        (
            hours(22, 26.5, day=MONDAY),
            "Senin, 7 Desember 2026 pukul 22.00 WIB sampai Selasa, 8 Desember 2026 pukul 02.30 WIB",
            "Monday, 7 December 2026 at 22:00 WIB to Tuesday, 8 December 2026 at 02:30 WIB",
        ),
        (
            hours(8, 48, day=MONDAY),
            "Senin, 7 Desember 2026 pukul 08.00 WIB sampai Selasa, 8 Desember 2026 pukul 24.00 WIB",
            "Monday, 7 December 2026 at 08:00 WIB to Tuesday, 8 December 2026 at 24:00 WIB",
        ),
    ],
    ids=["a morning", "until midnight", "over midnight", "until the next midnight"],
)
def test_a_span_is_said_once_or_by_both_its_moments(
    span: TimeSpan, indonesian: str, english: str
) -> None:
    assert (say_span(span, WIB), say_span(span, WIB, "en")) == (indonesian, english)


def test_in_the_middle_of_a_sentence_the_hours_come_first() -> None:
    assert say_span_within(MORNING, WIB) == "08.00–12.00 WIB, Senin 7 Desember 2026"
    assert say_span_within(hours(22, 26, day=MONDAY), WIB) == say_span(
        hours(22, 26, day=MONDAY), WIB
    )


def test_hours_alone() -> None:
    assert say_clock(MORNING, WIB) == "08.00–12.00 WIB"
    assert say_clock(MORNING, WIT, "en") == "10:00–14:00 WIT"
    assert say_clock(hours(0, 24, day=MONDAY), WIB) == "00.00–24.00 WIB"


def test_days_alone() -> None:
    assert say_day(MONDAY) == "Senin, 7 Desember 2026"
    assert say_day_within(MONDAY) == "Senin 7 Desember 2026"
    assert say_day(MONDAY, "en") == "Monday, 7 December 2026"


@pytest.mark.parametrize(
    ("first", "last", "indonesian", "english"),
    [
        (MONDAY, date(2026, 12, 9), "7–9 Des 2026", "7–9 Dec 2026"),
        (MONDAY, MONDAY, "7 Des 2026", "7 Dec 2026"),
        (date(2026, 10, 29), date(2026, 11, 2), "29 Okt – 2 Nov 2026", "29 Oct – 2 Nov 2026"),
        (
            date(2026, 12, 29),
            date(2027, 1, 2),
            "29 Des 2026 – 2 Jan 2027",
            "29 Dec 2026 – 2 Jan 2027",
        ),
    ],
    ids=["within a month", "one day", "over a month's end", "over a year's end"],
)
def test_days_from_the_first_to_the_last(
    first: date, last: date, indonesian: str, english: str
) -> None:
    assert (say_days(first, last), say_days(first, last, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("left", "indonesian", "english"),
    [
        (timedelta(days=2, hours=3, minutes=59), "sisa 2 hari 3 jam", "2 days 3 hours left"),
        (timedelta(days=7), "sisa 7 hari", "7 days left"),
        (timedelta(days=1, minutes=5), "sisa 1 hari", "1 day left"),
        (timedelta(hours=1, minutes=1), "sisa 1 jam 1 menit", "1 hour 1 minute left"),
        (timedelta(minutes=45, seconds=59), "sisa 45 menit", "45 minutes left"),
        (timedelta(seconds=59), "sisa kurang dari 1 menit", "less than 1 minute left"),
        (timedelta(), "waktu habis", "time is up"),
        (timedelta(days=-1), "waktu habis", "time is up"),
    ],
)
def test_what_is_left_is_said_in_its_two_largest_units(
    left: timedelta, indonesian: str, english: str
) -> None:
    now = MORNING.start

    assert (say_left(now, now + left), say_left(now, now + left, "en")) == (indonesian, english)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (WIB, "WIB"),
        (WITA, "WITA"),
        (WIT, "WIT"),
        (ZoneInfo("Asia/Pontianak"), "WIB"),
        (ZoneInfo("Asia/Singapore"), "UTC+8"),
        (ZoneInfo("Asia/Kathmandu"), "UTC+5:45"),
        (ZoneInfo("America/St_Johns"), "UTC-3:30"),
        (UTC, "UTC"),
        (timezone(timedelta(hours=7)), "UTC+7"),
    ],
    ids=str,
)
def test_a_zone_goes_by_its_name_here_and_by_its_offset_elsewhere(
    zone: ZoneInfo, name: str
) -> None:
    assert zone_name(zone) == name


def test_elsewhere_the_offset_is_that_of_the_moment() -> None:
    summer = datetime(2026, 7, 1, tzinfo=UTC)

    assert zone_name(ZoneInfo("America/New_York"), summer) == "UTC-4"


def test_a_bare_offset_stands_for_the_zone_of_indonesia_that_has_it() -> None:
    offsets = [timezone(timedelta(hours=hour)) for hour in (7, 8, 9, 10)]

    assert [local_zone(MORNING.start.astimezone(offset)) for offset in offsets] == [
        WIB,
        WITA,
        WIT,
        offsets[3],
    ]


def test_a_language_that_is_not_there_is_said_in_indonesian() -> None:
    assert say_day(MONDAY, "su") == "Senin, 7 Desember 2026"
