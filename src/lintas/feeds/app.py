"""The way to every published calendar: bare ASGI, since this is what is asked most often by far."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from lintas.domain.feeds import Feed
from lintas.domain.refusal import NotFound
from lintas.domain.secret import hash_secret
from lintas.feeds.asking import PACKED, Asking, Form, parse_asking
from lintas.feeds.doors import Doors
from lintas.feeds.fetches import FetchLog
from lintas.feeds.limits import MOST_MISSES, Allowance
from lintas.feeds.places import NoSuchDocument, find_document
from lintas.feeds.press import Edition, Press
from lintas.feeds.watching import Watch
from lintas.feeds.wording import say_in_each_language
from lintas.render.freebusy import render_jcal
from lintas.store.feeds.addresses import FeedUnknown
from lintas.store.feeds.printed import Standing
from lintas.store.trouble import as_trouble

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
FeedApp = Callable[[Any, Any, Any], Awaitable[None]]

METHODS = ("GET", "HEAD")
# The asker may use what it has for five minutes, nobody on the way may keep it.
FRESH = "private, max-age=300, must-revalidate"
ALWAYS = {
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


Headers = tuple[tuple[bytes, bytes], ...]


def _encode(headers: Mapping[str, str]) -> Headers:
    return tuple((name.lower().encode(), value.encode()) for name, value in headers.items())


PACKED_ONCE = (b"content-encoding", b"gzip")


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what a GET is answered with; HEAD has its length only."""

    status: int
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class _Behind:
    """What one process has at hand."""

    doors: Doors
    press: Press
    fetches: FetchLog
    asks: Allowance
    misses: Allowance


