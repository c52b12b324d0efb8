"""Which changes are within what was said yes to: the law, for every kind of change alike.

Fewer people, a shorter time within the old one, fewer tools: within it, in the same room and for
the same purpose and layout. So are who teaches, what a session is called and its link, which are
the asker's matter. Everything else asks for more, and so for every yes anew; whoever may give all
of them gives them by making the change (`steps/ruling`).
"""

from dataclasses import dataclass

from lintas.domain.bookings import Booking, Session


@dataclass(frozen=True, slots=True)
class Use:
    """What is decided about: one session, with what its request says of all of them."""

    booking: Booking
    session: Session


def asks_no_more(before: Use, after: Use) -> bool:
    """Whether what was decided about the one holds for the other."""
    return _of_the_request(before.booking, after.booking) and _of_the_session(
        before.session, after.session
    )


def _of_the_request(before: Booking, after: Booking) -> bool:
    return after.headcount <= before.headcount and (after.purpose, after.layout) == (
        before.purpose,
        before.layout,
    )


def _of_the_session(before: Session, after: Session) -> bool:
    granted = {need.asset_id: need.quantity for need in before.assets}
    return (
        before.room_id == after.room_id
        and (before.mode.takes_room or not after.mode.takes_room)
        and before.span.contains(after.span)
        and all(need.quantity <= granted.get(need.asset_id, 0) for need in after.assets)
    )
