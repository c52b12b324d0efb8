"""What of an event can't be believed, or would take for ever to work out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import vBroken, vRecur
from icalendar.prop import vDDDLists

# What icalendar types as any of thirty kinds: which one it is, is found out here.
Properties = Any

YEARS = range(1970, 2101)
LONGEST = timedelta(days=92)
MOST_COUNTED = 20_000
MOST_LISTED = 2_000
MOST_AT_A_TIME = 1_000
_MOST_MINUTES = 4
_PARTS = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYDAY", "BYHOUR", "BYMINUTE")


def list_flaws(event: Properties) -> Iterator[str]:
    """Keys of why it is left out; what is without any ends, whatever its rule says.

    "start" (none that can be read), "year", "times", "long", "recurrence_id", "rule", "dates".
    """
    start = event.get("DTSTART")
    if not isinstance(getattr(start, "dt", None) if is_whole(start) else None, date):
        yield "start"
        return
    if start.dt.year not in YEARS:
        yield "year"
    if "RECURRENCE-ID" in event and not is_whole(event["RECURRENCE-ID"]):
        yield "recurrence_id"
    yield from _list_flaws_of_length(event)
    if "EXRULE" in event or ("RRULE" in event and not _is_bounded(event["RRULE"])):
        yield "rule"
    if any(name in event and not _are_bounded(event[name]) for name in ("RDATE", "EXDATE")):
        yield "dates"


def is_whole(value: object) -> bool:
    """Whether it is there, once, and could be parsed."""
    return value is not None and not isinstance(value, list | vBroken)


def lacks_zone(event: Properties) -> bool:
    """Whether its start names a zone that nobody knows: it was read without any then."""
    start = event["DTSTART"]
    return (
        bool("TZID" in start.params) and isinstance(start.dt, datetime) and start.dt.tzinfo is None
    )


def _list_flaws_of_length(event: Properties) -> Iterator[str]:
    if any(name in event and not is_whole(event[name]) for name in ("DTEND", "DURATION")):
        yield "times"
        return
    end = event.get("DTEND")
    if end is not None and isinstance(end.dt, datetime) != isinstance(
        event["DTSTART"].dt, datetime
    ):
        yield "times"
        return
    try:
        length = event.end - event.start
    except (ValueError, TypeError, AttributeError, OverflowError):
        # icalendar's own errors of wrong times are ValueErrors; the others come of naive ends.
        yield "times"
        return
    if length < timedelta():
        yield "times"
    elif length > LONGEST:
        yield "long"


def _is_bounded(given: object) -> bool:
    rules = given if isinstance(given, list) else [given]
    return all(isinstance(rule, vRecur) and _ends_in_time(rule) for rule in rules)


def _ends_in_time(rule: Properties) -> bool:
    frequency = str(_first(rule, "FREQ", "")).upper()
    if frequency not in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"):
        return False
    if frequency == "HOURLY" and not (rule.get("COUNT") or rule.get("UNTIL")):
        return False
    if rule.get("BYSECOND") or len(rule.get("BYMINUTE") or ()) > _MOST_MINUTES:
        return False
    dense = 1
    for part in _PARTS:
        dense *= max(1, len(rule.get(part) or ()))
    return (
        dense <= MOST_AT_A_TIME
        and int(_first(rule, "INTERVAL", 1)) >= 1
        and int(_first(rule, "COUNT", 1)) <= MOST_COUNTED
    )


def _first(rule: Mapping[str, Any], name: str, otherwise: object) -> str:
    given = rule.get(name)
    return str(given[0] if isinstance(given, list) and given else given or otherwise)


def _are_bounded(value: object) -> bool:
    given = value if isinstance(value, list) else [value]
    lists = [each for each in given if isinstance(each, vDDDLists)]
    return len(lists) == len(given) and sum(len(each.dts) for each in lists) <= MOST_LISTED
