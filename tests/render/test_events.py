"""Calendar entries, byte for byte, and read back by others' readers."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from lintas.domain.timespan import TimeSpan
from lintas.render.events import Occasion, OccasionState, render_calendar, render_event
from tests.builders import WIB, WIT, WITA, hours

REVISED = datetime(2026, 12, 5, 7, 5, tzinfo=UTC)
OCCASION = Occasion(
    uid="0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b@lintas",
    sequence=2,
    revised_at=REVISED,
    span=hours(8, 12, day=datetime(2026, 12, 7, tzinfo=WIB).date()),
    summary="Kemasan, Angkatan 2 (2/3)",
    location="Aula A, PLUT Soreang, Jl. Al Fathu",
    description="Bawa KTP dan contoh produk.",
    url="https://lintas.contoh.go.id/s/1",
    latitude=-7.033,
    longitude=107.518,
    categories=("Kemasan",),
    related_program="program-1@lintas",
)
PLAIN = Occasion("1@lintas", 0, REVISED, hours(9, 12), "Menjahit")


def calendar(*events: bytes, zones: Iterable[ZoneInfo] = (WIB,), **facts: Any) -> bytes:
    header = {"name": "Jadwal saya", "description": "", "refresh": timedelta(hours=1), **facts}
    return render_calendar(zones=zones, events=events, **header)


def lines(rendered: bytes) -> list[str]:
    """Unfolded (RFC 5545, 3.1)."""
    return rendered.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def read(rendered: bytes) -> Event:
    (event,) = Calendar.from_ical(calendar(rendered)).events
    return event


# One entry


def test_a_session_is_written_with_all_that_calendars_use() -> None:
    assert lines(render_event(OCCASION, WIB)) == [
        "BEGIN:VEVENT",
        r"SUMMARY:Kemasan\, Angkatan 2 (2/3)",
        "DTSTART;TZID=Asia/Jakarta:20261207T080000",
        "DTEND;TZID=Asia/Jakarta:20261207T120000",
        "DTSTAMP:20261205T070500Z",
        "UID:0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b@lintas",
        "SEQUENCE:2",
        "CATEGORIES:Kemasan",
        r"DESCRIPTION:Bawa KTP dan contoh produk.\n\nhttps://lintas.contoh.go.id/s/1\n"
        r"Diperbarui Sabtu\, 5 Desember 2026 pukul 14.05 WIB",
        "GEO:-7.033;107.518",
        "LAST-MODIFIED:20261205T070500Z",
        r"LOCATION:Aula A\, PLUT Soreang\, Jl. Al Fathu",
        "RELATED-TO;RELTYPE=PARENT:program-1@lintas",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://lintas.contoh.go.id/s/1",
        'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=100;X-TITLE="Aula A, PLUT Soreang,'
        ' Jl. Al Fathu":geo:-7.033,107.518',
        "END:VEVENT",
    ]


def test_what_is_not_known_is_not_written() -> None:
    assert lines(render_event(PLAIN, WIB)) == [
        "BEGIN:VEVENT",
        "SUMMARY:Menjahit",
        "DTSTART;TZID=Asia/Jakarta:20300107T090000",
        "DTEND;TZID=Asia/Jakarta:20300107T120000",
        "DTSTAMP:20261205T070500Z",
        "UID:1@lintas",
        "SEQUENCE:0",
        "LAST-MODIFIED:20261205T070500Z",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ]


def test_a_cancelled_session_says_so_is_out_of_the_way_and_rings_no_bell() -> None:
    cancelled = replace(PLAIN, state=OccasionState.CANCELLED, sequence=1, alarm_minutes=60)

    assert lines(render_event(cancelled, WIB)) == [
        "BEGIN:VEVENT",
        "SUMMARY:DIBATALKAN: Menjahit",
        "DTSTART;TZID=Asia/Jakarta:20300107T090000",
        "DTEND;TZID=Asia/Jakarta:20300107T120000",
        "DTSTAMP:20261205T070500Z",
        "UID:1@lintas",
        "SEQUENCE:1",
        r"DESCRIPTION:Diperbarui Sabtu\, 5 Desember 2026 pukul 14.05 WIB",
        "LAST-MODIFIED:20261205T070500Z",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    assert read(render_event(cancelled, WIB, "en"))["SUMMARY"] == "CANCELLED: Menjahit"


def test_a_request_is_tentative() -> None:
    event = read(render_event(replace(PLAIN, state=OccasionState.TENTATIVE), WIB))

    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "OPAQUE")
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "TENTATIVE"
    assert event["SUMMARY"] == "Menjahit"
    assert event["DESCRIPTION"] == "Menunggu keputusan pengelola tempat."


@pytest.mark.parametrize(("alarm", "trigger"), [(60, "-PT1H"), (1440, "-P1D"), (0, "P0D")])
def test_an_alarm_rings_before_the_start_for_those_who_want_one(alarm: int, trigger: str) -> None:
    written = lines(render_event(replace(PLAIN, alarm_minutes=alarm), WIB))

    bell = written[written.index("BEGIN:VALARM") : written.index("END:VALARM")]
    assert bell == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Pengingat: Menjahit",
        f"TRIGGER:{trigger}",
    ]


@pytest.mark.parametrize(("zone", "start"), [(WIB, "09"), (WITA, "10"), (WIT, "11")], ids=str)
def test_times_are_written_on_the_clock_of_the_place(zone: ZoneInfo, start: str) -> None:
    written = lines(render_event(PLAIN, zone))

    assert f"DTSTART;TZID={zone.key}:20300107T{start}0000" in written
    assert read(render_event(PLAIN, zone)).start == PLAIN.span.start


def test_a_place_whose_name_has_quotes_has_no_title_for_apple() -> None:
    """A parameter can't hold a double quote (RFC 5545, 3.1), and must equal LOCATION."""
    quoted = replace(OCCASION, location='Aula "A"')

    event = read(render_event(quoted, WIB))

    assert event["LOCATION"] == 'Aula "A"'
    assert "X-APPLE-STRUCTURED-LOCATION" not in event


