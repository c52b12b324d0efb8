"""Quota that somebody gives back is somebody else's, who was left without."""

from collections.abc import Iterable
from datetime import datetime

from lintas.domain.agencies import RegencyCode
from lintas.store.bookings.due import add_due
from lintas.store.bookings.lending import list_sessions_over_quota


async def give_back_quota(
    lenders: Iterable[RegencyCode | None], borrower: RegencyCode | None, *, now: datetime
) -> None:
    """Have the worker judge again who is over a quota of these; they stand in any hall."""
    codes = {code for code in lenders if code}
    if codes and borrower:
        await add_due(await list_sessions_over_quota(codes, borrower, now=now), now=now)
