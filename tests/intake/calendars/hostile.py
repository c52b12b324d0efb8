"""Calendars that are meant to break whoever reads them (`knowledge/calendar.md` 3.2)."""

from tests.intake.calendars.writing import calendar, event

_SOON = ("DTSTART:20270101T020000Z", "DURATION:PT1H")
_LONG_AGO = ("DTSTART:19700101T000000Z", "DURATION:PT1H")


def _many(lines: str, count: int) -> list[str]:
    return [lines] * count


def _each_hour(count: int) -> list[str]:
    return [
        event(
            f"DTSTART:2027{1 + n // 720 % 12:02}{1 + n // 24 % 28:02}T{n % 24:02}0000Z", uid=f"{n}"
        )
        for n in range(count)
    ]


def _exceptions(count: int) -> list[str]:
    days = (f"2027{1 + n // 28 % 12:02}{1 + n % 28:02}T{n // 336:02}0000Z" for n in range(count))
    return [event(f"RECURRENCE-ID:{day}", f"DTSTART:{day}", "DURATION:PT1H") for day in days]


RULES = {
    "secondly": "FREQ=SECONDLY",
    "minutely": "FREQ=MINUTELY",
    "a milliard times": "FREQ=SECONDLY;COUNT=1000000000",
    "until 9999": "FREQ=SECONDLY;UNTIL=99991231T235959Z",
    "every no days": "FREQ=DAILY;INTERVAL=0",
    "30 February": "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "30 February thrice": "FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30",
}
# By name, the file.
HOSTILE = {
    **{name: calendar(event(*_LONG_AGO, f"RRULE:{rule}")) for name, rule in RULES.items()},
    "exrule": calendar(event(*_LONG_AGO, "RRULE:FREQ=DAILY", "EXRULE:FREQ=SECONDLY")),
    "ten years": calendar(
        event("DTSTART:20270101T020000Z", "DURATION:P3650D", "RRULE:FREQ=HOURLY")
    ),
    "nested": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000,
    "a line of 20 MB": b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"x" * 20_000_000,
    "guests": calendar(event(*_SOON, *_many("ATTENDEE:mailto:tamu@example.test", 100_000))),
    "dates": calendar(event(*_SOON, *_many("RDATE:20270102T020000Z", 200_000))),
    "except dates": calendar(event(*_SOON, *_many("EXDATE:20270102T020000Z", 100_000))),
    "events": calendar(*_each_hour(20_000)),
    "exceptions": calendar(event(*_SOON, "RRULE:FREQ=HOURLY;COUNT=5000"), *_exceptions(5_000)),
    "endless series": calendar(
        *(event(*_LONG_AGO, f"RRULE:{RULES['30 February thrice']}", uid=str(n)) for n in range(100))
    ),
}
# What is only much, and is read: guests are none of our business.
HARMLESS = ("guests",)
