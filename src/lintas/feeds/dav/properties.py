"""What each resource of an account tells of itself (RFC 4918, 4791, 5397, 6578)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from lintas.feeds.dav.bodies import APPLE, CALDAV, DAV, SERVER, Wanted
from lintas.feeds.dav.holdings import Item

Property = Callable[[], Element]
Properties = Mapping[str, Property]

OBJECT_TYPE = "text/calendar; charset=utf-8; component=VEVENT"
COLOUR = "#0B5D4EFF"
REPORTS = (f"{CALDAV}calendar-query", f"{CALDAV}calendar-multiget", f"{DAV}sync-collection")
# Not told unless asked for by name: large, or not a property of its own (RFC 4791, 9.6).
UNASKED = frozenset({f"{CALDAV}calendar-data"})


@dataclass(frozen=True, slots=True)
class Places:
    """Where an account's resources are; all end in a slash but objects."""

    account: str

    ROOT = "/dav/"

    @property
    def principal(self) -> str:
        return f"{self.ROOT}{self.account}/"

    @property
    def home(self) -> str:
        return f"{self.principal}kalender/"

    @property
    def calendar(self) -> str:
        return f"{self.home}jadwal/"

    def object(self, name: str) -> str:
        return f"{self.calendar}{name}.ics"


def tell_root(places: Places) -> Properties:
    return _shared(places) | {
        f"{DAV}resourcetype": lambda: _nest(f"{DAV}resourcetype", f"{DAV}collection"),
        f"{DAV}displayname": lambda: _text(f"{DAV}displayname", "Lintas"),
    }


def tell_principal(places: Places, name: str) -> Properties:
    home, own = f"{CALDAV}calendar-home-set", f"{CALDAV}calendar-user-address-set"
    return _shared(places) | {
        f"{DAV}resourcetype": lambda: _nest(
            f"{DAV}resourcetype", f"{DAV}collection", f"{DAV}principal"
        ),
        f"{DAV}displayname": lambda: _text(f"{DAV}displayname", name),
        f"{DAV}principal-URL": lambda: _href(f"{DAV}principal-URL", places.principal),
        home: lambda: _href(home, places.home),
        own: lambda: _href(own, places.principal),
    }


def tell_home(places: Places) -> Properties:
    return tell_root(places)


def tell_calendar(places: Places, name: str, tag: str, token: str) -> Properties:
    """`token` is the name of its newest revision."""
    types = (f"{DAV}collection", f"{CALDAV}calendar")
    components = f"{CALDAV}supported-calendar-component-set"
    return _shared(places) | {
        f"{DAV}resourcetype": lambda: _nest(f"{DAV}resourcetype", *types),
        f"{DAV}displayname": lambda: _text(f"{DAV}displayname", name),
        f"{SERVER}getctag": lambda: _text(f"{SERVER}getctag", f'"{tag}"'),
        f"{DAV}getetag": lambda: _text(f"{DAV}getetag", f'"{tag}"'),
        f"{DAV}sync-token": lambda: _text(f"{DAV}sync-token", token),
        f"{DAV}getcontenttype": lambda: _text(f"{DAV}getcontenttype", "text/calendar"),
        f"{DAV}supported-report-set": _reports,
        components: lambda: _component(components),
        f"{CALDAV}supported-calendar-data": _data_kinds,
        f"{APPLE}calendar-color": lambda: _text(f"{APPLE}calendar-color", COLOUR),
    }


def tell_object(places: Places, item: Item) -> Properties:
    return _shared(places) | {
        f"{DAV}resourcetype": lambda: Element(f"{DAV}resourcetype"),
        f"{DAV}getetag": lambda: _text(f"{DAV}getetag", f'"{item.mark}"'),
        f"{DAV}getcontenttype": lambda: _text(f"{DAV}getcontenttype", OBJECT_TYPE),
        f"{DAV}getcontentlength": lambda: _text(f"{DAV}getcontentlength", str(len(item.write()))),
        f"{CALDAV}calendar-data": lambda: _text(f"{CALDAV}calendar-data", item.write().decode()),
    }


def list_found(properties: Properties, wanted: Wanted) -> tuple[list[Element], list[Element]]:
    """What is there of what was asked for, and what isn't."""
    names: Iterable[str] = wanted.names or (name for name in properties if name not in UNASKED)
    there, missing = [], []
    for name in names:
        if name not in properties:
            missing.append(Element(name))
        else:
            there.append(Element(name) if wanted.only_names else properties[name]())
    return there, missing


def _shared(places: Places) -> dict[str, Property]:
    who, owner = f"{DAV}current-user-principal", f"{DAV}owner"
    everybody = f"{DAV}principal-collection-set"
    return {
        who: lambda: _href(who, places.principal),
        owner: lambda: _href(owner, places.principal),
        everybody: lambda: _href(everybody, places.ROOT),
        f"{DAV}current-user-privilege-set": _privileges,
    }


def _text(name: str, text: str) -> Element:
    element = Element(name)
    element.text = text
    return element


def _nest(name: str, *inner: str) -> Element:
    element = Element(name)
    for each in inner:
        SubElement(element, each)
    return element


def _href(name: str, path: str) -> Element:
    element = Element(name)
    SubElement(element, f"{DAV}href").text = path
    return element


def _privileges() -> Element:
    """To read, and nothing else."""
    element = Element(f"{DAV}current-user-privilege-set")
    for each in ("read", "read-current-user-privilege-set"):
        SubElement(SubElement(element, f"{DAV}privilege"), f"{DAV}{each}")
    return element


def _reports() -> Element:
    element = Element(f"{DAV}supported-report-set")
    for each in REPORTS:
        report = SubElement(SubElement(element, f"{DAV}supported-report"), f"{DAV}report")
        SubElement(report, each)
    return element


def _component(name: str) -> Element:
    element = Element(name)
    SubElement(element, f"{CALDAV}comp", {"name": "VEVENT"})
    return element


def _data_kinds() -> Element:
    element = Element(f"{CALDAV}supported-calendar-data")
    kind = {"content-type": "text/calendar", "version": "2.0"}
    SubElement(element, f"{CALDAV}calendar-data", kind)
    return element
