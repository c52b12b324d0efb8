"""One finding on its way into words: its evidence, by name and type."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TypeVar

from babel.numbers import format_decimal

from lintas.domain.timespan import TimeSpan
from lintas.render.catalogues import say
from lintas.render.times import say_clock, say_span, say_span_within
from lintas.rules import Finding

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts in, phrases out. `regencies` are names of governments by code."""

    finding: Finding
    zone: tzinfo
    language: str
    regencies: Mapping[str, str]

    def say(self, key: str, **facts: object) -> str:
        return say(key, self.language, **facts)

    def text(self, name: str) -> str:
        return str(self.finding.evidence.get(name) or "")

    def fact(self, name: str, kind: type[Fact]) -> Fact:
        """Evidence of a type.

        Raises:
            TypeError: a rule gave another: a bug of ours.
        """
        found = self.finding.evidence[name]
        if not isinstance(found, kind):
            raise TypeError(f"{self.finding.code}: {name} is {found!r}, not {kind.__name__}")
        return found

    def span(self, name: str) -> TimeSpan:
        return self.fact(name, TimeSpan)

    def within(self, name: str) -> str:
        return say_span_within(self.span(name), self.zone, self.language)

    def day(self, name: str) -> date:
        return self.fact(name, date)

    def number(self, name: str) -> str:
        found = self.fact(name, int)
        return str(format_decimal(found, locale=self.say("time.locale")))

    def amount(self, name: str) -> str:
        """A number that need not be whole: 2,5."""
        found = str(self.finding.evidence[name])
        return str(format_decimal(found, locale=self.say("time.locale")))

    def session(self, index: int | None) -> int:
        """Sessions count from 1 for people."""
        return (index or 0) + 1

    @property
    def party(self) -> str:
        return self.finding.party.label if self.finding.party else self.say("finding.room_here")

    def wanted(self, other_days: tuple[date, ...]) -> str:
        """The asker's side; its day is named only where it isn't the other side's."""
        span = self.span("wanted")
        same = span.days(self.zone) == other_days and len(other_days) == 1
        said = (say_clock if same else say_span)(span, self.zone, self.language)
        return self.say("finding.wanted", wanted=said)


def say_siblings(telling: Telling, key: str, **facts: str) -> list[str]:
    taken, wanted = telling.span("taken"), telling.span("wanted")
    first = telling.session(telling.fact("sibling", int))
    second = telling.session(telling.finding.session)
    same_day = taken.days(telling.zone) == wanted.days(telling.zone)
    told = [
        telling.say(
            key,
            first=first,
            second=second,
            taken=telling.within("taken"),
            wanted=say_clock(wanted, telling.zone, telling.language)
            if same_day
            else telling.within("wanted"),
            **facts,
        )
    ]
    return told if taken.overlaps(wanted) else [*told, telling.say("venue_clash.no_gap")]
