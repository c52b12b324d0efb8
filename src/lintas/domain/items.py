"""Events of a published calendar one by one, as CalDAV has them; and what is new since when."""

from collections.abc import Mapping
from dataclasses import dataclass

from lintas.domain.refusal import Refusal


class UnknownRevision(Refusal):
    """A revision that this calendar never had, or had too long ago: all must be read anew."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What is in a calendar now and wasn't, or was otherwise; and what is in it no more."""

    changed: Mapping[str, str]
    gone: frozenset[str]

    @property
    def is_none(self) -> bool:
        return not self.changed and not self.gone


def compare_items(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """Both by name, each with the mark of what it says."""
    changed = {name: mark for name, mark in after.items() if before.get(name) != mark}
    return Difference(changed, frozenset(before) - frozenset(after))
