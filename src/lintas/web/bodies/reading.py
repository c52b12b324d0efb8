"""Bodies, read strictly: what a handler gets is exactly what its request says it takes."""

from functools import lru_cache
from typing import Any, TypeVar

from msgspec import DecodeError, Struct, ValidationError, convert, inspect
from msgspec.json import decode

from lintas.domain.refusal import Fault, Invalid, Refusal
from lintas.web.bodies.faults import LIMITS, list_faults, list_unfit_values

S = TypeVar("S", bound=Struct)


class Malformed(Refusal):
    """What was sent doesn't have the form it should have: nobody looked at what it means."""


def read_json(raw: bytes, model: type[S]) -> S:
    """The request in a body.

    Raises:
        Malformed: no UTF-8, no JSON, nested too deep; fields that are missing, unknown or of
            another kind; characters that no text has.
        Invalid: right in form, but a value exceeds its limits.
    """
    given = _parse(raw)
    unfit = list_unfit_values(given)
    try:
        read = convert(given, model)
    except ValidationError as error:
        faults = [*unfit, *list_faults(given, _kind(model))]
        # Where we find nothing, msgspec still did: its own words are better than none.
        raise refusal_of(faults or [Fault("body", None, "json", str(error))]) from error
    if unfit:
        raise refusal_of(unfit)
    return read


def refusal_of(faults: list[Fault]) -> Refusal:
    """Invalid if every fault is one of limits, else Malformed."""
    kind = Invalid if all(fault.expected in LIMITS for fault in faults) else Malformed
    return kind(faults=tuple(faults))


def _parse(raw: bytes) -> Any:
    try:
        raw.decode()
        return decode(raw)
    except UnicodeDecodeError as error:
        raise Malformed(faults=(Fault("body", None, "utf_8", error.start),)) from error
    except RecursionError as error:
        raise Malformed(faults=(Fault("body", None, "shallow"),)) from error
    except DecodeError as error:
        raise Malformed(faults=(Fault("body", None, "json", str(error)),)) from error


@lru_cache(maxsize=256)
def _kind(model: type[Struct]) -> inspect.Type:
    return inspect.type_info(model)
