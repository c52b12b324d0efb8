"""Somebody else's calendar, over the network, within bounds of time, bytes and places."""

import asyncio
import zlib
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

import httpx

from lintas.domain.refusal import Refusal
from lintas.intake.calendars.guarding import Blocked, GuardedTransport
from lintas.intake.calendars.trimming import LARGEST

MOST_HOPS = 3
# For all hops together, and for each wait of one.
SECONDS, PATIENCE = 10.0, 8.0
MOST_SENT = 2_000_000
LONGEST_ADDRESS = 2_000
HTTPS = frozenset(("https",))
_FOR_GOOD = frozenset((301, 308))
_CHUNK = 65_536
_GZIP = 31
_HEADERS = {
    # Office 365 answers 500 to names that it doesn't know.
    "User-Agent": "Mozilla/5.0 (compatible; Lintas/1.0)",
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "gzip",
}


class FetchFailed(Refusal):
    """Nothing came that could be read; what was known before stays known.

    `why`: "address" (none to fetch from, or one inside), "unreachable", "slow", "hops", "large",
    "encoding", "status" (with `status`).
    """

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(f"{why} {status or ''}".strip())
        self.why, self.status = why, status


@dataclass(frozen=True, slots=True)
class Marks:
    """By which its server knows what we have: ETag and Last-Modified, as they came."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is None where nothing has changed since `marks` were given.

    `moved_to` is where it has moved for good (301, 308): empty where it hasn't.
    """

    body: bytes | None
    marks: Marks
    moved_to: str = ""


def clean_address(given: str, *, schemes: frozenset[str] = HTTPS) -> str:
    """webcal:// is https by another name.

    Raises:
        FetchFailed: "address", for what is no such address or carries a login.
    """
    address = given.strip()
    for name in ("webcal://", "webcals://"):
        if address.lower().startswith(name):
            address = f"https://{address[len(name) :]}"
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise FetchFailed("address") from None
    if len(address) > LONGEST_ADDRESS or url.scheme not in schemes or not url.host or url.userinfo:
        raise FetchFailed("address")
    return str(url.copy_with(fragment=None))


def open_client(through: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """One for all calendars; whoever opened it closes it."""
    return httpx.AsyncClient(
        transport=through or GuardedTransport(),
        follow_redirects=False,
        trust_env=False,
        timeout=PATIENCE,
    )


async def fetch(
    client: httpx.AsyncClient,
    address: str,
    marks: Marks,
    *,
    schemes: frozenset[str] = HTTPS,
) -> Fetched:
    """What is at the address now, at most three redirections away, each looked at like the first.

    Raises:
        FetchFailed.
    """
    try:
        async with asyncio.timeout(SECONDS):
            return await _follow(client, address, marks, schemes)
    except (TimeoutError, httpx.TimeoutException):
        raise FetchFailed("slow") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        is_inside = isinstance(error.__cause__, Blocked)
        raise FetchFailed("address" if is_inside else "unreachable") from None


async def _follow(
    client: httpx.AsyncClient, address: str, marks: Marks, schemes: frozenset[str]
) -> Fetched:
    sent = _HEADERS | {"If-None-Match": marks.etag, "If-Modified-Since": marks.last_modified}
    headers = {name: value for name, value in sent.items() if value}
    moved_to, is_for_good = "", True
    for _ in range(MOST_HOPS + 1):
        address = clean_address(address, schemes=schemes)
        async with client.stream("GET", address, headers=headers) as came:
            if not came.has_redirect_location:
                return replace(await _read(came, marks), moved_to=moved_to)
            address = str(came.url.join(came.headers["Location"]))
            # Behind a way that leads there only for now nothing is for good.
            is_for_good = is_for_good and came.status_code in _FOR_GOOD
            moved_to = clean_address(address, schemes=schemes) if is_for_good else moved_to
    raise FetchFailed("hops")


async def _read(came: httpx.Response, marks: Marks) -> Fetched:
    if came.status_code == httpx.codes.NOT_MODIFIED:
        return Fetched(None, marks)
    if came.status_code != httpx.codes.OK:
        raise FetchFailed("status", came.status_code)
    body = bytearray()
    async with aclosing(_inflated(came)) as parts:
        async for part in parts:
            body += part
            if len(body) > LARGEST:
                raise FetchFailed("large")
    now = Marks(came.headers.get("ETag", "")[:200], came.headers.get("Last-Modified", "")[:60])
    return Fetched(bytes(body), now)


async def _inflated(came: httpx.Response) -> AsyncGenerator[bytes]:
    """Never more at a time than a chunk: a small gzip may hold gigabytes."""
    encoding = came.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise FetchFailed("encoding")
    inflating = zlib.decompressobj(_GZIP) if encoding.endswith("gzip") else None
    sent = 0
    async for raw in came.aiter_raw(_CHUNK):
        sent += len(raw)
        if sent > (MOST_SENT if inflating else LARGEST):
            raise FetchFailed("large")
        if inflating is None:
            yield raw
            continue
        left = raw
        while left:
            try:
                yield inflating.decompress(left, _CHUNK)
            except zlib.error:
                raise FetchFailed("encoding") from None
            left = inflating.unconsumed_tail