def make_feed_app(
    now: Callable[[], datetime], public_url: str, fetches: FetchLog, *, most_asks: int = 60
) -> FeedApp:
    """An ASGI app for paths that end in `<secret>.ics`, or in another form's suffix.

    `public_url` is our address as the world knows it. Who asks is of no matter, only the secret;
    what program it is goes to `fetches`. `most_asks` is how often each address answers within
    ten minutes; who asks for what isn't there is counted by the address that the asking is from.
    """
    watch = Watch()
    behind = _Behind(
        Doors(watch),
        Press(public_url, watch),
        fetches,
        Allowance(most_asks),
        Allowance(MOST_MISSES),
    )

    async def serve_feed(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 -- ASGI's signature; a calendar takes no body
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        asking = parse_asking(scope)
        try:
            answer = await _answer(asking, behind, now())
        except Exception as error:
            trouble = as_trouble(error)
            if trouble is None:
                raise
            # An empty calendar would be taken for the truth, and all would be deleted.
            headers = {"Retry-After": str(trouble.retry_after)}
            answer = _tell(503, "feed.unavailable", headers)
        await _send(answer, asking, send)

    return serve_feed


async def _answer(asking: Asking, behind: _Behind, now: datetime) -> Answer:
    if asking.method not in METHODS:
        return _tell(405, "feed.wrong_method", {"Allow": ", ".join(METHODS)})
    try:
        # What is no secret at all is looked up like one that nobody has.
        feed = await behind.doors.find_feed(hash_secret(asking.secret), now=now)
    except FeedUnknown:
        # Looked up all the same: whoever shares that address with a guesser is let in.
        wait = behind.misses.take(asking.peer, now=now)
        return _tell_to_wait(wait) if wait else _tell(404, "feed.unknown")
    return await _answer_for(feed, asking, behind, now)


async def _answer_for(feed: Feed, asking: Asking, behind: _Behind, now: datetime) -> Answer:
    if feed.revoked_at is not None:
        return _tell(410, "feed.revoked")
    if wait := behind.asks.take(feed.id, now=now):
        return _tell_to_wait(wait)
    if asking.form in {Form.BUSY, Form.OPENING}:
        return await _answer_of_place(feed, asking, now)
    return await _answer_of_calendar(feed, asking, behind, now)


async def _answer_of_calendar(feed: Feed, asking: Asking, behind: _Behind, now: datetime) -> Answer:
    if asking.year == 0:
        return _tell(404, "feed.no_such_year")
    standing = await behind.press.find_standing(feed, now=now, year=asking.year)
    if asking.form is Form.JCAL:
        answer = await _answer_in_json(feed, standing, asking, behind, now)
    elif asking.has(standing.tag, standing.since):
        answer = Answer(304, _validators(standing, asking.wants_packed))
    else:
        edition = await behind.press.print_edition(feed, standing, now=now, year=asking.year)
        standing, answer = edition.standing, _show(edition, asking)
    # Whoever has an archive has not been told what is to come.
    if (asking.method == "GET" or answer.status == 304) and asking.year is None:
        behind.fetches.note(feed.id, asking.agent, standing.tag, now=now)
    return answer


async def _answer_in_json(
    feed: Feed, standing: Standing, asking: Asking, behind: _Behind, now: datetime
) -> Answer:
    told = _tagged(standing, Form.JCAL)
    if asking.has(told.tag, told.since):
        return Answer(304, _validators(told, is_packed=False))
    edition = await behind.press.print_edition(feed, standing, now=now, year=asking.year)
    body = await asyncio.to_thread(render_jcal, edition.plain)
    validators = _validators(_tagged(edition.standing, Form.JCAL), is_packed=False)
    return Answer(200, (*validators, *_calendar(asking.form, asking.year)), body)


async def _answer_of_place(feed: Feed, asking: Asking, now: datetime) -> Answer:
    try:
        document = await find_document(feed, asking.form, now=now)
    except (NoSuchDocument, NotFound):
        return _tell(404, f"feed.no_{asking.form}")
    told = _tagged(document.standing, asking.form)
    validators = _validators(told, is_packed=False)
    if asking.has(told.tag, told.since):
        return Answer(304, validators)
    return Answer(200, (*validators, *_calendar(asking.form, None)), document.render())


def _tagged(standing: Standing, form: Form) -> Standing:
    """Two forms of one address are not each other's copies."""
    return replace(standing, tag=f"{standing.tag}-{form}")


def _show(edition: Edition, asking: Asking) -> Answer:
    told = (
        *_validators(edition.standing, asking.wants_packed),
        *_calendar(asking.form, asking.year),
    )
    if asking.wants_packed:
        return Answer(200, (*told, PACKED_ONCE), edition.packed)
    return Answer(200, told, edition.plain)


@lru_cache(maxsize=256)
def _calendar(form: Form, year: int | None) -> Headers:
    """A browser would name the file after the secret; an archive is there to be kept."""
    inline = f'inline; filename="lintas.{form}"'
    kept = f'attachment; filename="lintas-{year}.{form}"'
    kind = "application/calendar+json" if form is Form.JCAL else "text/calendar; charset=utf-8"
    return _encode(
        {
            "Content-Type": kind,
            "Content-Disposition": inline if year is None else kept,
        }
    )


@lru_cache(maxsize=4096)
def _validators(standing: Standing, is_packed: bool) -> Headers:  # noqa: FBT001 -- a fact about the answer
    """What 200 and 304 say alike."""
    return _encode(
        {
            "ETag": f'"{standing.tag}{PACKED if is_packed else ""}"',
            "Last-Modified": format_datetime(standing.since, usegmt=True),
            "Cache-Control": FRESH,
            "Vary": "Accept, Accept-Encoding, User-Agent",
            **ALWAYS,
        }
    )


def _tell_to_wait(seconds: int) -> Answer:
    return _tell(429, "feed.too_often", {"Retry-After": str(seconds)})


def _tell(status: int, words: str, headers: Mapping[str, str] | None = None) -> Answer:
    """For the person who looks into it."""
    body = say_in_each_language(words)
    plain = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Answer(status, _encode(plain | dict(headers or {}) | ALWAYS), body)


async def _send(answer: Answer, asking: Asking, send: Send) -> None:
    headers = list(answer.headers)
    if answer.status != 304:
        headers.append((b"content-length", b"%d" % len(answer.body)))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if asking.method == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body, "more_body": False})
