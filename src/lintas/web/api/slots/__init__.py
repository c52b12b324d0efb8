"""Free slots, for programs."""

from lintas.web.api.slots.asking import SLOTS

__all__ = ["SLOTS"]
