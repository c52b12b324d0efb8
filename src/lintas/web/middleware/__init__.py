"""What happens to every request around Litestar, outermost first: see `wrap`."""

from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from lintas.settings import Settings
from lintas.web.middleware.armour import armour
from lintas.web.middleware.bodies import finish_bodies
from lintas.web.middleware.catching import catch
from lintas.web.middleware.heads import answer_heads
from lintas.web.middleware.kinds import HTTPApp
from lintas.web.middleware.log import log_access
from lintas.web.middleware.visitors import know_visitors


def wrap(app: ASGIApp, settings: Settings) -> ASGIApp:
    """Litestar's own middleware would not see what no route answers: it stands behind routing."""
    inner = cast("HTTPApp", app)
    known = finish_bodies(catch(know_visitors(inner, settings)))
    http = log_access(armour(answer_heads(known), settings))

    async def choosing(scope: Scope, receive: Receive, send: Send) -> None:
        # We have no web sockets: Litestar says so.
        chosen = http if scope["type"] == ScopeType.HTTP else app
        await chosen(cast("HTTPScope", scope), receive, send)

    return choosing
