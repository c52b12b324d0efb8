"""Where the published calendars hang in."""

from datetime import UTC, datetime

from litestar import asgi
from litestar.handlers import ASGIRouteHandler

from lintas.feeds.app import make_feed_app
from lintas.settings import Settings


def feeds_mount(settings: Settings) -> ASGIRouteHandler:
    """Everything under /k: bare ASGI, for it is asked far more often than anything else."""
    app = make_feed_app(lambda: datetime.now(UTC), settings.public_url)
    return asgi("/k", is_mount=True, copy_scope=False)(app)
