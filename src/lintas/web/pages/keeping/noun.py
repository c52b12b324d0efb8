"""What is kept by forms: one description of each noun, for the handlers that they all share."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.rules.access import Verb
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; `key` is what addresses end in."""

    key: object
    name: str
    about: str = ""
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing as it is: its name, what a form about it starts from, and what hangs on it.

    `links` are (address, label) of what can be done besides, `parts` are lines below the form.
    """

    name: str
    values: Values
    links: Sequence[tuple[str, str]] = ()
    parts: Sequence[tuple[str, str]] = ()
    parts_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """`slug` is its place under /kelola, `one` its name in a sentence, `many` that of a list.

    `verb` is what one must be allowed somewhere. `rows` lists what the actor keeps. `start` gives
    a new one's first values, from the key of what it is to hang on. `register` and `change` answer
    the address to go to. `fields` are our names by those of faults, where they differ.
    `added` says from where a new one is added, if not from the list itself.
    """

    slug: str
    one: str
    many: str
    verb: Verb
    entries: tuple[Entry, ...]
    rows: Callable[[Actor], Awaitable[Sequence[Row]]]
    choices: Callable[[Actor, Form], Awaitable[Choices]]
    find: Callable[[str, Actor], Awaitable[Kept]]
    register: Callable[[Values, Actor, datetime], Awaitable[str]]
    change: Callable[[str, Values, Actor, datetime], Awaitable[str]]
    start: Callable[[str, Actor], Awaitable[Values]] | None = None
    retire: Callable[..., Awaitable[None]] | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    added: str = ""

    @property
    def address(self) -> str:
        return self.home or f"/kelola/{self.slug}"

    @property
    def enterable(self) -> tuple[Entry, ...]:
        """What is said of a new one: nobody has seen a version of it yet."""
        return tuple(entry for entry in self.entries if entry.kind is not Kind.VERSION)

    @property
    def changeable(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.fixed)


def read_key(key: str, field_name: str) -> UUID:
    """An id in an address.

    Raises:
        NotFound: naming `field_name`.
    """
    try:
        return UUID(key)
    except ValueError:
        raise NotFound(field_name, key) from None


def read_word(values: Values, name: str, among: type[E]) -> E:
    """One of our own words, as a form sent it.

    Raises:
        Invalid: no form of ours did.
    """
    try:
        return among(values[name])
    except ValueError:
        raise Invalid(faults=(Fault(name, values[name], "one_of", ", ".join(among)),)) from None
