"""What somebody says about a thing, all of what is wrong with it, and what is to be different."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum, auto
from typing import Final, TypeVar

from lintas.domain.refusal import Fault, Invalid

LONGEST_TEXT = 2000
LONGEST_NAME = 300
LONGEST_TITLE = 500
# What both engines keep in a whole number.
LARGEST_NUMBER = 2**31 - 1

# C0, DEL and C1 are no text, and neither are the halves of surrogate pairs.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNFIT_IN_PROSE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Kept(Enum):
    """In a change: as it is now."""

    KEPT = auto()


KEPT: Final = Kept.KEPT


@dataclass(frozen=True, slots=True)
class Given:
    """The base of what is said about a thing: its texts lose the spaces around them."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            # Members of a StrEnum are texts, too.
            if type(value) is str:
                object.__setattr__(self, each.name, value.replace("\r\n", "\n").strip())


G = TypeVar("G", bound=Given)
T = TypeVar("T")


def changed(given: G, change: object) -> G:
    """What is said once a change, whose fields bear the same names, is made."""
    differences = {
        each.name: value
        for each in fields(change)  # type: ignore[arg-type]  # a dataclass; typing has no name for one
        if (value := getattr(change, each.name)) is not KEPT
    }
    return replace(given, **differences)


def given(value: T | Kept, now: T) -> T:
    """What a change says of one value, or what it is now."""
    return now if isinstance(value, Kept) else value


def unmarked(text: str) -> str:
    """Without what phones and chats add unseen when a number is copied: marks, long hyphens."""
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join("-" if kind == "Pd" else each for each, kind in kinds if kind != "Cf")


class Checklist:
    """Notes everything that is wrong with some values, then refuses them once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, field: str, value: object, expected: str, limit: object = None) -> None:
        self.faults.append(Fault(field, value, expected, limit))

    def line(self, field: str, text: str, longest: int = LONGEST_NAME) -> None:
        """A text of one line that must be there."""
        if not text:
            self.note(field, text, "required")
        self.optional_line(field, text, longest)

    def optional_line(self, field: str, text: str, longest: int = LONGEST_NAME) -> None:
        self._text(field, text, longest, _UNFIT)

    def prose(self, field: str, text: str, longest: int = LONGEST_TEXT) -> None:
        """A text of any lines, that may be missing."""
        self._text(field, text, longest, _UNFIT_IN_PROSE)

    def number(self, field: str, value: int | None, at_least: int) -> None:
        """A whole number that may be missing."""
        if value is not None and value < at_least:
            self.note(field, value, "at_least", at_least)
        elif value is not None and value > LARGEST_NUMBER:
            self.note(field, value, "at_most", LARGEST_NUMBER)

    def between(self, field: str, value: float, least: int, most: int) -> None:
        # Said this way round, NaN is refused as well.
        if not least <= value <= most:
            self.note(
                field, value, "between", f"{least}-{most}" if least >= 0 else f"{least}, {most}"
            )

    def parsed(self, parse: Callable[[T], object], value: T) -> None:
        """A value that `parse` must be able to read."""
        try:
            parse(value)
        except Invalid as refusal:
            self.faults += refusal.faults

    def refuse_faults(self) -> None:
        """Go on only if nothing was noted.

        Raises:
            Invalid: naming everything that was.
        """
        if self.faults:
            raise Invalid(faults=tuple(self.faults))

    def _text(self, field: str, text: str, longest: int, unfit: re.Pattern[str]) -> None:
        if found := unfit.search(text):
            self.note(field, text, "plain_text", f"U+{ord(found[0]):04X}")
        if len(text) > longest:
            self.note(field, text, "longest", longest)
