"""Who is asking, and of which installation.

The middleware `lintas.web.middleware.visitors` finds out who: a program by its bearer token, a
person by the browser's cookie. Handlers take it from here.
"""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection

from lintas.domain.accounts import Visit
from lintas.domain.nik import NikKey
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.domain.sealing import SealingKey
from lintas.settings import Settings

Connection = ASGIConnection[Any, Any, Any, Any]
AnyRequest = Request[Any, Any, Any]


class NotSignedIn(Refusal):
    """Nobody known is asking: no credentials came, or none that are in force."""


def asking(connection: Connection) -> Actor:
    """Who asks.

    Raises:
        NotSignedIn: nobody known does.
    """
    visit = visiting(connection)
    if visit is None:
        raise NotSignedIn
    return visit.actor


def visiting(connection: Connection) -> Visit | None:
    """The visit, where a page is also for those who are not signed in."""
    visit: Visit | None = connection.scope.get("auth")
    return visit


def nik_key_of(connection: Connection) -> NikKey:
    """What citizens' numbers are hashed under as they come in."""
    return NikKey(settings_of(connection).lasting_key)


def sealing_key_of(connection: Connection) -> SealingKey:
    """What addresses of other calendars are kept under."""
    return SealingKey(settings_of(connection).secret_key)


def settings_of(connection: Connection) -> Settings:
    """With a secret key, also where the environment gave none."""
    settings: Settings = connection.app.state["settings"]
    return settings
