"""A request for a calendar account: who asks by which password, and for what."""

import base64
import binascii
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lintas.domain.secret import SECRET_LENGTH
from lintas.feeds.asking import read_headers
from lintas.feeds.dav.bodies import LARGEST

# As it is, or within the address of the calendar, which is what people copy.
_PASSWORD = re.compile(rf"(?:\S*/)?([A-Za-z0-9_-]{{{SECRET_LENGTH}}})(?:\.ics)?")
LONGEST_CREDENTIALS = 2_000


@dataclass(frozen=True, slots=True)
class DavAsking:
    """`secret` is empty where there is no password that could be one."""

    method: str
    path: str
    secret: str
    has_credentials: bool
    depth: str
    if_none_match: str
    agent: str
    peer: str


def parse_dav_asking(scope: Mapping[str, Any]) -> DavAsking:
    headers = read_headers(scope)
    given = headers.get("authorization", "")
    return DavAsking(
        method=scope["method"],
        path=unquote(scope["path"]),
        secret=_find_secret(given),
        has_credentials=bool(given),
        depth=headers.get("depth", "").strip().lower(),
        if_none_match=headers.get("if-none-match", ""),
        agent=headers.get("user-agent", ""),
        peer=(scope.get("client") or ("",))[0],
    )


async def read_body(receive: Callable[[], Awaitable[Any]]) -> bytes:
    """As much as is allowed and one byte more; the rest is not kept."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        part: bytes = message.get("body", b"")
        body += part[: LARGEST + 1 - len(body)]
        if not message.get("more_body"):
            return body


def _find_secret(authorization: str) -> str:
    """Of Basic credentials (RFC 7617); the user's name is of no matter."""
    kind, _, encoded = authorization.strip().partition(" ")
    if kind.lower() != "basic" or len(encoded) > LONGEST_CREDENTIALS:
        return ""
    try:
        _, _, password = base64.b64decode(encoded.strip()).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    found = _PASSWORD.fullmatch(password.strip())
    return found[1] if found else ""
