"""Who is at the door: found out once for each request, before anything else is looked at."""

import re
from datetime import UTC, datetime, timedelta

from litestar.types import HTTPScope, Receive, Send

from lintas.actions.accounts.notice_visit import notice_visit
from lintas.domain.accounts import TOKEN_PREFIX, CredentialKind, Visit
from lintas.domain.secret import SECRET_LENGTH, hash_secret
from lintas.settings import Settings
from lintas.store.credentials import CredentialUnknown, find_visit
from lintas.store.trouble import as_trouble
from lintas.web.asking import AnyRequest, NotSignedIn
from lintas.web.bodies.faults import CONTROL
from lintas.web.cookies import session_cookie
from lintas.web.doors import NoSuchPage
from lintas.web.middleware.kinds import HTTPApp

API = "/api/"
# Here nobody is asked who they are: the path opens by itself, or there is nothing to hide.
OPEN = ("/static/", "/k/", "/dav/", "/.well-known/caldav", "/health", "/ready", "/schema/")

_BEARER = re.compile(rf"[Bb]earer +({TOKEN_PREFIX}[A-Za-z0-9_-]{{{SECRET_LENGTH}}})")
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SECRET_LENGTH}}}")

# How old the note of a last visit may grow: writing it at each request would be a write for a read.
NOTE_AGE = timedelta(minutes=10)


def know_visitors(app: HTTPApp, settings: Settings) -> HTTPApp:
    """Put the Visit, or None, where `asking` finds it. An API request without one ends here."""
    cookie = session_cookie(settings)

    async def knowing(scope: HTTPScope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(OPEN):
            await app(scope, receive, send)
            return
        now = datetime.now(UTC)
        request = AnyRequest(scope)
        if scope["path"].startswith(API):
            visit = await _find(
                CredentialKind.TOKEN, _BEARER, request.headers.get("authorization", ""), now
            )
            if visit is None:
                raise NotSignedIn
        else:
            visit = await _find(
                CredentialKind.BROWSER, _SECRET, request.cookies.get(cookie, ""), now
            )
        scope["auth"] = visit
        if CONTROL.search(scope["path"]):
            raise NoSuchPage
        await app(scope, receive, send)
        if visit is not None and now - visit.seen_at > NOTE_AGE:
            await _note(visit, now)

    return knowing


async def _find(
    kind: CredentialKind, form: re.Pattern[str], given: str, now: datetime
) -> Visit | None:
    secret = form.fullmatch(given.strip())
    if secret is None:
        return None
    try:
        return await find_visit(kind, hash_secret(secret[secret.lastindex or 0]), now=now)
    except CredentialUnknown:
        return None


async def _note(visit: Visit, now: datetime) -> None:
    """After the answer; a database that is away now is met by the next visit again."""
    try:
        await notice_visit(visit, now=now)
    except Exception as error:
        if as_trouble(error) is None:
            raise
