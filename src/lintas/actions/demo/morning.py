"""One morning, on which everything happens one after the other."""

from datetime import datetime, timedelta


class Morning:
    """Hands out moments, one second apart: what was done first is listed first."""

    def __init__(self, dawn: datetime) -> None:
        self._next = dawn

    @property
    def now(self) -> datetime:
        """Another moment each time it is asked."""
        now = self._next
        self._next += timedelta(seconds=1)
        return now
