"""HTML, for people."""

from litestar import Router

from lintas.web.csrf import refuse_foreign_forms
from lintas.web.pages.accounts import ACCOUNTS
from lintas.web.pages.front import show_front
from lintas.web.pages.login import SIGNING_IN
from lintas.web.pages.policy import ask_who


def pages_router() -> Router:
    """Every page is for those who are signed in, unless its handler says `opt=OPEN`."""
    return Router(
        "/",
        guards=[ask_who, refuse_foreign_forms],
        include_in_schema=False,
        route_handlers=[show_front, *SIGNING_IN, *ACCOUNTS],
    )
