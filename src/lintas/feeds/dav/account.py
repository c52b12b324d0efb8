"""One calendar account: what each of its addresses answers."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

from lintas.domain.feeds import Feed
from lintas.domain.items import UnknownRevision
from lintas.feeds.dav.answers import XML, respond, respond_gone, write_several
from lintas.feeds.dav.bodies import (
    DAV,
    Multiget,
    Query,
    Sync,
    Unsupported,
    Wanted,
    parse_propfind,
    parse_report,
)
from lintas.feeds.dav.holdings import Accounts, Holdings
from lintas.feeds.dav.properties import (
    OBJECT_TYPE,
    Places,
    Properties,
    tell_calendar,
    tell_home,
    tell_object,
    tell_principal,
    tell_root,
)
from lintas.render.catalogues import say
from lintas.store.feeds.desks import name_subjects

_LONGEST_NUMBER = 18


@dataclass(frozen=True, slots=True)
class Reply:
    """`told` is the calendar's tag where the client now knows it as it is."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Answers are none where nothing lives at the path: another's is no different."""

    feed: Feed
    places: Places
    accounts: Accounts
    now: datetime

    async def find_properties(self, path: str, depth: str, body: bytes) -> Reply | None:
        """PROPFIND of a resource, and of those directly in it where the depth is 1.

        Raises:
            NotXml
            Unsupported: with all that is below (RFC 4918, 9.1).
        """
        wanted = parse_propfind(body)
        # None given means infinity, too; a client that forgot it is served all the same.
        if depth == "infinity":
            raise Unsupported(f"{DAV}propfind-finite-depth")
        path = self._whole(path)
        own = await self._properties(path)
        if own is None:
            return None
        responses = [respond(path, own, wanted)]
        if depth == "1":
            responses += [each async for each in self._inside(path, wanted)]
        return _several(responses)

    async def report(self, path: str, body: bytes) -> Reply | None:
        """Raises NotXml, Unsupported."""
        asked = parse_report(body)
        if self._whole(path) not in (self.places.calendar, self.places.home):
            return None
        holdings = await self._holdings()
        if isinstance(asked, Sync):
            return await self._synchronise(asked, holdings)
        if isinstance(asked, Multiget):
            return _several(self._get_each(asked, holdings), told=holdings.tag)
        return _several(self._query(asked, holdings), told=holdings.tag)

    async def get(self, path: str, if_none_match: str) -> Reply | None:
        """One object. The calendar as a whole is at its own address, for subscribers."""
        item = (await self._holdings()).items.get(self._object_name(path))
        if item is None:
            return None
        tag = f'"{item.mark}"'
        if tag in if_none_match:
            return Reply(304, {"ETag": tag})
        return Reply(200, {"Content-Type": OBJECT_TYPE, "ETag": tag}, item.write())

    async def _synchronise(self, asked: Sync, holdings: Holdings) -> Reply:
        number = await self.accounts.find_revision(self.feed, holdings, now=self.now)
        if not asked.token:
            responses = self._each(holdings.items, holdings, asked.wanted)
        else:
            news = await self._list_news(asked.token)
            responses = self._each((name for name, _ in news), holdings, asked.wanted)
        return _several(responses, f"{self._tokens}{number}", told=holdings.tag)

    @property
    def _tokens(self) -> str:
        """How a token of this account begins; clients send them back as they are (6578, 3.2)."""
        return f"urn:lintas:{self.places.account}:"

    async def _list_news(self, token: str) -> tuple[tuple[str, bool], ...]:
        number = token.removeprefix(self._tokens)
        is_ours = token.startswith(self._tokens) and number.isdecimal() and number.isascii()
        if not is_ours or len(number) > _LONGEST_NUMBER:
            raise Unsupported(f"{DAV}valid-sync-token")
        try:
            return await self.accounts.list_news(self.feed, after=int(number))
        except UnknownRevision:
            raise Unsupported(f"{DAV}valid-sync-token") from None

    def _get_each(self, asked: Multiget, holdings: Holdings) -> Iterable[Element]:
        for href in asked.hrefs:
            item = holdings.items.get(self._object_name(href))
            if item is None:
                yield respond_gone(href)
            else:
                yield respond(href, tell_object(self.places, item), asked.wanted)

    def _query(self, asked: Query, holdings: Holdings) -> Iterable[Element]:
        if asked.is_of_events:
            met = (
                name for name, item in holdings.items.items() if item.meets(asked.start, asked.end)
            )
            yield from self._each(met, holdings, asked.wanted)

    def _each(self, names: Iterable[str], holdings: Holdings, wanted: Wanted) -> Iterable[Element]:
        """What isn't there any more is told to be gone."""
        for name in names:
            path = self.places.object(name)
            item = holdings.items.get(name)
            if item is None:
                yield respond_gone(path)
            else:
                yield respond(path, tell_object(self.places, item), wanted)

    async def _properties(self, path: str) -> Properties | None:
        if path == self.places.calendar:
            return await self._tell_calendar()
        if path == self.places.principal:
            return tell_principal(self.places, await self._name())
        for place, tell in ((self.places.ROOT, tell_root), (self.places.home, tell_home)):
            if path == place:
                return tell(self.places)
        item = (await self._holdings()).items.get(self._object_name(path))
        return tell_object(self.places, item) if item else None

    async def _inside(self, path: str, wanted: Wanted) -> AsyncIterator[Element]:
        if path == self.places.ROOT:
            yield respond(self.places.principal, await self._told(self.places.principal), wanted)
        elif path in (self.places.principal, self.places.home):
            below = self.places.home if path == self.places.principal else self.places.calendar
            yield respond(below, await self._told(below), wanted)
        elif path == self.places.calendar:
            holdings = await self._holdings()
            for each in self._each(holdings.items, holdings, wanted):
                yield each

    async def _told(self, path: str) -> Properties:
        return await self._properties(path) or {}

    async def _tell_calendar(self) -> Properties:
        holdings = await self._holdings()
        number = await self.accounts.find_revision(self.feed, holdings, now=self.now)
        return tell_calendar(
            self.places, await self._name(), holdings.tag, f"{self._tokens}{number}"
        )

    async def _holdings(self) -> Holdings:
        return await self.accounts.find_holdings(self.feed, now=self.now)

    async def _name(self) -> str:
        names = await name_subjects([self.feed])
        language = self.feed.style.language
        return say(f"feed.{self.feed.scope}", language, name=names.get(self.feed.subject_id, ""))

    def _whole(self, path: str) -> str:
        """Collections end in a slash, whether or not the client says so."""
        return path if path.endswith((".ics", "/")) else f"{path}/"

    def _object_name(self, path: str) -> str:
        """Empty where the path leads to no object of this calendar."""
        inside, _, name = path.rpartition("/")
        is_ours = f"{inside}/" == self.places.calendar and name.endswith(".ics")
        return name.removesuffix(".ics") if is_ours else ""


def _several(responses: Iterable[Element], token: str = "", *, told: str = "") -> Reply:
    return Reply(207, {"Content-Type": XML}, write_several(responses, token), told)
