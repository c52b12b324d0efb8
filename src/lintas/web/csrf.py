"""Forms of ours, told from forms that other sites make our readers send."""

import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar.handlers import BaseRouteHandler

from lintas.domain.secret import new_secret
from lintas.web.asking import Connection, settings_of, visiting
from lintas.web.cookies import guest_cookie
from lintas.web.doors import CrossSite
from lintas.web.forms import read_pairs

FIELD = "_csrf"
_SALT = 16  # characters
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


async def refuse_foreign_forms(connection: Any, handler: BaseRouteHandler) -> None:
    """Guard of every page: nothing is changed unless a page of ours in this browser asked for it.

    A handler with `opt={"csrf": False}` is opened by a secret in its own path, which another
    site can't know.

    Raises:
        CrossSite
    """
    if connection.method in SAFE:
        return
    _refuse_foreign_origin(connection)
    if handler.opt.get("csrf", True):
        given = (await read_pairs(connection)).get(FIELD, [""])[0]
        if not _is_ours(connection, given):
            raise CrossSite


def csrf_token(connection: Connection) -> str:
    """Bound to the signed-in browser, else to the guest's cookie; another one each time.

    A token that never changed could be read off the length of compressed pages (BREACH).
    """
    return _token(connection, secrets.token_hex(_SALT // 2))


def _is_ours(connection: Connection, token: str) -> bool:
    return hmac.compare_digest(token.encode(), _token(connection, token[:_SALT]).encode())


def _token(connection: Connection, salt: str) -> str:
    key = settings_of(connection).secret_key.encode()
    bound = f"csrf:{salt}:{_bearer_of(connection)}".encode()
    return salt + hmac.new(key, bound, hashlib.sha256).hexdigest()


def guest_secret(connection: Connection) -> str:
    """What the guest's cookie holds; made now for a browser that has none.

    The same for the whole request, so that its page and its cookie agree.
    """
    state = connection.scope.setdefault("state", {})
    if "guest" not in state:
        given = connection.cookies.get(guest_cookie(settings_of(connection)), "")
        state["guest"] = given or new_secret()
    guest: str = state["guest"]
    return guest


def _bearer_of(connection: Connection) -> str:
    visit = visiting(connection)
    return f"browser:{visit.credential_id}" if visit else f"guest:{guest_secret(connection)}"


def _refuse_foreign_origin(connection: Connection) -> None:
    """What browsers say of themselves; scripts can't forge it.

    Neighbours under the same domain ("same-site") are foreign too. An Origin of "null" says
    nothing: our own Referrer-Policy makes browsers send it from our own forms.
    """
    if connection.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        raise CrossSite
    origin = connection.headers.get("origin", "null")
    ours = {connection.headers.get("host", ""), urlsplit(settings_of(connection).public_url).netloc}
    if origin != "null" and urlsplit(origin).netloc not in ours:
        raise CrossSite
