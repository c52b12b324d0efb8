"""What making a booking answers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.domain.bookings import Booking
from lintas.domain.tariffs import Cost
from lintas.rules import Finding
from lintas.store.bookings.skipped import SkippedDate


@dataclass(frozen=True, slots=True)
class Made:
    """A booking, and what it was made in spite of: warnings with reasons, and notes.

    `zone` is the place's, for showing times. `cost` none: nobody stated a tariff. `skipped` are
    dates it was made without.
    """

    booking: Booking
    warnings: tuple[Finding, ...]
    zone: ZoneInfo
    cost: Cost | None = None
    skipped: tuple[SkippedDate, ...] = ()
