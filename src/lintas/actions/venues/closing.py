"""What is to be closed, for how long, how often, and why."""

from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from lintas.domain.agencies import VenueId
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, RoomId
from lintas.rules.recurrence import NotASeries, expand
from lintas.store.bookings.conflicts import Conflict


class NotAClosure(Invalid):
    """A closure of nothing, of too much, or without a reason."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What is to be closed: a room, or a venue with all its rooms; exactly one of the two.

    `span` is the first time, where it comes again by `rrule`.
    """

    span: TimeSpan
    reason: str
    room_id: RoomId | None = None
    venue_id: VenueId | None = None
    authority: str = ""
    rrule: str = ""

    def spans(self, zone: tzinfo) -> tuple[TimeSpan, ...]:
        """Every time it is closed.

        Raises:
            NotASeries: a rule that gives no dates, or too many.
        """
        if not self.rrule:
            return (self.span,)
        try:
            return expand(self.rrule, self.span, zone)
        except NotASeries as refusal:
            faults = tuple(replace(fault, field="rrule") for fault in refusal.faults)
            raise NotASeries(faults=faults) from refusal

    def check(self) -> None:
        """Go on only if it closes one thing, for a reason.

        Raises:
            NotAClosure: naming every value that can't be meant.
        """
        faults = []
        if (self.room_id is None) == (self.venue_id is None):
            faults.append(Fault("room_id", self.room_id, "one_of", "room_id, venue_id"))
        if not self.reason.strip():
            faults.append(Fault("reason", self.reason, "required"))
        if faults:
            raise NotAClosure(faults=tuple(faults))


@dataclass(frozen=True, slots=True)
class ClosureChange:
    """What is to be different; none: as it is. What is closed stays the same."""

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    reason: str | None = None
    authority: str | None = None
    rrule: str | None = None

    def of(self, closure: Closure) -> Closure:
        """Raises NotATimeSpan."""
        return replace(
            closure,
            span=TimeSpan(self.starts_at or closure.span.start, self.ends_at or closure.span.end),
            reason=closure.reason if self.reason is None else self.reason.strip(),
            authority=closure.authority if self.authority is None else self.authority.strip(),
            rrule=closure.rrule if self.rrule is None else self.rrule.strip(),
        )


@dataclass(frozen=True, slots=True)
class Closed:
    closure: Closure
    opened: tuple[Conflict, ...]
