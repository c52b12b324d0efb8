"""Where the published calendars hang in."""

from datetime import UTC, datetime

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from lintas.feeds.app import make_feed_app
from lintas.feeds.fetches import FetchLog
from lintas.settings import Settings

UNDER = "/k/"


def hang_in_feeds(app: ASGIApp, settings: Settings, fetches: FetchLog) -> ASGIApp:
    """The app, with the calendars under /k/: bare ASGI, for nothing is asked as often by far.

    Not a mount of Litestar's, which would swallow every address that begins so, /kelola too.
    """
    feeds = make_feed_app(
        lambda: datetime.now(UTC), settings.public_url, fetches, most_asks=settings.feed_asks
    )

    async def choosing(scope: Scope, receive: Receive, send: Send) -> None:
        is_feed = scope["type"] == ScopeType.HTTP and scope["path"].startswith(UNDER)
        await (feeds if is_feed else app)(scope, receive, send)

    return choosing
