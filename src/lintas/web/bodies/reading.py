"""Bodies, read strictly: what a handler gets is exactly what its request says it takes."""

import json
import re
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import NODEFAULT, UNSET, DecodeError, Struct, ValidationError, convert, inspect
from msgspec.json import decode

from lintas.domain.refusal import Fault, Invalid, Refusal
from lintas.web.bodies.faults import LIMITS, list_faults, list_unfit_values, shown

S = TypeVar("S", bound=Struct)
# Where there is one, each time is looked at: see lintas.web.bodies.faults.
_MAYBE_LOOSE_OFFSET = re.compile(rb'[0-9][+-][0-9]{4}"')


class Malformed(Refusal):
    """What was sent doesn't have the form it should have: nobody looked at what it means."""


def read_json(raw: bytes, model: type[S]) -> S:
    """The request in a body.

    Raises:
        Malformed: no UTF-8, no JSON, nested too deep; fields that are missing, unknown, twice
            there or of another kind; characters that no text has.
        Invalid: right in form, but a value exceeds its limits.
    """
    given = _parse(raw)
    unfit = list_unfit_values(given)
    if b"null" in raw:
        _leave_out_nulls(given, _kind(model))
    try:
        read = convert(given, model)
    except ValidationError as error:
        faults = [*unfit, *list_faults(given, _kind(model))]
        # Where we find nothing, msgspec still did: its own words are better than none.
        raise refusal_of(faults or [Fault("body", None, "json", str(error))]) from error
    if _MAYBE_LOOSE_OFFSET.search(raw):
        unfit += list_faults(given, _kind(model))
    if unfit:
        raise refusal_of(unfit)
    return read


def refusal_of(faults: list[Fault]) -> Refusal:
    """Invalid if every fault is one of limits, else Malformed."""
    kind = Invalid if all(fault.expected in LIMITS for fault in faults) else Malformed
    return kind(faults=tuple(faults))


def _parse(raw: bytes) -> Any:
    try:
        text = raw.decode()
        given = decode(raw)
        # msgspec would take the last of two. Numbers are not looked at: they may be huge.
        json.loads(text, object_pairs_hook=_refuse_twins, parse_int=len, parse_float=len)
    except UnicodeDecodeError as error:
        raise Malformed(faults=(Fault("body", None, "utf_8", error.start),)) from error
    except RecursionError as error:
        raise Malformed(faults=(Fault("body", None, "shallow"),)) from error
    except DecodeError as error:
        raise Malformed(faults=(Fault("body", None, "json", str(error)),)) from error
    return given


def _refuse_twins(pairs: list[tuple[str, object]]) -> None:
    seen: set[str] = set()
    for name, value in pairs:
        if name in seen:
            raise Malformed(faults=(Fault(name, shown(name, value), "once"),))
        seen.add(name)


def _leave_out_nulls(given: object, kind: inspect.Type) -> None:
    """Take null out of `given` wherever it means that a field was left out."""
    if isinstance(kind, inspect.Metadata):
        _leave_out_nulls(given, kind.type)
    elif isinstance(kind, inspect.ListType) and isinstance(given, list):
        for item in given:
            _leave_out_nulls(item, kind.item_type)
    elif isinstance(kind, inspect.StructType) and isinstance(given, dict):
        for field in kind.fields:
            if given.get(field.encode_name, UNSET) is None and is_left_out_by_null(field):
                del given[field.encode_name]
            else:
                _leave_out_nulls(given.get(field.encode_name), field.type)


def is_left_out_by_null(field: inspect.Field) -> bool:
    """Whether null stands for the field's default; where null is a value of its own, it's that."""
    kind = field.type
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    takes_null = any(isinstance(each, inspect.NoneType) for each in kinds)
    # What is Unset shows as optional without a default.
    has_default = (field.default, field.default_factory) != (NODEFAULT, NODEFAULT)
    return has_default and not takes_null


@lru_cache(maxsize=256)
def _kind(model: type[Struct]) -> inspect.Type:
    return inspect.type_info(model)
