"""Forms that are carried out once, however often they are sent."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from lintas.domain.refusal import Refusal
from lintas.domain.secret import new_secret
from lintas.store.bookings.receipts import AnotherBody, Receipt
from lintas.web.asking import AnyRequest, asking
from lintas.web.csrf import FIELD
from lintas.web.forms import Form, read_pairs
from lintas.web.html import Page, show_again

# The hidden field of such a form.
KEY = "key"
LONGEST_KEY = 100


class SentBefore(Refusal):
    """A form that was carried out comes again with something else in it: perhaps by mistake."""


def new_key() -> str:
    """For a form that nobody has sent yet."""
    return new_secret()


async def read_receipt(request: AnyRequest, *, render: Callable[[Any], str]) -> Receipt | None:
    """What makes the action answer a form sent again as it did the first time.

    `render` writes the path that the sender goes to. None for a form without a key.
    """
    pairs = await read_pairs(request)
    key = next(iter(pairs.get(KEY, ())), "")
    if not key or len(key) > LONGEST_KEY:
        return None
    sent = sorted((name, value) for name, value in pairs.items() if name != FIELD)
    return Receipt(
        actor=asking(request).id,
        route=f"{request.method} {request.scope['path_template']}",
        key=key,
        body_hash=hashlib.sha256(urlencode(sent, doseq=True).encode()).hexdigest(),
        status=303,
        render=render,
    )


async def show_once_more(
    request: AnyRequest, template: str, form: Form, refusal: Refusal, **facts: Any
) -> Page:
    """As `show_again`; sent once more, a form that was carried out before is another one."""
    if isinstance(refusal, AnotherBody):
        form, refusal = form.with_value(KEY, new_key()), SentBefore()
    return await show_again(request, template, form, refusal, **facts)
