"""Where the published calendars hang in."""

from datetime import UTC, datetime

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from lintas.feeds.app import make_feed_app
from lintas.feeds.dav.app import UNDER as ACCOUNTS
from lintas.feeds.dav.app import WELL_KNOWN, make_dav_app
from lintas.feeds.fetches import FetchLog
from lintas.settings import Settings

UNDER = "/k/"


def hang_in_feeds(app: ASGIApp, settings: Settings, fetches: FetchLog) -> ASGIApp:
    """The app, with the calendars under /k/: bare ASGI, for nothing is asked as often by far.

    Not a mount of Litestar's, which would swallow every address that begins so, /kelola too.
    Calendar accounts are beside them, under /dav/.
    """

    def now() -> datetime:
        return datetime.now(UTC)

    most = settings.feed_asks
    feeds = make_feed_app(now, settings.public_url, fetches, most_asks=most)
    accounts = make_dav_app(now, settings.public_url, fetches, most_asks=most)

    async def choosing(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == ScopeType.HTTP else ""
        if path.startswith(UNDER):
            await feeds(scope, receive, send)
        elif f"{path}/".startswith(ACCOUNTS) or path == WELL_KNOWN:
            await accounts(scope, receive, send)
        else:
            await app(scope, receive, send)

    return choosing
