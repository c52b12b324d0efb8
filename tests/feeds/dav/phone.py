"""A device with a calendar account, and what it is answered."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from icalendar import Calendar

from lintas.domain.feeds import FeedScope
from lintas.feeds.dav.app import make_dav_app
from lintas.feeds.fetches import FetchLog
from tests.actions.world import hours
from tests.feeds.asker import PUBLIC_URL, Clock
from tests.feeds.course import Course

D, C = "{DAV:}", "{urn:ietf:params:xml:ns:caldav}"
NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
ALL_DATA = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def xml(self) -> Element:
        root: Element = fromstring(self.body)
        return root

    @property
    def hrefs(self) -> list[str]:
        return [each.text or "" for each in self.xml.findall(f"{D}response/{D}href")]

    @property
    def token(self) -> str:
        return self.xml.findtext(f"{D}sync-token") or ""

    @property
    def gone(self) -> list[str]:
        """Hrefs that are told to be nowhere."""
        return [
            each.findtext(f"{D}href") or ""
            for each in self.xml.findall(f"{D}response")
            if "404" in (each.findtext(f"{D}status") or "")
        ]

    @property
    def summaries(self) -> list[str]:
        return [
            str(Calendar.from_ical(each.text or "").events[0]["SUMMARY"])
            for each in self.xml.iter(f"{C}calendar-data")
        ]


@dataclass
class Phone:
    """One device that has an account, and the process that serves it."""

    password: str
    clock: Clock = field(default_factory=Clock)
    fetches: FetchLog = field(default_factory=FetchLog)
    most_asks: int = 60

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        self.app = make_dav_app(self.clock, PUBLIC_URL, self.fetches, most_asks=self.most_asks)

    async def ask(self, method: str, path: str, body: str | bytes = b"", **headers: str) -> Reply:
        credentials = base64.b64encode(f"siapa saja:{self.password}".encode()).decode()
        given = {"authorization": f"Basic {credentials}", **headers}
        raw = [(n.replace("_", "-").encode(), v.encode()) for n, v in given.items() if v]
        scope = {"type": "http", "method": method, "path": path, "headers": raw}
        sent: list[dict[str, Any]] = []
        whole = body if isinstance(body, bytes) else body.encode()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": whole, "more_body": False}

        await self.app(scope, receive, send)
        start, last = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return Reply(start["status"], told, last["body"])

    async def find(self, path: str, *names: str, depth: str = "0") -> Reply:
        wanted = "".join(f"<{name}/>" for name in names)
        body = f"<D:propfind {NAMESPACES}><D:prop>{wanted}</D:prop></D:propfind>"
        return await self.ask("PROPFIND", path, body, depth=depth)

    async def discover(self) -> str:
        """From the root to the calendar, as every client goes."""
        root = await self.find("/dav/", "D:current-user-principal")
        principal = root.xml.findtext(f".//{D}current-user-principal/{D}href") or ""
        told = await self.find(principal, "C:calendar-home-set")
        home = told.xml.findtext(f".//{C}calendar-home-set/{D}href") or ""
        listed = await self.find(home, "D:resourcetype", depth="1")
        (calendar,) = (
            each.findtext(f"{D}href") or ""
            for each in listed.xml.findall(f"{D}response")
            if each.find(f".//{C}calendar") is not None
        )
        return calendar

    async def synchronise(self, token: str = "", props: str = ALL_DATA) -> Reply:
        body = f"""<D:sync-collection {NAMESPACES}><D:sync-token>{token}</D:sync-token>
            <D:sync-level>1</D:sync-level>{props}</D:sync-collection>"""
        return await self.ask("REPORT", await self.discover(), body)


async def phone_of(course: Course, scope: FeedScope = FeedScope.PERSON) -> Phone:
    path = await course.open(scope)
    return Phone(path.strip("/").removesuffix(".ics"))


def query(*, start: str = "", end: str = "", kind: str = "VEVENT", inner: str = "") -> str:
    span = "".join(f' {name}="{at}"' for name, at in (("start", start), ("end", end)) if at)
    within = f"<C:time-range{span}/>" if span else ""
    return f"""<C:calendar-query {NAMESPACES}>{ALL_DATA}<C:filter>
        <C:comp-filter name="VCALENDAR"><C:comp-filter name="{kind}">{within}{inner}
        </C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


def utc(hour: float) -> str:
    return f"{hours(hour, hour + 1).start:%Y%m%dT%H%M%SZ}"
