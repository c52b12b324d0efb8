"""The way to calendar accounts: bare ASGI, since Litestar knows no PROPFIND."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

from lintas.domain.feeds import Feed
from lintas.domain.secret import hash_secret
from lintas.feeds.dav.account import Account, Reply
from lintas.feeds.dav.answers import XML, write_error
from lintas.feeds.dav.asking import DavAsking, parse_dav_asking, read_body
from lintas.feeds.dav.bodies import DAV, NotXml, Unsupported
from lintas.feeds.dav.holdings import Accounts
from lintas.feeds.dav.properties import Places
from lintas.feeds.doors import Doors
from lintas.feeds.fetches import FetchLog
from lintas.feeds.limits import MOST_MISSES, Allowance
from lintas.feeds.press import Press
from lintas.feeds.watching import Watch
from lintas.feeds.wording import say_in_each_language
from lintas.store.feeds.addresses import FeedUnknown
from lintas.store.trouble import as_trouble

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
DavApp = Callable[[Any, Any, Any], Awaitable[None]]

UNDER = "/dav/"
WELL_KNOWN = "/.well-known/caldav"
METHODS = ("OPTIONS", "GET", "HEAD", "PROPFIND", "REPORT")
# A client asks about so many times where a subscriber asks once.
REQUESTS_EACH_TIME = 10
CLASSES = {"DAV": "1, 3, calendar-access"}
WHO = {"WWW-Authenticate": 'Basic realm="Lintas", charset="UTF-8"'}


class _Behind:
    """What one process has at hand."""

    def __init__(self, public_url: str, fetches: FetchLog, most_asks: int) -> None:
        watch = Watch()
        self.doors = Doors(watch)
        self.accounts = Accounts(Press(public_url, watch))
        self.fetches = fetches
        self.asks = Allowance(most_asks * REQUESTS_EACH_TIME)
        self.misses = Allowance(MOST_MISSES)


def make_dav_app(
    now: Callable[[], datetime], public_url: str, fetches: FetchLog, *, most_asks: int = 60
) -> DavApp:
    """An ASGI app for all under /dav/ and for /.well-known/caldav (RFC 6764, 5).

    `most_asks` is how often each calendar may be synchronised within ten minutes.
    """
    behind = _Behind(public_url, fetches, most_asks)

    async def serve_dav(scope: Scope, receive: Receive, send: Send) -> None:
        asking = parse_dav_asking(scope)
        body = await read_body(receive)
        try:
            reply = await _answer(asking, body, behind, now())
        except Exception as error:
            trouble = as_trouble(error)
            if trouble is None:
                raise
            # Nothing would be taken for a calendar that was emptied.
            reply = _tell(503, "feed.unavailable", {"Retry-After": str(trouble.retry_after)})
        await _send(reply, asking, send)

    return serve_dav


async def _answer(asking: DavAsking, body: bytes, behind: _Behind, now: datetime) -> Reply:
    if asking.path.rstrip("/") == WELL_KNOWN:
        return Reply(301, {"Location": UNDER})
    try:
        feed = await behind.doors.find_feed(hash_secret(asking.secret), now=now)
    except FeedUnknown:
        # Who has sent no password yet has not guessed one.
        wait = behind.misses.take(asking.peer, now=now) if asking.has_credentials else 0
        return _tell_to_wait(wait) if wait else _tell(401, "feed.no_account", WHO)
    if feed.revoked_at is not None:
        return _tell(401, "feed.revoked", WHO)
    if wait := behind.asks.take(feed.id, now=now):
        return _tell_to_wait(wait)
    return await _answer_for(feed, asking, body, behind, now)


async def _answer_for(
    feed: Feed, asking: DavAsking, body: bytes, behind: _Behind, now: datetime
) -> Reply:
    if asking.method == "OPTIONS":
        return Reply(200, {"Allow": ", ".join(METHODS)})
    if asking.method not in METHODS:
        return _refuse(403, f"{DAV}need-privileges")
    account = Account(feed, Places(feed.id.hex), behind.accounts, now)
    try:
        reply = await _ask(account, asking, body)
    except NotXml:
        return _tell(400, "feed.no_xml")
    except Unsupported as refusal:
        return _refuse(403, refusal.condition)
    if reply is None:
        return _tell(404, "feed.unknown")
    if reply.told:
        behind.fetches.note(feed.id, asking.agent, reply.told, now=now)
    return reply


async def _ask(account: Account, asking: DavAsking, body: bytes) -> Reply | None:
    if asking.method == "PROPFIND":
        return await account.find_properties(asking.path, asking.depth, body)
    if asking.method == "REPORT":
        return await account.report(asking.path, body)
    return await account.get(asking.path, asking.if_none_match)


def _tell_to_wait(seconds: int) -> Reply:
    return _tell(429, "feed.too_often", {"Retry-After": str(seconds)})


def _refuse(status: int, condition: str) -> Reply:
    return Reply(status, {"Content-Type": XML}, write_error(condition))


def _tell(status: int, words: str, headers: Mapping[str, str] | None = None) -> Reply:
    """For the person who looks into it."""
    body = say_in_each_language(words)
    return Reply(status, {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}, body)


async def _send(reply: Reply, asking: DavAsking, send: Send) -> None:
    told = {**CLASSES, "Cache-Control": "no-store", **reply.headers}
    headers = [(name.lower().encode(), value.encode()) for name, value in told.items()]
    if reply.status != 304:
        headers.append((b"content-length", b"%d" % len(reply.body)))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    body = b"" if asking.method == "HEAD" else reply.body
    await send({"type": "http.response.body", "body": body, "more_body": False})
