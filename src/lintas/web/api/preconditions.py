"""Headers that make a request safe to repeat, or to send on what one saw a while ago."""

import hashlib
import re
from collections.abc import Callable
from typing import Annotated, Any

from litestar.params import HeaderParameter

from lintas.domain.refusal import Fault
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


def read_version(if_match: str | None) -> int | None:
    """The version that the asker saw; none given, or "*": whatever it is now.

    Raises:
        Malformed
    """
    if if_match is None or if_match == "*":
        return None
    found = _VERSION.fullmatch(if_match.strip())
    if found is None:
        raise Malformed(faults=(Fault("If-Match", if_match, "version", '"3"'),))
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
        body_hash=hashlib.sha256(await request.body()).hexdigest(),
        status=status,
        render=render,
    )
