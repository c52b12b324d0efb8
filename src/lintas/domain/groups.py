"""Groups (rombel) of one batch: who is in one of them is taught what that group is taught."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from lintas.domain.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Part:
    """The meetings of one booking of a batch, for so many people."""

    booking_id: UUID | None
    headcount: int
    meetings: tuple[TimeSpan, ...]


def group_parts(parts: Iterable[Part], seated: int) -> tuple[tuple[Part, ...], ...]:
    """Which bookings the same people go to; nobody keeps groups, so it is read off the bookings.

    Nobody is in two places: what meets at the same time is of two groups. So is what fits beside
    the others into the seats that are taken in the batch. Everything else goes on with the group
    that has met the least, in the order of first meetings.
    """
    groups: list[list[Part]] = []
    for part in sorted(parts, key=_first):
        able = [group for group in groups if not any(_meet_at_once(part, each) for each in group)]
        people = part.headcount + sum(_people(group) for group in groups)
        if able and people > seated:
            min(able, key=_length).append(part)
        else:
            groups.append([part])
    return tuple(map(tuple, groups))


def _first(part: Part) -> tuple[TimeSpan, str]:
    return min(part.meetings), str(part.booking_id or "")


def _meet_at_once(part: Part, other: Part) -> bool:
    return any(one.overlaps(two) for one in part.meetings for two in other.meetings)


def _people(group: Sequence[Part]) -> int:
    return max(part.headcount for part in group)


def _length(group: Sequence[Part]) -> timedelta:
    return sum((each.length for part in group for each in part.meetings), timedelta())
