"""What a client asks for in XML, read within bounds."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from lintas.domain.refusal import Refusal

DAV, CALDAV = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
SERVER, APPLE = "{http://calendarserver.org/ns/}", "{http://apple.com/ns/ical/}"
LARGEST = 512 * 1024
MOST_HREFS = 5_000
MOST_PROPERTIES = 200
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_MOMENT = "%Y%m%dT%H%M%SZ"
_OURS = "VEVENT"


class NotXml(Refusal):
    """A body that is no XML, or more than any client needs; nothing of it is read."""


class Unsupported(Refusal):
    """Something that we don't do; `condition` names what would have to hold (RFC 4791, 1.3)."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition = condition


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which properties; `names` is empty for all that are usual. `only_names`: without values."""

    names: tuple[str, ...] = ()
    only_names: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Events that meet the span; an end that is not given is open. None are of other kinds."""

    wanted: Wanted
    start: datetime = EARLIEST
    end: datetime = LATEST
    is_of_events: bool = True


@dataclass(frozen=True, slots=True)
class Multiget:
    wanted: Wanted
    hrefs: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Sync:
    """What is new since the token; all, where it is empty."""

    wanted: Wanted
    token: str


def parse_propfind(body: bytes) -> Wanted:
    """An empty body asks for everything (RFC 4918, 9.1).

    Raises:
        NotXml
    """
    if not body.strip():
        return Wanted()
    root = _parse(body)
    if root.tag != f"{DAV}propfind":
        raise NotXml("propfind")
    return _wanted(root)


def parse_report(body: bytes) -> Query | Multiget | Sync:
    """Raises NotXml, Unsupported."""
    root = _parse(body)
    wanted = _wanted(root)
    if root.tag == f"{CALDAV}calendar-multiget":
        hrefs = tuple(_path(each.text or "") for each in root.findall(f"{DAV}href"))
        if len(hrefs) > MOST_HREFS:
            raise Unsupported(f"{DAV}number-of-matches-within-limits")
        return Multiget(wanted, hrefs)
    if root.tag == f"{DAV}sync-collection":
        if (root.findtext(f"{DAV}sync-level") or "1").strip() not in ("1", "infinite"):
            raise NotXml("sync-level")
        return Sync(wanted, (root.findtext(f"{DAV}sync-token") or "").strip())
    if root.tag == f"{CALDAV}calendar-query":
        return _query(root, wanted)
    raise Unsupported(f"{DAV}supported-report")


def _parse(body: bytes) -> Element:
    if len(body) > LARGEST:
        raise NotXml("large")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotXml("xml") from None
    return root


def _wanted(root: Element) -> Wanted:
    listed = root.find(f"{DAV}prop")
    if listed is None:
        return Wanted(only_names=root.find(f"{DAV}propname") is not None)
    names = tuple(dict.fromkeys(str(each.tag) for each in listed))
    if len(names) > MOST_PROPERTIES:
        raise NotXml("prop")
    return Wanted(names)


def _path(href: str) -> str:
    try:
        return unquote(urlsplit(href.strip()).path)
    except ValueError:
        return ""


def _query(root: Element, wanted: Wanted) -> Query:
    """Filters of calendar, of event, of its time. Of what else it should fit we know nothing."""
    outer = root.find(f"{CALDAV}filter/{CALDAV}comp-filter")
    if outer is None:
        raise Unsupported(f"{CALDAV}valid-filter")
    inner = outer.findall(f"{CALDAV}comp-filter")
    if len(inner) > 1 or _is_otherwise(outer) or any(map(_is_otherwise, inner)):
        raise Unsupported(f"{CALDAV}supported-filter")
    if outer.get("name") != "VCALENDAR":
        return Query(wanted, is_of_events=False)
    if not inner:
        return Query(wanted)
    (kind,) = inner
    is_ours = kind.get("name") == _OURS and kind.find(f"{CALDAV}is-not-defined") is None
    span = kind.find(f"{CALDAV}time-range")
    if span is None:
        return Query(wanted, is_of_events=is_ours)
    return Query(
        wanted,
        start=_moment(span.get("start"), EARLIEST),
        end=_moment(span.get("end"), LATEST),
        is_of_events=is_ours,
    )


def _is_otherwise(component: Element) -> bool:
    known = {f"{CALDAV}comp-filter", f"{CALDAV}time-range", f"{CALDAV}is-not-defined"}
    return any(each.tag not in known for each in component)


def _moment(text: str | None, otherwise: datetime) -> datetime:
    if text is None:
        return otherwise
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        raise Unsupported(f"{CALDAV}valid-filter") from None
