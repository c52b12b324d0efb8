"""All that a batch or an agency has before it is put off at once, for one reason."""

from lintas.actions.bookings.postpone_sessions.postponing import postpone_sessions, try_postponing
from lintas.actions.bookings.postpone_sessions.values import (
    MOST_SESSIONS,
    OfAgency,
    OfBatch,
    OthersByNow,
    Postponed,
    Whose,
)

__all__ = [
    "MOST_SESSIONS",
    "OfAgency",
    "OfBatch",
    "OthersByNow",
    "Postponed",
    "Whose",
    "postpone_sessions",
    "try_postponing",
]
