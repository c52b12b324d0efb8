"""Whether what a message was going to say is still so: no "approved" after "cancelled"."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from lintas.alerts.entries import list_untrue_entries
from lintas.domain.bookings import Booking, BookingId, Decision
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.messages.overtaken import (
    list_ended_conflicts,
    list_overtaken,
    told_positions,
    told_sessions,
)
from lintas.store.messages.sending import Letter

SIGN_IN = "sign_in_link"
# Nobody waits longer than this for a link to sign in with; for anything else people wait gladly.
SIGN_IN_PATIENCE = timedelta(hours=1)

# What each kind says was decided about its sessions.
_SAYS: Mapping[str, frozenset[Decision]] = {
    "request_made": frozenset({Decision.REQUESTED}),
    "slot_offered": frozenset({Decision.REQUESTED}),
    "session_bumped": frozenset({Decision.BUMPED}),
    "session_restored": frozenset({Decision.APPROVED}),
    "step_waiting": frozenset({Decision.REQUESTED}),
    "step_overdue": frozenset({Decision.REQUESTED}),
    "request_approved": frozenset({Decision.APPROVED}),
    "request_declined": frozenset({Decision.DECLINED}),
    "request_expired": frozenset({Decision.EXPIRED}),
    "request_withdrawn": frozenset({Decision.WITHDRAWN}),
    "use_recorded": frozenset({Decision.APPROVED}),
    "session_moved": frozenset({Decision.REQUESTED, Decision.APPROVED}),
    "session_link": frozenset({Decision.REQUESTED, Decision.APPROVED}),
    "session_cancelled": frozenset({Decision.CANCELLED}),
    "session_given_up": frozenset({Decision.CANCELLED}),
}


_WAITING = frozenset({"slot_offered", "request_made", "step_waiting", "step_overdue"})


async def list_untrue(letters: Iterable[Letter], *, now: datetime) -> dict[UUID, str]:
    """Why, by id of the message, for those that must not be sent any more."""
    claimed = tuple(letters)
    about = {each.subject_id for each in claimed if each.subject_kind == "booking"}
    bookings = {booking.id: booking for booking in await list_bookings_named(sorted(about))}
    conflicts = [each.subject_id for each in claimed if each.kind == "conflict_opened"]
    ended = await list_ended_conflicts(conflicts) if conflicts else frozenset()
    overtaken = await list_overtaken(claimed)
    waiting = await _list_waiting(claimed)
    untrue = await list_untrue_entries(claimed, now=now)
    for letter in claimed:
        booking = bookings.get(BookingId(letter.subject_id))
        if letter.id in overtaken:
            untrue[letter.id] = "later news has overtaken it"
        elif letter.kind == SIGN_IN and now - letter.created_at > SIGN_IN_PATIENCE:
            untrue[letter.id] = "nobody waits for it any more"
        elif letter.kind == "conflict_opened" and letter.subject_id in ended:
            untrue[letter.id] = "the conflict is over"
        elif (listed := told_sessions(letter.facts)) and not listed & waiting:
            untrue[letter.id] = "all of it has a new date by now"
        elif booking and not is_so(letter.kind, told_positions(letter.facts), booking, now=now):
            untrue[letter.id] = "it was decided otherwise since"
    return untrue


async def _list_waiting(letters: Iterable[Letter]) -> frozenset[UUID]:
    """Those of the sessions listed in letters that still wait for another date."""
    listed = {each for letter in letters for each in told_sessions(letter.facts)}
    found = await list_sessions_named(sorted(listed)) if listed else ()
    return frozenset(session.id for session in found if session.postponed)


def is_so(kind: str, positions: frozenset[int], booking: Booking, *, now: datetime) -> bool:
    """Whether one at least of the sessions told of (by position; none: all) stands as told."""
    if kind not in _SAYS:
        return True
    waits = booking.state is Decision.REQUESTED
    if kind in _WAITING and waits and booking.hold_until and booking.hold_until <= now:
        return False
    return any(
        session.decision in _SAYS[kind]
        for session in booking.sessions
        if not positions or session.position in positions
    )
