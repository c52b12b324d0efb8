"""Who of those who wait takes the seats that are free, in whose order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import PersonId
from lintas.domain.programs import BatchId
from lintas.domain.sharing import Reservation, free_seats
from lintas.domain.timespan import TimeSpan


@dataclass(slots=True)
class Seats:
    """The seats of a batch while people take them. `most` none: as many as come.

    `taken` counts by government, whose people sit there.
    """

    most: int | None
    taken: Counter[RegencyCode | None]
    reservations: tuple[Reservation, ...]
    today: date

    def has_one_for(self, whose: RegencyCode | None) -> bool:
        if self.most is None:
            return True
        return (
            free_seats(self.most, self.taken, self.reservations, whose=whose, today=self.today) > 0
        )

    def seat(self, sides: Iterable[RegencyCode | None]) -> list[bool]:
        """Give seats in this order; of each, in turn, whether it got one."""
        given = []
        for whose in sides:
            given.append(self.has_one_for(whose))
            self.taken[whose] += given[-1]
        return given


@dataclass(frozen=True, slots=True)
class Coincidence:
    """A meeting of a batch, and one of `elsewhere`, where somebody has a seat, at the same time.

    Each in the zone of its own place.
    """

    person_id: PersonId
    here: TimeSpan
    here_zone: ZoneInfo
    there: TimeSpan
    there_zone: ZoneInfo
    elsewhere: BatchId
