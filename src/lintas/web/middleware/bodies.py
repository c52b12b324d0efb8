"""Bodies are read to their end before an answer goes out that didn't need them.

Else the server closes the connection while the client still writes, and the client learns that it
was cut off instead of why: a body that comes in chunks is found to be too large in the middle.
"""

import asyncio
import contextlib
from typing import Any

from litestar.types import HTTPScope, Message, Receive, Send

from lintas.web.middleware.kinds import HTTPApp

# Whoever sends more than that, or so slowly, is cut off after all.
MOST_BYTES = 8 * 1024 * 1024
PATIENCE = 5.0  # seconds


def finish_bodies(app: HTTPApp) -> HTTPApp:
    async def finishing(scope: HTTPScope, receive: Receive, send: Send) -> None:
        is_read = not _has_body(scope)

        async def receive_noting() -> Any:
            nonlocal is_read
            message = await receive()
            is_read = message["type"] != "http.request" or not message.get("more_body")
            return message

        async def read_on() -> None:
            left = MOST_BYTES
            while not is_read and left > 0:
                left -= len((await receive_noting()).get("body", b""))

        async def send_at_end(message: Message) -> None:
            if message["type"] == "http.response.start" and not is_read:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(read_on(), PATIENCE)
            await send(message)

        await app(scope, receive_noting, send_at_end)

    return finishing


def _has_body(scope: HTTPScope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"
