"""One line for each answer, without secrets, queries, cookies or names."""

import logging
import time

from litestar.types import HTTPScope, Message, Receive, Send

from lintas.web.masking import mask
from lintas.web.middleware.kinds import HTTPApp

logger = logging.getLogger("lintas.access")


def log_access(app: HTTPApp) -> HTTPApp:
    async def logging_access(scope: HTTPScope, receive: Receive, send: Send) -> None:
        # Handlers see another path where Litestar has tidied it.
        method, path = scope["method"], mask(scope["path"])
        started = time.perf_counter()

        async def send_logging(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = (time.perf_counter() - started) * 1000
                logger.info("%s %r %d %.1f ms", method, path, message["status"], took)
            await send(message)

        await app(scope, receive, send_logging)

    return logging_access