@pytest.mark.parametrize("known", ["latitude", "longitude"])
def test_half_a_point_is_no_point(known: str) -> None:
    event = read(render_event(replace(OCCASION, **{known: None}), WIB))

    assert "GEO" not in event


def test_a_point_without_a_place_is_not_written() -> None:
    assert "GEO" not in read(render_event(replace(OCCASION, location=""), WIB))


def test_a_long_description_keeps_its_address_and_what_is_new() -> None:
    event = read(render_event(replace(OCCASION, description="panjang " * 500), WIB))

    description = str(event["DESCRIPTION"])
    assert len(description) <= 1000
    assert description.endswith(
        "…\n\nhttps://lintas.contoh.go.id/s/1\nDiperbarui Sabtu, 5 Desember 2026 pukul 14.05 WIB"
    )


def test_fractions_of_a_second_are_left_out_of_stamps() -> None:
    odd = replace(PLAIN, revised_at=REVISED.replace(microsecond=999_999))

    assert render_event(odd, WIB) == render_event(PLAIN, WIB)


def test_what_fills_one_line_on_a_phone_is_written_as_one() -> None:
    folded = replace(OCCASION, summary="Kemasan\r\n  UMKM", location="Aula A\nlantai 2")

    event = read(render_event(folded, WIB))

    assert (event["SUMMARY"], event["LOCATION"]) == ("Kemasan UMKM", "Aula A lantai 2")


# A calendar


def test_a_calendar_says_what_it_is_and_brings_its_zone() -> None:
    written = lines(calendar(description="Semua sesi"))

    assert written == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lintas//Lintas//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "DESCRIPTION:Semua sesi",
        "X-WR-CALDESC:Semua sesi",
        "NAME:Jadwal saya",
        "X-WR-CALNAME:Jadwal saya",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Jakarta",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Jakarta",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:WIB",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "END:VCALENDAR",
    ]


def test_zones_come_once_each_and_sorted() -> None:
    orders = [(WIT, WIB, WITA), (WITA, WIT, WIB, WIB)]

    rendered = {calendar(zones=zones) for zones in orders}

    assert len(rendered) == 1
    assert [line for line in lines(rendered.pop()) if line.startswith("TZID:")] == [
        "TZID:Asia/Jakarta",
        "TZID:Asia/Jayapura",
        "TZID:Asia/Makassar",
    ]


def test_a_calendar_without_zones_brings_that_of_the_capital() -> None:
    assert calendar(zones=()) == calendar(zones=(WIB,))


