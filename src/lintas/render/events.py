"""Calendar entries: the one place where VEVENTs are written (RFC 5545, RFC 7986).

Equal facts give equal bytes, whichever process writes them: no clock, no chance, fixed order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Conference, Event, Timezone, vDuration, vUri

from lintas.domain.timespan import TimeSpan
from lintas.render.catalogues import say
from lintas.render.times import say_moment

PRODUCT = "-//Lintas//Lintas//ID"
# Even an empty calendar holds a component (RFC 5545, 3.6), so it has a zone.
DEFAULT_ZONE = ZoneInfo("Asia/Jakarta")
ZONES_SINCE, ZONES_UNTIL = date(1970, 1, 1), date(2101, 1, 1)
LONGEST_SUMMARY, LONGEST_DESCRIPTION = 200, 1000
# Controls, line separators that some readers break lines at, and halves of characters.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class OccasionState(StrEnum):
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    REMOVED = "removed"

    @property
    def takes_place(self) -> bool:
        """Not so what is called off, were it for a time or for the reader alone.

        To calendars all of it is cancelled.
        """
        return self in {OccasionState.CONFIRMED, OccasionState.TENTATIVE}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One session as calendars show it.

    `uid` and `sequence` are the session's for ever; `revised_at` also covers what its room,
    venue and program say here. `related_program` is the uid that all sessions of a program share.
    `conference` is where it is joined online. `alarm_minutes` before the start, where the reader
    asked for an alarm. What `takes_time` keeps the reader busy.
    """

    uid: str
    sequence: int
    revised_at: datetime
    span: TimeSpan
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    conference: str = ""
    state: OccasionState = OccasionState.CONFIRMED
    latitude: float | None = None
    longitude: float | None = None
    categories: tuple[str, ...] = ()
    related_program: str = ""
    alarm_minutes: int | None = None
    takes_time: bool = True


def render_event(occasion: Occasion, zone: ZoneInfo, language: str = "id") -> bytes:
    """A VEVENT, folded, with CRLF, ready to be put between a calendar's header and end."""
    return bytes_of(make_event(occasion, zone, language))


def make_event(occasion: Occasion, zone: ZoneInfo, language: str = "id") -> Event:
    """The VEVENT that subscriptions and invitations have in common.

    One that is cancelled or put off stays, so that people see that it is: crossed out where a
    client can, by its prefix everywhere, and no longer in anybody's way.
    """
    event = Event()
    event.add("uid", _clean(occasion.uid))
    # Some readers look only at one of these three to see whether anything changed.
    event.add("sequence", occasion.sequence)
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, occasion.revised_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", occasion.span.start.astimezone(zone))
    event.add("dtend", occasion.span.end.astimezone(zone))
    event.add("summary", _summary(occasion, language))
    if description := _description(occasion, zone, language):
        event.add("description", description)
    if occasion.url:
        event.add("url", _clean(occasion.url))
    if occasion.conference:
        _add_conference(event, _clean(occasion.conference), language)
    _add_state(event, occasion)
    _add_place(event, occasion)
    if occasion.categories:
        event.add("categories", [_clean_line(each) for each in occasion.categories])
    if occasion.related_program:
        parent = {"RELTYPE": "PARENT"}
        event.add("related-to", _clean(occasion.related_program), parameters=parent)
    if occasion.alarm_minutes is not None and occasion.state.takes_place:
        event.add_component(_alarm(occasion, language))
    return event


def render_calendar(
    *,
    name: str,
    description: str,
    zones: Iterable[ZoneInfo],
    events: Iterable[bytes],
    refresh: timedelta,
) -> bytes:
    """A whole calendar around events that `render_event` wrote, in their order.

    `zones` are those of the events. `refresh` is how often we'd like to be asked; hardly anybody
    listens.
    """
    keys = sorted({zone.key for zone in zones}) or [DEFAULT_ZONE.key]
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, _clean_line(name))
    for property_name in ("description", "x-wr-caldesc"):
        calendar.add(property_name, _clean(description))
    calendar.add("x-wr-timezone", keys[0])
    calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(refresh))
    end = b"END:VCALENDAR\r\n"
    header = bytes_of(calendar).removesuffix(end)
    return b"".join([header, *map(render_zone, keys), *events, end])


