"""A session moves to another time, another room, or another trainer."""

from lintas.actions.bookings.move_session.change import Change, Moved
from lintas.actions.bookings.move_session.moving import move_session, try_moving

__all__ = ["Change", "Moved", "move_session", "try_moving"]
