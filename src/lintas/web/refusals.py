"""The status of each refusal: the one table."""

from lintas.actions.accounts.sign_in import SignInRefused
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.refusal import (
    AlreadyThere,
    IllegalState,
    Invalid,
    NotFound,
    Refusal,
    VersionPassed,
)
from lintas.intake.calendars.trimming import NotACalendar
from lintas.intake.sheets.refusing import TooManyRows, UnreadableSheet
from lintas.rules.access import NotAllowed
from lintas.store.bookings.receipts import AnotherBody
from lintas.store.credentials import CredentialUnknown
from lintas.store.migrations import SchemaBehind, SchemaTooNew
from lintas.store.trainer_links import LinkRevoked
from lintas.store.trouble import StoreUnavailable
from lintas.web.asking import NotSignedIn
from lintas.web.bodies.reading import Malformed
from lintas.web.doors import (
    BodyTooLarge,
    CrossSite,
    NoSuchPage,
    TooManyTries,
    Unhandled,
    WrongMediaType,
    WrongMethod,
)

# The nearest class counts, so that a subclass needs a line only where its status differs.
STATUS: dict[type[Refusal], int] = {
    Malformed: 400,
    UnreadableSheet: 400,
    NotACalendar: 400,
    NotSignedIn: 401,
    NotAllowed: 403,
    CrossSite: 403,
    NotFound: 404,
    NoSuchPage: 404,
    WrongMethod: 405,
    PlanClashes: 409,
    IllegalState: 409,
    AlreadyThere: 409,
    CredentialUnknown: 410,
    LinkRevoked: 410,
    VersionPassed: 412,
    BodyTooLarge: 413,
    TooManyRows: 413,
    WrongMediaType: 415,
    Invalid: 422,
    AnotherBody: 422,
    SignInRefused: 422,
    TooManyTries: 429,
    Unhandled: 500,
    StoreUnavailable: 503,
    SchemaBehind: 503,
    SchemaTooNew: 503,
}


def status_of(refusal: Refusal) -> int:
    """409 for what has no line: the request was sound, and something stands against it."""
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 409)


def headers_of(refusal: Refusal) -> dict[str, str]:
    """What the status by itself promises."""
    if isinstance(refusal, NotSignedIn):
        return {"WWW-Authenticate": 'Bearer realm="lintas"'}
    if isinstance(refusal, WrongMethod):
        return {"Allow": refusal.allow}
    if isinstance(refusal, (StoreUnavailable, TooManyTries)):
        return {"Retry-After": str(refusal.retry_after)}
    return {}
