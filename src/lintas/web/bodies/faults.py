"""What is wrong with a JSON value: every fault at once, each with its path."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import ValidationError, convert, inspect

from lintas.domain.refusal import Fault
from lintas.web.bodies.types import LONGEST_TEXT

# What can be wrong with a value of the right kind; everything else is about its kind.
LIMITS = frozenset(
    {
        "at_least",
        "at_most",
        "more_than",
        "less_than",
        "longest",
        "shortest",
        "most_items",
        "fewest_items",
        "one_of",
        "pattern",
    }
)
LONGEST_SHOWN = 200
LARGEST_NUMBER = 2**53 - 1  # RFC 7493, 2.2
# Tab, line feed and carriage return are text; the others of C0, DEL and C1 are not.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# msgspec takes +0700 for an offset, RFC 3339 doesn't.
LOOSE_OFFSET = re.compile(r"[+-][0-9]{4}$")
_SECRET = re.compile(r"password|secret|token|sandi|(?:^|\.)nik$", re.IGNORECASE)

Faults = Iterator[Fault]


def list_faults(given: object, kind: inspect.Type, path: str = "") -> list[Fault]:
    """Every way in which `given` is not of that kind, in the order of its fields."""
    return [*_faults(given, kind, path)]


def list_unfit_values(given: object) -> list[Fault]:
    """Values that fit nowhere, whatever the field.

    Texts, names of fields too, with characters that no text has or too many of them; numbers
    that other programs can't hold.
    """
    faults: list[Fault] = []
    waiting: list[tuple[str, object]] = [("", given)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            faults += unfit_text(path, value)
        elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            faults.append(Fault(path, shown(path, value), "at_most", LARGEST_NUMBER))
        elif isinstance(value, list):
            waiting += [(f"{path}[{n}]", item) for n, item in enumerate(value)]
        elif isinstance(value, dict):
            for name, item in value.items():
                faults += unfit_text(path or "body", name)
                waiting.append((join(path, name), item))
    return faults


def unfit_text(path: str, text: str) -> list[Fault]:
    if found := CONTROL.search(text):
        return [Fault(path, shown(path, text), "plain_text", f"U+{ord(found[0]):04X}")]
    if len(text) > LONGEST_TEXT:
        return [Fault(path, shown(path, text), "longest", LONGEST_TEXT)]
    return []


def join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def shown(path: str, value: object) -> object:
    """A value as an answer may repeat it: short, and no secret."""
    if _SECRET.search(path):
        return "…"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        # Python itself refuses to spell out a number of more than 4,300 digits.
        value = str(value) if value.bit_length() < 10_000 else "…"
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        return value[:LONGEST_SHOWN] + "…"
    return value


def _faults(value: object, kind: inspect.Type, path: str) -> Faults:
    if isinstance(kind, inspect.Metadata):
        yield from _faults(value, kind.type, path)
    elif isinstance(kind, inspect.StructType):
        yield from _object_faults(value, kind, path)
    elif isinstance(kind, inspect.UnionType):
        yield from _union_faults(value, kind, path)
    elif isinstance(kind, (inspect.ListType, inspect.VarTupleType, inspect.SetType)):
        yield from _list_faults(value, kind, path)
    elif isinstance(kind, inspect.DictType):
        yield from _mapping_faults(value, kind, path)
    else:
        for wrong in _LEAVES.get(type(kind), _any)(value, kind):
            expected, limit = wrong
            yield Fault(path, shown(path, value), expected, limit)


def _object_faults(value: object, kind: inspect.StructType, path: str) -> Faults:
    if not isinstance(value, dict):
        yield Fault(path or "body", shown(path, value), "object")
        return
    fields = {field.encode_name: field for field in kind.fields}
    for name in value.keys() - fields.keys():
        here = join(path, str(name))
        yield Fault(here, shown(here, value[name]), "no_such_field", ", ".join(fields))
    for name, field in fields.items():
        if name in value:
            yield from _faults(value[name], field.type, join(path, name))
        elif field.required:
            yield Fault(join(path, name), None, "required")


def _union_faults(value: object, kind: inspect.UnionType, path: str) -> Faults:
    if value is None and any(isinstance(each, inspect.NoneType) for each in kind.types):
        return
    tried = [
        [*_faults(value, each, path)]
        for each in kind.types
        if not isinstance(each, inspect.NoneType)
    ]
    if all(tried):
        # The kind that it is nearest to: most faults lie deepest.
        yield from max(tried, key=lambda faults: max(len(fault.field) for fault in faults))


def _list_faults(
    value: object, kind: inspect.ListType | inspect.VarTupleType | inspect.SetType, path: str
) -> Faults:
    if not isinstance(value, list):
        yield Fault(path, shown(path, value), "array")
        return
    if kind.min_length is not None and len(value) < kind.min_length:
        yield Fault(path, shown(path, value), "fewest_items", kind.min_length)
    if kind.max_length is not None and len(value) > kind.max_length:
        yield Fault(path, shown(path, value), "most_items", kind.max_length)
    for number, item in enumerate(value):
        yield from _faults(item, kind.item_type, f"{path}[{number}]")


def _mapping_faults(value: object, kind: inspect.DictType, path: str) -> Faults:
    if not isinstance(value, dict):
        yield Fault(path, shown(path, value), "object")
        return
    for name, item in value.items():
        yield from _faults(item, kind.value_type, join(path, str(name)))


Wrong = Iterator[tuple[str, object]]


def _number(value: Any, kind: Any) -> Wrong:
    whole = isinstance(kind, inspect.IntType)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
        yield "integer" if whole else "number", None
        return
    if kind.ge is not None and value < kind.ge:
        yield "at_least", kind.ge
    if kind.gt is not None and value <= kind.gt:
        yield "more_than", kind.gt
    if kind.le is not None and kind.le < value <= LARGEST_NUMBER:
        yield "at_most", kind.le
    if kind.lt is not None and value >= kind.lt:
        yield "less_than", kind.lt


def _text(value: Any, kind: Any) -> Wrong:
    if not isinstance(value, str):
        yield "text", None
    elif kind.min_length is not None and len(value) < kind.min_length:
        yield "shortest", kind.min_length
    elif kind.max_length is not None and len(value) > kind.max_length:
        # Every text longer than that is named already.
        if len(value) <= LONGEST_TEXT:
            yield "longest", kind.max_length
    elif kind.pattern is not None and not re.search(kind.pattern, value):
        yield "pattern", kind.pattern


def _moment(value: Any, kind: Any) -> Wrong:
    try:
        moment = convert(value, datetime)
    except ValidationError:
        yield "instant", None
        return
    if kind.tz and moment.tzinfo is None:
        yield "offset", None
    elif LOOSE_OFFSET.search(value):
        yield "instant", None


def _of(python: type, expected: str) -> Callable[[Any, Any], Wrong]:
    def wrong(value: Any, _: Any) -> Wrong:
        try:
            convert(value, python)
        except ValidationError:
            yield expected, None

    return wrong


def _choice(value: Any, kind: Any) -> Wrong:
    choices = (
        [each.value for each in kind.cls]
        if isinstance(kind, inspect.EnumType)
        else list(kind.values)
    )
    if value not in choices:
        yield "one_of" if isinstance(value, str) else "text", ", ".join(map(str, choices))


def _any(value: Any, kind: Any) -> Wrong:
    if isinstance(kind, inspect.NoneType) and value is not None:
        yield "null", None


_LEAVES: dict[type[inspect.Type], Callable[[Any, Any], Wrong]] = {
    inspect.IntType: _number,
    inspect.FloatType: _number,
    inspect.StrType: _text,
    inspect.BoolType: _of(bool, "true_or_false"),
    inspect.DateTimeType: _moment,
    inspect.DateType: _of(date, "date"),
    inspect.UUIDType: _of(UUID, "identifier"),
    inspect.EnumType: _choice,
    inspect.LiteralType: _choice,
}
