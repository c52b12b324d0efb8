"""Headers that make a request safe to repeat, or to send on what one saw a while ago."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from litestar.params import HeaderParameter

from lintas.domain.refusal import Fault, Refusal, VersionPassed
from lintas.store.bookings.receipts import Receipt
from lintas.web.asking import AnyRequest, asking
from lintas.web.bodies.reading import Malformed

# `if_match: IfMatch = None`, `key: IdempotencyKey = None` in a handler's parameters.
IfMatch = Annotated[
    str | None, HeaderParameter(name="If-Match", description='The version seen: "3", or *')
]
IdempotencyKey = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        description="Up to 255 printable ASCII characters; kept for 7 days",
    ),
]

LONGEST_KEY = 255
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"|(\d{1,9})')
_TAG = re.compile(r'(?:W/)?"[^"]*"')


class StrangeVersion(VersionPassed):
    """An entity tag that we never gave out: whatever it stood for is not what stands now."""

    def __init__(self, given: str) -> None:
        Refusal.__init__(self, f"{given} is no version of ours", faults=(_version_fault(given),))


def _version_fault(given: str) -> Fault:
    return Fault("If-Match", given, "version", '"3"')


def read_version(if_match: str | None) -> int | None:
    """The version that the asker saw; none given, or "*": whatever it is now.

    Raises:
        StrangeVersion: an entity tag, but none of ours.
        Malformed: no entity tag.
    """
    if if_match is None or if_match == "*":
        return None
    found = _VERSION.fullmatch(if_match.strip())
    if found is None and _TAG.fullmatch(if_match.strip()):
        raise StrangeVersion(if_match)
    if found is None:
        raise Malformed(faults=(_version_fault(if_match),))
    return int(found[1] or found[2])


def version_tag(version: int) -> str:
    """For the ETag of what has a version."""
    return f'"{version}"'


async def read_receipt(
    request: AnyRequest,
    key: str | None,
    *,
    status: int,
    render: Callable[[Any], str],
) -> Receipt | None:
    """What makes the action answer a repeated request as it did the first; none without a key.

    `render` writes the answer that is kept, as the handler itself would.

    Raises:
        Malformed: no key that anybody means.
    """
    if key is None:
        return None
    if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
        raise Malformed(faults=(Fault("Idempotency-Key", key[:LONGEST_KEY], "key", LONGEST_KEY),))
    return Receipt(
        actor=asking(request).id,
        route=f"{request.method} {request.scope['path_template']}",
        key=key,
        body_hash=_digest(request.path_params, await request.body()),
        status=status,
        render=render,
    )


def _digest(named: Mapping[str, object], body: bytes) -> str:
    """Of the whole request: what its path names is as much of it as its body."""
    path = "".join(f"{name}={value}\n" for name, value in sorted(named.items()))
    return hashlib.sha256(path.encode() + body).hexdigest()
