"""Looking for free slots: a form by GET, and what it finds."""

from lintas.web.pages.slots.pages import SLOTS

__all__ = ["SLOTS"]
