"""The hours of a week, one line a day, typed as people write them: 08.00-12.00, 13.00-16.00."""

import re

from lintas.domain.opening import WEEKDAYS, OpeningHours
from lintas.web.pages.keeping.entries import Entry, Values

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
# What people type for eight o'clock: 8, 08, 8.00, 08:00.
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


def hours_entries(name: str, heading: str) -> tuple[Entry, ...]:
    """A line for each weekday, under a heading."""
    return tuple(
        Entry(
            f"{name}.{day}",
            said,
            hint="Misalnya 08.00-12.00, 13.00-16.00" if day == WEEKDAYS[0] else "",
            required=False,
            under=heading if day == WEEKDAYS[0] else "",
        )
        for day, said in zip(WEEKDAYS, DAYS, strict=True)
    )


def write_hours(name: str, hours: OpeningHours | None) -> dict[str, str]:
    week = hours.render() if hours else {}
    return {
        f"{name}.{day}": ", ".join(
            f"{start}-{end}".replace(":", ".") for start, end in week.get(day, [])
        )
        for day in WEEKDAYS
    }


def read_hours(name: str, values: Values) -> dict[str, object]:
    """As `OpeningHours.parse` takes them; what can't be read is left as it was typed."""
    return {
        day: _read_times(values[f"{name}.{day}"]) for day in WEEKDAYS if values[f"{name}.{day}"]
    }


def _read_times(text: str) -> object:
    times = []
    for part in text.split(","):
        ends = [_read_clock(each) for each in re.split(r"\s*(?:-|–|sampai)\s*", part.strip())]
        if len(ends) != 2 or None in ends:
            return text
        times.append(ends)
    return times


def _read_clock(text: str) -> str | None:
    """24.00 is the midnight that ends the day."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return "00:00" if (hour, minute) == (24, 0) else f"{hour:02}:{minute:02}"
