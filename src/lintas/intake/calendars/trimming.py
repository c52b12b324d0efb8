"""A calendar file cut down to the lines that say when, before anything parses it.

Titles, guests and notes of other people never come further than this, and a broken line in an
alarm or a to-do costs nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from lintas.domain.refusal import Refusal

LARGEST = 5_000_000
MOST_COMPONENTS = 20_000
# Of one event: a list of dates may stand in many lines, or in a very long one.
MOST_LINES, LONGEST_LINE = 2_100, 100_000

_OF_SERIES = frozenset(
    b"DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID STATUS TRANSP SEQUENCE"
    b" FREEBUSY X-MICROSOFT-CDO-BUSYSTATUS".split()
)
_OF_ZONE = frozenset(b"TZID DTSTART RRULE RDATE TZOFFSETFROM TZOFFSETTO TZNAME".split())
_OF_CALENDAR = frozenset((b"X-WR-TIMEZONE",))
_SERIES = frozenset((b"VEVENT", b"VFREEBUSY"))
_ZONES = frozenset((b"VTIMEZONE", b"STANDARD", b"DAYLIGHT"))
# RFC 5545, 3.1: a line goes on where the next begins with a space or a tab.
_FOLD = re.compile(rb"\r?\n[ \t]")
_NAME = re.compile(rb"[;:]")
# A moment of UTC with a zone's name besides: libical, ical.js and node-ical go by the Z, while
# icalendar goes by the name and is hours off.
_UTC = re.compile(
    rb"(?i)^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)"
    rb'((?:;(?:"[^"]*"|[^":;])*)+)(:[0-9TZ,]*Z)$'
)
_PARAMETER = re.compile(rb';(?:"[^"]*"|[^":;])*')
# What was cut down before is not named anew: a copy that is kept stays what it was.
_OWN_NAME = re.compile(rb"UID:(lintas-[0-9a-f]{32})")


class NotACalendar(Refusal):
    """What came is no iCalendar file, or only the beginning of one; `why` is a key."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Series:
    """Everything that one UID says of when, in its lines; `digest` changes with any of them.

    What the UID was can't be read from `name`.
    """

    name: str
    lines: tuple[bytes, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Trimmed:
    """One VCALENDAR; `frame` are the lines of its zones, on which every series depends."""

    frame: tuple[bytes, ...]
    series: tuple[Series, ...]

    @property
    def zoneless(self) -> "Trimmed":
        """Without the zones that it brings along: those of known names are known without them."""
        kept = (line for line in self.frame if _NAME.split(line)[0].strip().upper() in _OF_CALENDAR)
        return replace(self, frame=tuple(kept))

    def write(self, series: Iterable[Series]) -> bytes:
        """A calendar of these series alone."""
        lines = [b"BEGIN:VCALENDAR", b"VERSION:2.0", *self.frame]
        for each in series:
            lines += each.lines
        return b"\r\n".join((*lines, b"END:VCALENDAR", b""))


def name_of(uid: str) -> str:
    """What the series of that UID is called."""
    return f"lintas-{sha256(b'UID:' + uid.encode()).hexdigest()[:32]}"


def trim(body: bytes) -> tuple[Trimmed, ...]:
    """Each VCALENDAR of the file.

    Raises:
        NotACalendar: "large", "text", "other" (an HTML page, say), "components" (too many), or
            "end" where the file breaks off.
    """
    cutting = _Cutting()
    for line in _lines(_decoded(body)):
        cutting.take(line)
    if cutting.stack or not cutting.done:
        raise NotACalendar("end")
    return tuple(cutting.done)


def _decoded(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise NotACalendar("large")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            body = body.decode("utf-16").encode()
        except UnicodeError:
            raise NotACalendar("text") from None
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\0", b"")
    if not body[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise NotACalendar("other")
    # Old Macs end a line by CR alone.
    return body if b"\n" in body else body.replace(b"\r", b"\r\n")


def _lines(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each unfolded line, after its upper-case name."""
    for line in _FOLD.sub(b"", body).splitlines():
        if line.strip():
            yield _NAME.split(line, maxsplit=1)[0].strip().upper(), line


@dataclass(slots=True)
class _Cutting:
    """Where in the file it is, and what has been kept of the VCALENDAR that is open."""

    done: list[Trimmed] = field(default_factory=list)
    stack: list[bytes] = field(default_factory=list)
    components: int = 0
    # How deep inside of what isn't kept.
    skipped: int = 0
    frame: list[bytes] = field(default_factory=list)
    block: list[bytes] = field(default_factory=list)
    uid: bytes = b""
    blocks: defaultdict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def take(self, line: tuple[bytes, bytes]) -> None:
        name, text = line
        if name == b"BEGIN":
            self._begin(_component(text))
        elif name == b"END":
            self._end()
        elif not self.skipped and self.stack:
            self._property(name, text)

    def _begin(self, component: bytes) -> None:
        self.components += 1
        if self.components > MOST_COMPONENTS:
            raise NotACalendar("components")
        inside = self.stack[-1] if self.stack else b""
        if self.skipped or not _belongs(component, inside):
            self.skipped += 1
            return
        self.stack.append(component)
        if component in _SERIES:
            self.block, self.uid = [b"BEGIN:" + component], b""
        elif component in _ZONES:
            self.frame.append(b"BEGIN:" + component)

    def _end(self) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        component = self.stack.pop() if self.stack else b""
        if component in _SERIES:
            self._keep_block(component)
        elif component in _ZONES:
            self.frame.append(b"END:" + component)
        elif component == b"VCALENDAR":
            self._keep_calendar()

    def _property(self, name: bytes, text: bytes) -> None:
        component = self.stack[-1]
        if component in _SERIES:
            if name == b"UID":
                self.uid = text
            elif name in _OF_SERIES:
                self.block.append(text)
        elif name in (_OF_CALENDAR if component == b"VCALENDAR" else _OF_ZONE):
            self.frame.append(text)

    def _keep_block(self, component: bytes) -> None:
        if len(self.block) > MOST_LINES or any(len(line) > LONGEST_LINE for line in self.block):
            # Nothing of when is left, and so it will be listed as unread.
            self.block = self.block[:1]
        # Most lines have no parameters, and so no zone.
        lines = [_without_zone(line) if b";" in line else line for line in self.block]
        # Without a UID, and as a free/busy answer, each is by itself.
        of = self.uid if self.uid and component == b"VEVENT" else b"\n".join(lines)
        own = _OWN_NAME.fullmatch(of)
        name = own[1].decode() if own else f"lintas-{sha256(of).hexdigest()[:32]}"
        self.blocks[name] += [*lines, b"UID:" + name.encode(), b"END:" + component]

    def _keep_calendar(self) -> None:
        frame = tuple(self.frame)
        ground = sha256(b"\n".join(frame)).digest()
        self.done.append(Trimmed(frame, tuple(_list_series(self.blocks, ground))))
        self.frame, self.blocks = [], defaultdict(list)


def _without_zone(line: bytes) -> bytes:
    """Of a moment of UTC; any other line as it is. What was cut down once stays as it is, too."""
    found = _UTC.match(line)
    if found is None:
        return line
    name, parameters, value = found.groups()
    kept = (p for p in _PARAMETER.findall(parameters) if not p.upper().startswith(b";TZID="))
    return b"".join((name, *kept, value))


def _component(text: bytes) -> bytes:
    return text.partition(b":")[2].strip().upper()


def _belongs(component: bytes, inside: bytes) -> bool:
    if not inside:
        return component == b"VCALENDAR"
    if inside == b"VCALENDAR":
        return component in _SERIES or component == b"VTIMEZONE"
    return inside == b"VTIMEZONE" and component in (b"STANDARD", b"DAYLIGHT")


def _list_series(blocks: Mapping[str, list[bytes]], ground: bytes) -> Iterator[Series]:
    for name, lines in blocks.items():
        digest = sha256(ground + b"\n".join(lines)).hexdigest()
        yield Series(name, tuple(lines), digest)
