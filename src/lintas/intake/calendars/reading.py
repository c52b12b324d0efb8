"""From a calendar file to when somebody is busy."""

import re
import warnings
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

import recurring_ical_events
import x_wr_timezone
from icalendar import Calendar, Component, vBroken

from lintas.domain.outside_calendars import Reading, SeriesRead
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.intake.calendars.trimming import Series, Trimmed, name_of, trim
from lintas.intake.calendars.vetting import Properties, is_whole, lacks_zone, list_flaws

MOST_SERIES = 5_000
MOST_EXCEPTIONS = 1_000
MOST_BUSY = 20_000
_ZONE = re.compile(rb'(?i);TZID=(?:"[^"\r\n]*"|[^;:\r\n]*)')
_FREE = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}

Patience = Callable[[], AbstractContextManager[object]]


def read_calendar(
    body: bytes,
    within: TimeSpan,
    zone: tzinfo,
    known: Collection[str] = (),
    patience: Patience = nullcontext,
    *,
    ours: Collection[str] = (),
) -> Reading:
    """Every series of it, as far as it meets `within`; days without hours are whole days of `zone`.

    `known` are digests of what was read before of the same stretch: only the rest is parsed.
    `ours` are uids of our own sessions: they are no reason to call a time taken.
    One bad event never costs the others: `patience` is entered to work out each, and may raise
    TimeoutError. Parsing runs for as long as the file makes it: see `apart`.

    Raises:
        NotACalendar: nothing of it can be read.
    """
    digests: list[str] = []
    read: list[SeriesRead] = []
    copy = zlib.compressobj(1)
    packed = b""
    own, before = frozenset(map(name_of, ours)), frozenset(known)
    for whole in trim(body):
        series = tuple(each for each in whole.series if each.name not in own)
        trimmed = replace(whole, series=series) if len(series) < len(whole.series) else whole
        packed += copy.compress(whole.write(whole.series))
        digests += [series.digest for series in trimmed.series]
        fresh = [series for series in trimmed.series if series.digest not in before]
        read += [SeriesRead(each.digest, unread=("many",)) for each in fresh[MOST_SERIES:]]
        reader = _Reader(trimmed, within, zone, patience)
        read += reader.read(fresh[:MOST_SERIES])
    return Reading(tuple(digests), tuple(read), packed + copy.flush())


@dataclass(frozen=True, slots=True)
class _Reader:
    trimmed: Trimmed
    within: TimeSpan
    zone: tzinfo
    patience: Patience

    def read(self, fresh: Sequence[Series]) -> Iterator[SeriesRead]:
        """All at once where that parses, else one by one, to find out which can't be."""
        if not fresh:
            return
        for trimmed in (self.trimmed, self.trimmed.zoneless):
            try:
                calendar = _parse(trimmed.write(fresh))
            except Exception:  # noqa: BLE001, S112 -- icalendar lets errors of any kind out of broken lines
                continue
            yield from self._read_parsed(calendar, fresh)
            return
        for each in fresh:
            yield self._read_alone(each)

    def _read_alone(self, series: Series) -> SeriesRead:
        """Without its zones, then without their names, where it is these icalendar trips over."""
        text, bare = (each.write([series]) for each in (self.trimmed, self.trimmed.zoneless))
        for attempt, noted in ((text, ()), (bare, ()), (_ZONE.sub(b"", bare), ("zone",))):
            try:
                calendar = _parse(attempt)
            except Exception:  # noqa: BLE001, S112 -- as above
                continue
            (read,) = self._read_parsed(calendar, [series])
            return replace(read, unread=tuple(sorted({*read.unread, *noted})))
        return SeriesRead(series.digest, unread=("unparsed",))

    def _read_parsed(self, calendar: Calendar, fresh: Sequence[Series]) -> Iterator[SeriesRead]:
        zones = list(calendar.walk("VTIMEZONE"))
        parts: defaultdict[str, list[Component]] = defaultdict(list)
        for component in calendar.subcomponents:
            if component.name in ("VEVENT", "VFREEBUSY"):
                parts[str(component.get("UID"))].append(component)
        for each in fresh:
            try:
                read = self._read_one(each.digest, parts[each.name], zones)
            except Exception:  # noqa: BLE001 -- a VALUE that nobody expects makes odd kinds of value
                read = SeriesRead(each.digest, unread=("unparsed",))
            yield read

    def _read_one(
        self, digest: str, parts: Sequence[Component], zones: list[Component]
    ) -> SeriesRead:
        busy: list[TimeSpan] = []
        unread: list[str] = []
        events: list[Component] = []
        for part in parts:
            if part.name == "VFREEBUSY":
                busy += _list_answered(part, unread)
            elif flaws := list(list_flaws(part)):
                unread += flaws
            else:
                unread += ["zone"] if lacks_zone(part) else []
                events.append(part)
        if len(events) > MOST_EXCEPTIONS:
            unread.append("exceptions")
            events = events[:MOST_EXCEPTIONS]
        for event in self._list_happening(events, zones, unread):
            if not _is_free(event):
                busy += _span_of(event.start, event.end, self.zone, unread)
        met = sorted({span for span in busy if span.overlaps(self.within)})
        if len(met) > MOST_BUSY:
            unread.append("many")
        return SeriesRead(digest, tuple(met[:MOST_BUSY]), tuple(sorted(set(unread))))

    def _list_happening(
        self, events: Sequence[Properties], zones: list[Component], unread: list[str]
    ) -> Sequence[Properties]:
        try:
            with self.patience():
                return _expand(events, zones, self.within)
        except Exception:  # noqa: BLE001 -- dateutil and the expansion raise what they like
            unread.append("unexpanded")
            return []


def _parse(text: bytes) -> Calendar:
    with warnings.catch_warnings():
        # Of odd spellings, which it can read.
        warnings.simplefilter("ignore")
        # Bytes, never text: icalendar opens a file that a text happens to name.
        calendar = Calendar.from_ical(text)
    return x_wr_timezone.to_standard(calendar) if "X-WR-TIMEZONE" in calendar else calendar


def _expand(
    events: Sequence[Component], zones: list[Component], within: TimeSpan
) -> Sequence[Component]:
    if len(events) == 1 and not any(name in events[0] for name in ("RRULE", "RDATE", "EXDATE")):
        return events
    if not events:
        return []
    for event in events:
        # A broken number costs the expansion the whole series, and says nothing of when.
        if "SEQUENCE" in event and not is_whole(event["SEQUENCE"]):
            del event["SEQUENCE"]
    series = Calendar()
    series.subcomponents = [*zones, *events]
    found: Sequence[Properties] = recurring_ical_events.of(series).between(within.start, within.end)
    return found


def _is_free(event: Component) -> bool:
    return any(str(event.get(name, "")).upper() == free for name, free in _FREE.items())


def _list_answered(answer: Component, unread: list[str]) -> Iterator[TimeSpan]:
    given = answer.get("FREEBUSY")
    for period in given if isinstance(given, list) else [given]:
        if period is None:
            continue
        if isinstance(period, vBroken):
            unread.append("times")
        elif str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
            yield from _span_of(period.start, period.end, None, unread)


def _span_of(start: date, end: date, zone: tzinfo | None, unread: list[str]) -> Iterator[TimeSpan]:
    """None of what takes no time; what lies outside our years is noted as unread."""
    begin, stop = (_moment(each, zone) for each in (start, end))
    try:
        if begin < stop:
            yield TimeSpan(begin, stop)
    except (NotATimeSpan, OverflowError, TypeError):
        unread.append("times")


def _moment(value: date, zone: tzinfo | None) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