def render_object(zone: str, event: bytes) -> bytes:
    """One event as a CalDAV server holds it: it bears no METHOD (RFC 4791, 4.1)."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    end = b"END:VCALENDAR\r\n"
    header = bytes_of(calendar).removesuffix(end)
    return b"".join([header, render_zone(zone), event, end])


@cache
def render_zone(key: str) -> bytes:
    """A VTIMEZONE, by an IANA name."""
    zone = Timezone.from_tzinfo(
        ZoneInfo(key), tzid=key, first_date=ZONES_SINCE, last_date=ZONES_UNTIL
    )
    zone.pop("COMMENT", None)
    return bytes_of(zone)


def _summary(occasion: Occasion, language: str) -> str:
    summary = _clean_line(occasion.summary)[:LONGEST_SUMMARY]
    if occasion.state.takes_place:
        return summary
    return say(f"event.{occasion.state}", language, summary=summary)


def _description(occasion: Occasion, zone: ZoneInfo, language: str) -> str:
    """Its own text, then the address once more, for Google shows no URL, then what is new."""
    # Its own text says where to join.
    last = [_clean(occasion.url)] if occasion.url != occasion.conference else []
    if occasion.state is OccasionState.TENTATIVE:
        last.append(say("event.tentative", language))
    if occasion.sequence:
        moment = say_moment(occasion.revised_at, zone, language)
        last.append(say("event.revised", language, moment=moment))
    tail = "\n".join(filter(None, last))
    room = LONGEST_DESCRIPTION - len(tail) - 2
    own = _clean(occasion.description)
    own = own if len(own) <= room else f"{own[: room - 1].rstrip()}…"
    return "\n\n".join(filter(None, [own, tail]))


def _add_state(event: Event, occasion: Occasion) -> None:
    state = occasion.state
    # A status of its own has nothing that is put off (RFC 5545, 3.8.1.11).
    event.add("status", state.upper() if state.takes_place else "CANCELLED")
    event.add("transp", "OPAQUE" if state.takes_place and occasion.takes_time else "TRANSPARENT")
    if state is OccasionState.TENTATIVE:
        event.add("x-microsoft-cdo-busystatus", "TENTATIVE")


def _add_place(event: Event, occasion: Occasion) -> None:
    location = _clean_line(occasion.location)
    if not location:
        return
    event.add("location", location)
    if occasion.latitude is None or occasion.longitude is None:
        return
    event.add("geo", (occasion.latitude, occasion.longitude))
    # Apple ignores GEO; its title must be the LOCATION to the letter. A parameter can't hold
    # a double quote (RFC 5545, 3.1).
    if '"' not in location:
        event.add(
            "x-apple-structured-location",
            vUri(f"geo:{occasion.latitude},{occasion.longitude}"),
            parameters={"VALUE": "URI", "X-APPLE-RADIUS": "100", "X-TITLE": location},
        )


def _add_conference(event: Event, address: str, language: str) -> None:
    """RFC 7986, 5.11: a video meeting, which some clients show as a button."""
    conference = Conference(address, feature="VIDEO", label=say("event.conference", language))
    event.add("conference", conference.to_uri())


def _alarm(occasion: Occasion, language: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", say("event.alarm", language, summary=_summary(occasion, language)))
    alarm.add("trigger", -timedelta(minutes=occasion.alarm_minutes or 0))
    return alarm


def _clean(text: str) -> str:
    """Without anything that could end a line or a file early."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean_line(text: str) -> str:
    return _clean(" ".join(text.split()))


def bytes_of(component: Component) -> bytes:
    """As it goes out: folded, with CRLF."""
    return bytes(component.to_ical())
