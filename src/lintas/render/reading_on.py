"""Where news leads a reader who can't open the booking that it is about."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

# All that somebody signed in teaches, whoever asked for it.
TEACHING_PAGE = "/mengajar"


def list_led_to(every: Iterable[Mapping[str, Any]]) -> frozenset[UUID]:
    """The bookings whose pages these facts lead to."""
    return frozenset(found for facts in every if (found := _led_to(facts)))


def led_on(facts: Mapping[str, Any], closed: Collection[UUID]) -> Mapping[str, Any]:
    """The facts for a reader with an account to whom the bookings in `closed` are closed.

    Such a one was told as a trainer: across a border, trainers see what they teach, not bookings.
    """
    return {**facts, "link": TEACHING_PAGE} if _led_to(facts) in closed else facts


def _led_to(facts: Mapping[str, Any]) -> UUID | None:
    """The booking whose page it is; none: it leads elsewhere."""
    if not facts.get("booking_id") or any(facts.get(each) for each in ("link", "conflict_id")):
        return None
    return UUID(str(facts["booking_id"]))
