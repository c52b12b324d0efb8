"""A higher claim takes back what was approved, and the displaced get another place or time."""

from lintas.actions.bookings.bump_booking.bumping import bump_booking, try_bumping
from lintas.actions.bookings.bump_booking.values import Alternative, Bump, Displaced, NotABump

__all__ = ["Alternative", "Bump", "Displaced", "NotABump", "bump_booking", "try_bumping"]
