"""What the signs of a change's way say about who knows of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lintas.domain.reach import Knowing, Link, Serving, Signs

# Between the moment that a change bears and the moment from which everybody is served it.
SETTLING = timedelta(seconds=5)


def judge_knowing(signs: Signs, *, changed_at: datetime, served_since: datetime) -> Knowing:
    """Each level by its own signs, and only by those after the change.

    `served_since` is when calendars began to hold it, which for a published schedule is earlier.
    """
    return Knowing(
        loaded=_first(loading_of(each, served_since=served_since) for each in signs.links),
        opened_at=_after(signs.opened_at, changed_at),
        confirmed_at=_after(signs.confirmed_at, changed_at),
    )


def loading_of(link: Link, *, served_since: datetime) -> Serving | None:
    """The first fetch that brought the change: later than it, and another revision than before.

    Where none is known from before, one within a few seconds may have come too early.
    """
    margin = timedelta() if link.before else SETTLING
    return _first(
        each
        for each in link.since
        if each.revision != link.before and each.at >= served_since + margin
    )


def _first(servings: Iterable[Serving | None]) -> Serving | None:
    found = [each for each in servings if each]
    return min(found, key=lambda each: each.at) if found else None


def _after(moment: datetime | None, changed_at: datetime) -> datetime | None:
    return moment if moment and moment >= changed_at else None