def test_events_are_joined_as_they_were_rendered() -> None:
    one, other = render_event(PLAIN, WIB), render_event(OCCASION, WIB)

    rendered = calendar(one, other)

    assert rendered == calendar().removesuffix(b"END:VCALENDAR\r\n") + one + other + (
        b"END:VCALENDAR\r\n"
    )


# Read by others


spans = st.builds(
    lambda day, start, length: TimeSpan(
        hours(0, 1).start + timedelta(days=day, minutes=5 * start),
        hours(0, 1).start + timedelta(days=day, minutes=5 * (start + length)),
    ),
    st.integers(0, 300),
    st.integers(0, 287),
    st.integers(1, 288),
)
# Everything that a database may hold, and more.
texts = st.text(max_size=120)
occasions = st.builds(
    Occasion,
    uid=st.uuids().map(lambda each: f"{each}@lintas"),
    sequence=st.integers(0, 10**6),
    revised_at=st.just(REVISED),
    span=spans,
    summary=texts,
    location=texts,
    description=texts,
    url=st.just("https://lintas.contoh.go.id/s/1"),
    state=st.sampled_from(OccasionState),
    latitude=st.none() | st.floats(-11, 6),
    longitude=st.none() | st.floats(95, 141),
    categories=st.lists(texts, max_size=3).map(tuple),
    related_program=st.just("") | st.just("p@lintas"),
    alarm_minutes=st.none() | st.integers(0, 10_080),
)
zones = st.sampled_from([WIB, WITA, WIT])


@given(st.lists(st.tuples(occasions, zones), max_size=5, unique_by=lambda pair: pair[0].uid))
def test_what_was_written_is_what_is_read(pairs: list[tuple[Occasion, ZoneInfo]]) -> None:
    rendered = calendar(
        *(render_event(each, zone) for each, zone in pairs), zones=[zone for _, zone in pairs]
    )

    found = recurring_ical_events.of(Calendar.from_ical(rendered)).between(
        hours(0, 1).start - timedelta(days=2), timedelta(days=400)
    )

    assert sorted(
        (str(each["UID"]), each.start.astimezone(UTC), each.end.astimezone(UTC), each["SEQUENCE"])
        for each in found
    ) == sorted((each.uid, each.span.start, each.span.end, each.sequence) for each, _ in pairs)


@given(occasions, zones)
def test_lines_are_folded_at_75_octets_and_hold_no_controls(
    occasion: Occasion, zone: ZoneInfo
) -> None:
    rendered = render_event(occasion, zone)

    assert rendered.endswith(b"END:VEVENT\r\n")
    for line in rendered.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert not any(byte < 32 and byte != 9 for byte in line)
        line.decode()


@given(texts)
def test_no_text_can_add_a_line_of_its_own(text: str) -> None:
    evil = f"{text}\r\nATTENDEE:mailto:a@b.id\nBEGIN:VALARM\r{text}"
    occasion = replace(OCCASION, summary=evil, location=evil, description=evil, categories=(evil,))

    names = {
        line.partition(":")[0].partition(";")[0] for line in lines(render_event(occasion, WIB))
    }

    assert names <= {line.partition(":")[0].partition(";")[0] for line in FULL}


FULL = lines(render_event(OCCASION, WIB))


def test_nobody_is_invited_by_a_feed() -> None:
    """METHOD:PUBLISH forbids ATTENDEE (RFC 5546, 3.2.1), and names are nobody's business."""
    rendered = calendar(render_event(OCCASION, WIB))

    assert b"ATTENDEE" not in rendered
    assert b"ORGANIZER" not in rendered


def test_equal_facts_give_equal_bytes_in_every_process() -> None:
    here = calendar(render_event(OCCASION, WIB), zones=(WIB, WITA, WIT))
    program = """
import sys
from datetime import timedelta
from lintas.render.events import render_calendar, render_event
from tests.builders import WIB, WIT, WITA
from tests.render.test_events import OCCASION
sys.stdout.buffer.write(
    render_calendar(
        name="Jadwal saya", description="", zones={WIT, WITA, WIB},
        events=[render_event(OCCASION, WIB)], refresh=timedelta(hours=1),
    )
)
"""

    there = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert there == [here, here]
