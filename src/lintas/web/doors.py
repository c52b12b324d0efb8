"""What the door itself refuses, before any handler looks at a request."""

from collections.abc import Callable, Mapping
from typing import Any

from litestar.exceptions import (
    ClientException,
    HTTPException,
    ValidationException,
)

from lintas.domain.refusal import Fault, Refusal
from lintas.web.bodies.faults import shown
from lintas.web.bodies.reading import Malformed

LARGEST_BODY = 1024 * 1024
# Of addresses that take a table: what holds too many rows is refused by them, not by its bytes.
LARGEST_TABLE = 16 * LARGEST_BODY


class NoSuchPage(Refusal):
    """Nothing lives at that address."""


class WrongMethod(Refusal):
    """The address answers other methods; `allow` lists them as the header does."""

    def __init__(self, method: str, allow: str) -> None:
        super().__init__(faults=(Fault("method", shown("method", method), "one_of", allow),))
        self.allow = allow


class BodyTooLarge(Refusal):
    """More than LARGEST_BODY, announced or sent."""

    def __init__(self) -> None:
        super().__init__(faults=(Fault("body", None, "most_bytes", LARGEST_BODY),))


class WrongMediaType(Refusal):
    """A body that doesn't say it is what the address takes."""

    def __init__(self, given: str, expected: str) -> None:
        super().__init__(faults=(Fault("Content-Type", given, "media_type", expected),))


class CrossSite(Refusal):
    """A form that wasn't ours: another site sent it, or its page is too old."""


class TooManyTries(Refusal):
    """Somebody guesses; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


class Unhandled(Refusal):
    """A bug of ours. Its log entry bears the reference; the answer tells nothing else."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def as_refusal(error: HTTPException, connection: Any) -> Refusal | None:
    """Litestar's own errors in our terms; None for what is a bug."""
    if isinstance(error, ValidationException):
        return _invalid_parameters(error, connection)
    if error.status_code in _BY_STATUS:
        return _BY_STATUS[error.status_code](error, connection)
    if isinstance(error, ClientException):
        return Malformed(faults=(Fault("request", None, "well_formed", error.detail),))
    # How Litestar says that the client has hung up in the middle of its body.
    if "disconnected" in error.detail:
        return Malformed(faults=(Fault("body", None, "complete"),))
    return None


_BY_STATUS: Mapping[int, Callable[[HTTPException, Any], Refusal]] = {
    404: lambda *_: NoSuchPage(),
    405: lambda error, asked: WrongMethod(asked.method, (error.headers or {}).get("allow", "")),
    413: lambda *_: BodyTooLarge(),
}


def _invalid_parameters(error: ValidationException, connection: Any) -> Refusal:
    told = error.extra if isinstance(error.extra, list) else []
    faults = [_parameter_fault(each, connection) for each in told]
    # A parameter that is missing comes without a list of its own.
    return Malformed(faults=tuple(faults) or (Fault("request", None, "well_formed", error.detail),))


def _parameter_fault(told: dict[str, str], connection: Any) -> Fault:
    name = told.get("key", "")
    if name in ("data", ""):
        return Fault("body", None, "required")
    given = connection.query_params.get(name, connection.headers.get(name))
    # msgspec's words: "Expected `int`, got `str`".
    return Fault(name, shown(name, given), "well_formed", told["message"].partition(",")[0])
