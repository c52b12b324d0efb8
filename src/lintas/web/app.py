"""The web application, put together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.types import ControllerRouterHandler

from lintas.feeds.fetches import FetchLog, writing_by_and_by
from lintas.settings import Settings
from lintas.web.answers import answer_error
from lintas.web.api import api_router
from lintas.web.bodies.handing import StrictBody
from lintas.web.calendars import hang_in_feeds
from lintas.web.doors import LARGEST_BODY
from lintas.web.health import tell_health, tell_readiness
from lintas.web.menu import routed
from lintas.web.middleware import wrap
from lintas.web.openapi import describe
from lintas.web.pages import pages_router
from lintas.web.parameters import list_parameters
from lintas.web.static import send_file
from lintas.web.throttle import Throttle

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]


def create_app(
    settings: Settings,
    *,
    lifespan: Sequence[Lifespan] = (),
    also: Sequence[ControllerRouterHandler] = (),
) -> Litestar:
    """The whole door: API, pages, files, health.

    `lifespan` is what else lives while it serves, such as the worker; `also` are handlers from
    outside, for tests. The store must be in use already: see lintas.cli.serve.
    """
    settings, fetches = settings.with_key(), FetchLog()
    app = Litestar(
        route_handlers=[
            api_router(),
            pages_router(),
            send_file,
            tell_health,
            tell_readiness,
            *also,
        ],
        dto=StrictBody,
        return_dto=None,
        exception_handlers={Exception: answer_error},
        request_max_body_size=LARGEST_BODY,
        openapi_config=describe(),
        compression_config=CompressionConfig(
            backend="gzip",
            minimum_size=1024,
            gzip_compress_level=5,
            # Calendars pack themselves, once for all who ask, and not for Outlook.
            exclude=["^/k/"],
        ),
        lifespan=list[Any]([*lifespan, lambda _: writing_by_and_by(fetches)]),
        logging_config=None,
        state=State({"settings": settings, "guesses": Throttle()}),
        debug=False,
    )
    app.state["parameters"] = list_parameters(app)
    app.state["menu"] = routed(app)
    app.asgi_handler = wrap(hang_in_feeds(app.asgi_handler, settings, fetches), settings)
    return app
