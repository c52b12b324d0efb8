"""How far a change has come: what is known of each person whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lintas.domain.feeds import FeedId
from lintas.domain.fetches import ClientFamily
from lintas.domain.people import PersonId


class Part(StrEnum):
    ATTENDS = "attends"
    TEACHES = "teaches"


class Level(StrEnum):
    """Three things, of which none follows from another, and which are never added up.

    A calendar of this person's fetched the change; the person opened the page that tells it, or
    the message in the inbox; the person said "Sudah saya baca" to it, or, who teaches, answered.
    """

    LOADED = "loaded"
    OPENED = "opened"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Serving:
    """When a calendar was first handed out in one revision, after some moment."""

    revision: str
    at: datetime
    client: ClientFamily


@dataclass(frozen=True, slots=True)
class Link:
    """One calendar of a person's that holds the change.

    `before` is the revision that it had fetched last before the change, empty: none is known.
    `since` are those it fetched after, earliest first.
    """

    feed_id: FeedId
    before: str
    since: tuple[Serving, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What was noted of one person, whenever it was; `opened_at` is the last time."""

    links: tuple[Link, ...] = ()
    opened_at: datetime | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Knowing:
    """Since when a change is known, by level; none: not, as far as anybody can tell."""

    loaded: Serving | None = None
    opened_at: datetime | None = None
    confirmed_at: datetime | None = None

    @property
    def levels(self) -> frozenset[Level]:
        found = {
            Level.LOADED: self.loaded,
            Level.OPENED: self.opened_at,
            Level.CONFIRMED: self.confirmed_at,
        }
        return frozenset(level for level, sign in found.items() if sign)


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a change concerns. `phone` is E.164, empty: unknown, or not for the asker."""

    person_id: PersonId
    name: str
    phone: str
    part: Part
    has_calendar: bool
    knowing: Knowing


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one change: who knows of it. Who knows nothing comes first, then by name."""

    changed_at: datetime
    people: tuple[Reached, ...]

    def count(self, level: Level) -> int:
        return sum(1 for each in self.people if level in each.knowing.levels)

    @property
    def untold(self) -> Sequence[Reached]:
        """Those of whom there is no sign at any level."""
        return [each for each in self.people if not each.knowing.levels]
