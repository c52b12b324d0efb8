"""How a thing is entered: its fields in their order, read from a form and written into one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from lintas.domain.given import LONGEST_TEXT
from lintas.web.forms import Form

# What was entered, by the names of the entries.
Values: TypeAlias = Mapping[str, Any]
Choices: TypeAlias = Mapping[str, Sequence[tuple[object, str]]]


class Kind(StrEnum):
    """What an entry is made with; each has its macro in templates/keeping/form.html."""

    LINE = "line"
    AREA = "area"
    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    DAY = "day"
    # One of the choices that the noun lists under the entry's name; of ids, or of words.
    ONE = "one"
    WORD = "word"
    # Any number of them.
    MANY = "many"
    WORDS = "words"
    TICK = "tick"
    HIDDEN = "hidden"
    # Which version was seen: nobody overwrites what somebody else has changed meanwhile.
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field; `name` is what the API, and so a fault, calls it.

    What is `fixed` is said once, when the thing is registered. `under` is a heading above it.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    hint: str = ""
    required: bool = True
    fixed: bool = False
    under: str = ""


def read_values(form: Form, entries: Iterable[Entry]) -> Values:
    """What was typed; faults are noted on the form. What may be missing, and is, is None or ""."""
    return {entry.name: _READERS[entry.kind](form, entry) for entry in entries}


def write_values(values: Values, entries: Iterable[Entry]) -> Form:
    """A form that says these values."""
    return Form({entry.name: _written(values.get(entry.name)) for entry in entries})


def _written(value: Any) -> list[str]:
    if value is None or value is False:
        return [""]
    if value is True:
        return ["1"]
    if isinstance(value, (tuple, list)):
        return [str(each) for each in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]


def _read_text(form: Form, entry: Entry) -> str:
    longest = LONGEST_TEXT
    read = form.text if entry.required else form.optional_text
    return read(entry.name, longest=longest)


def _read_number(form: Form, entry: Entry) -> int | None:
    if not entry.required and not form.optional_text(entry.name):
        return None
    return form.count(entry.name)


def _read_day(form: Form, entry: Entry) -> date | None:
    if not entry.required and not form.optional_text(entry.name):
        return None
    return form.day(entry.name)


def _read_id(form: Form, entry: Entry) -> object:
    if not entry.required and not form.optional_text(entry.name):
        return None
    return form.identifier(entry.name)


def _read_ids(form: Form, entry: Entry) -> object:
    return form.identifiers(entry.name)


def _read_words(form: Form, entry: Entry) -> object:
    words = tuple(filter(None, form.values(entry.name)))
    if entry.required and not words:
        form.text(entry.name)
    return words


def _read_tick(form: Form, entry: Entry) -> bool:
    return form.is_ticked(entry.name)


_READERS: Mapping[Kind, Callable[[Form, Entry], Any]] = {
    Kind.LINE: _read_text,
    Kind.AREA: _read_text,
    Kind.EMAIL: _read_text,
    Kind.PHONE: _read_text,
    Kind.NUMBER: _read_number,
    Kind.DAY: _read_day,
    Kind.ONE: _read_id,
    Kind.WORD: _read_text,
    Kind.MANY: _read_ids,
    Kind.WORDS: _read_words,
    Kind.TICK: _read_tick,
    Kind.HIDDEN: _read_id,
    Kind.VERSION: _read_number,
}
