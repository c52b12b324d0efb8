"""When somebody is busy, out of every spelling that was met (`knowledge/calendar.md` 3.1)."""

import pytest

from lintas.intake.calendars.reading import read_calendar
from lintas.intake.calendars.trimming import LARGEST, NotACalendar
from tests.intake.calendars.writing import (
    JAKARTA,
    TWO_YEARS,
    busy,
    calendar,
    event,
    read,
    unread,
)

ODD_END = event("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=CATEGORIES:other", uid="aneh")
NINE = ("DTSTART:20270101T020000Z", "DTEND:20270101T030000Z")
PLAIN = calendar(event(*NINE))
ONCE, HOUR = "RRULE:FREQ=DAILY;COUNT=1", "DURATION:PT1H"
BUSY_AT_NINE = ["2027-01-01 02:00/03:00"]
OWN_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0700
TZOFFSETTO:+0700
END:STANDARD
END:VTIMEZONE"""


def _zoned(zone: str) -> bytes:
    return calendar(event(f"DTSTART;TZID={zone}:20270101T090000", "DURATION:PT1H"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(PLAIN, id="UTC"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, id="a mark of byte order"),
        pytest.param(b"\r\n \r\n" + PLAIN, id="empty lines first"),
        pytest.param(PLAIN.replace(b"\r\n", b"\n"), id="LF alone"),
        pytest.param(PLAIN.replace(b"\r\n", b"\r"), id="CR alone"),
        pytest.param(PLAIN.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(PLAIN.replace(b"UID", b"\0UID"), id="NUL"),
        pytest.param(PLAIN.replace(b"DTEND:2027", b"DTEND:20\r\n 27"), id="folded"),
        pytest.param(PLAIN.replace(b"UID:satu\r\n", b""), id="without a UID"),
        pytest.param(calendar(event(*NINE, "SUMMARY:Gaji\xe9\x01")), id="text that is broken"),
        pytest.param(
            calendar(event(*NINE, "BEGIN:VALARM", "TRIGGER:besok", "END:VALARM")), id="an alarm"
        ),
        pytest.param(
            calendar(event(*NINE, "SEQUENCE:satu", "RRULE:FREQ=DAILY;COUNT=1")), id="number"
        ),
        pytest.param(calendar("BEGIN:VTODO", "DUE:kapan", "END:VTODO", event(*NINE)), id="a to-do"),
        pytest.param(_zoned("Asia/Jakarta"), id="a zone's name"),
        pytest.param(_zoned("SE Asia Standard Time"), id="a zone as Windows names it"),
        pytest.param(_zoned('"SE Asia Standard Time"'), id="quoted"),
        pytest.param(_zoned("/freeassociation.sourceforge.net/Asia/Jakarta"), id="a zone's path"),
        pytest.param(
            calendar(
                OWN_ZONE.replace("\n", "\r\n"),
                event("DTSTART;TZID=Customized Time Zone:20270101T090000", "DURATION:PT1H"),
            ),
            id="a zone of its own",
        ),
        pytest.param(
            calendar(event("DTSTART:20270101T090000", "DURATION:PT1H")), id="the venue's own clock"
        ),
        pytest.param(
            calendar(
                "X-WR-TIMEZONE:Asia/Jakarta", event("DTSTART:20270101T090000", "DURATION:PT1H")
            ),
            id="a zone for all of it",
        ),
        pytest.param(
            calendar(
                event(
                    "DTSTART;TZID=Asia/Jakarta:20270101T020000Z",
                    "DTEND;TZID=Asia/Jakarta:20270101T030000Z",
                )
            ),
            id="UTC with a zone besides",
        ),
        pytest.param(
            calendar(
                "BEGIN:VFREEBUSY",
                "FREEBUSY:20270101T020000Z/PT1H",
                "FREEBUSY;FBTYPE=FREE:20270102T020000Z/PT1H",
                "END:VFREEBUSY",
            ),
            id="free or busy",
        ),
        pytest.param(PLAIN + PLAIN, id="two calendars in one file"),
        pytest.param(
            calendar(OWN_ZONE.replace("+0700", "tujuh"), event(*NINE)), id="a zone that is broken"
        ),
        pytest.param(
            calendar(
                "BEGIN:VTIMEZONE\r\nTZID:Asia/Jakarta\r\nTZID:Asia/Tokyo\r\nEND:VTIMEZONE",
                event("DTSTART;TZID=Asia/Jakarta:20270101T090000", "DURATION:PT1H"),
            ),
            id="a known zone that is broken",
        ),
    ],
)
def test_nine_oclock_is_read_as_nine_oclock(body: bytes) -> None:
    reading = read(body)
    assert (busy(reading), unread(reading)) == (BUSY_AT_NINE * len(reading.fresh), [])


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
)
def test_what_takes_no_time_of_anybody_is_not_busy(line: str) -> None:
    assert busy(read(calendar(event(*NINE, line)))) == []


def test_a_day_without_hours_is_a_whole_day_of_the_venue() -> None:
    body = calendar(event("DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270102"))
    assert busy(read(body)) == ["2026-12-31 17:00/2027-01-01 17:00"]


def test_a_day_with_a_length_is_a_whole_day_too() -> None:
    body = calendar(event("DTSTART;VALUE=DATE:20270101", "DURATION:P1D"))
    assert busy(read(body)) == ["2026-12-31 17:00/2027-01-01 17:00"]


def test_dates_may_have_ends_of_their_own() -> None:
    periods = "RDATE;VALUE=PERIOD:20270103T020000Z/PT2H,20270104T020000Z/20270104T030000Z"
    assert busy(read(calendar(event(*NINE, periods)))) == [
        *BUSY_AT_NINE,
        "2027-01-03 02:00/04:00",
        "2027-01-04 02:00/03:00",
    ]


def test_an_exception_may_hold_from_then_on() -> None:
    later = ("RECURRENCE-ID;RANGE=THISANDFUTURE:20270102T020000Z", "DTSTART:20270102T040000Z", HOUR)
    body = calendar(event(*NINE, "RRULE:FREQ=DAILY;COUNT=3"), event(*later))
    assert busy(read(body)) == [
        *BUSY_AT_NINE,
        "2027-01-02 04:00/05:00",
        "2027-01-03 04:00/05:00",
    ]


def test_an_exception_to_nobody_knows_what_costs_no_other_date_of_its_series() -> None:
    lost = event("RECURRENCE-ID:kapan", "DTSTART:20270105T020000Z", HOUR)
    reading = read(calendar(event(*NINE, "RRULE:FREQ=DAILY;COUNT=2"), lost))
    assert busy(reading) == [*BUSY_AT_NINE, "2027-01-02 02:00/03:00"]
    assert unread(reading) == ["recurrence_id"]


def test_a_series_keeps_its_exceptions() -> None:
    weekly = ("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20270108T020000Z")
    moved = ("RECURRENCE-ID:20270115T020000Z", "DTSTART:20270116T020000Z", "DURATION:PT1H")
    gone = ("RECURRENCE-ID:20270122T020000Z", *NINE, "STATUS:CANCELLED")
    body = calendar(event(*NINE, *weekly), event(*moved), event(*gone))
    assert busy(read(body)) == ["2027-01-01 02:00/03:00", "2027-01-16 02:00/03:00"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        pytest.param((), "start", id="no start"),
        pytest.param(("DTSTART:besok",), "start", id="a start that is none"),
        pytest.param((*NINE, NINE[0]), "start", id="two starts"),
        pytest.param(("DTSTART:20270101T240000Z", HOUR), "start", id="at 24.00"),
        pytest.param(("DTSTART:20270101T025960Z", HOUR), "start", id="a leap second"),
        pytest.param(("DTSTART:20270101t020000z", HOUR), "start", id="t and z"),
        pytest.param(("DTSTART;VALUE=DATE:20270101", HOUR), "times", id="an hour of a day"),
        pytest.param((*NINE, "RDATE:kapan"), "dates", id="dates that are none"),
        pytest.param(("DTSTART:99990101T000000Z",), "year", id="far away"),
        pytest.param((NINE[0], "DTEND:20270101T010000Z"), "times", id="an end before its start"),
        pytest.param((NINE[0], "DTEND;VALUE=DATE:20270102"), "times", id="mixed"),
        pytest.param((NINE[0], "DURATION:PT99999H"), "long", id="eleven years"),
        pytest.param((*NINE, "RECURRENCE-ID:kapan"), "recurrence_id", id="an exception to what"),
        pytest.param((*NINE, "RRULE:FREQ=SECONDLY"), "rule", id="each second"),
        pytest.param((*NINE, "RRULE:FREQ=MINUTELY"), "rule", id="each minute"),
        pytest.param((*NINE, "RRULE:FREQ=HOURLY"), "rule", id="each hour, for ever"),
        pytest.param((*NINE, "RRULE:FREQ=DAILY;INTERVAL=0"), "rule", id="every no days"),
        pytest.param((*NINE, "RRULE:FREQ=DAILY;COUNT=1000000000"), "rule", id="a milliard times"),
        pytest.param((*NINE, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"), "rule", id="never"),
        pytest.param(
            (*NINE, "RRULE:FREQ=SECONDLY;UNTIL=99991231T235959Z"), "rule", id="until the year 9999"
        ),
        pytest.param((*NINE, "EXRULE:FREQ=DAILY"), "rule", id="a rule of exceptions"),
        pytest.param((*NINE, "RRULE:SETIAP HARI"), "rule", id="a rule that is none"),
    ],
)
def test_what_cannot_be_believed_is_named_and_costs_nothing_else(
    lines: tuple[str, ...], why: str
) -> None:
    reading = read(calendar(event(*lines, uid="rusak"), event(*NINE)))
    assert why in unread(reading)
    assert busy(reading) == BUSY_AT_NINE


@pytest.mark.parametrize(
    "zone",
    [
        "Asia",
        "x" * 300,
        "GMT+0700",
        "(UTC+07:00) Bangkok, Hanoi, Jakarta",
        "tzone://Microsoft/Custom",
    ],
)
def test_an_unknown_zone_is_taken_for_the_venues_and_said_so(zone: str) -> None:
    quoted = f'"{zone}"' if ":" in zone or "," in zone else zone
    reading = read(calendar(event(f"DTSTART;TZID={quoted}:20270101T090000", "DURATION:PT1H")))
    assert busy(reading) == BUSY_AT_NINE
    assert unread(reading) == ["zone"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(b"", "other", id="nothing"),
        pytest.param(b"<!doctype html><title>Masuk</title>", "other", id="a page to sign in"),
        pytest.param(PLAIN.removesuffix(b"END:VCALENDAR\r\n"), "end", id="broken off"),
        pytest.param(b"\xff\xfeB", "text", id="UTF-16 broken off"),
        pytest.param(b"BEGIN:VCALENDAR\n" + b"X" * LARGEST, "large", id="20 MB"),
        pytest.param(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000, "components", id="nested"),
    ],
)
def test_what_is_no_calendar_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(NotACalendar) as raised:
        read(body)
    assert raised.value.why == why


@pytest.mark.parametrize(
    "lines",
    [
        [f"RDATE:2027{n % 12 + 1:02}{n % 28 + 1:02}T000000Z" for n in range(5_000)],
        ["RDATE:" + ",".join(["20270101T000000Z"] * 10_000)],
    ],
    ids=["in many lines", "in one"],
)
def test_too_many_dates_are_unread_before_anything_parses_them(lines: list[str]) -> None:
    reading = read(calendar(event(*NINE, *lines)))
    assert (busy(reading), unread(reading)) == ([], ["start"])


def test_only_what_changed_is_parsed_again() -> None:
    """And nothing of what it was can be told by what is kept."""
    other = event("DTSTART:20270102T020000Z", "DURATION:PT1H", uid="dua")
    first = read(calendar(event(*NINE), other))
    changed = calendar(event(*NINE), other.replace("PT1H", "PT2H"))
    again = read_calendar(changed, TWO_YEARS, JAKARTA, set(first.digests))

    assert busy(again) == ["2027-01-02 02:00/04:00"]
    assert len(again.digests) == 2
    assert again.digests[0] == first.digests[0]


def test_a_change_of_the_zones_changes_every_series() -> None:
    def body(offset: str) -> bytes:
        zone = OWN_ZONE.replace("+0700", offset).replace("\n", "\r\n")
        return calendar(zone, event("DTSTART;TZID=Customized Time Zone:20270101T090000"))

    assert not set(read(body("+0700")).digests) & set(read(body("+0800")).digests)


def test_an_end_of_another_kind_costs_its_event_alone() -> None:
    reading = read(calendar(ODD_END, event(*NINE)))
    assert (busy(reading), unread(reading)) == (BUSY_AT_NINE, ["unparsed"])
