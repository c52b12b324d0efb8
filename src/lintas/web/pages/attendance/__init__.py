"""Attendance lists: kept signed in, or by a trainer's personal link."""

from lintas.web.pages.attendance.keeping import ATTENDANCE

__all__ = ["ATTENDANCE"]
