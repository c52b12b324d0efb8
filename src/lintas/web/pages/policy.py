"""For whom pages are: whoever is signed in, unless a page says otherwise."""

from collections.abc import Mapping
from typing import Any

from litestar.handlers import BaseRouteHandler

from lintas.web.asking import asking

# For everybody: signing in.
OPEN: Mapping[str, Any] = {"open": True}
# For whoever knows the secret in the path: participants' pages, one-time links. No other site
# can know it either, so that such forms need no token, and work in browsers without cookies.
BY_SECRET: Mapping[str, Any] = {"open": True, "csrf": False}


async def ask_who(connection: Any, handler: BaseRouteHandler) -> None:
    """Guard of every page.

    Raises:
        NotSignedIn: browsers are sent to sign in, and come back.
    """
    if not handler.opt.get("open", False):
        asking(connection)
