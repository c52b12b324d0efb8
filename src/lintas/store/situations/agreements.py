"""What governments use of each other's rooms, where an agreement of theirs counts it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from lintas.domain.agencies import Agreement, RegencyCode
from lintas.domain.quotas import QuotaUse
from lintas.store.bookings.lending import list_quota_uses


async def gather_quota_uses(
    agreements: Iterable[Agreement], regencies: Sequence[RegencyCode], *, now: datetime
) -> tuple[QuotaUse, ...]:
    """Nothing where no agreement has a quota or a balance: most of the time nobody asks."""
    if any(agreement.quotas or agreement.balance for agreement in agreements):
        return await list_quota_uses(regencies, now=now)
    return ()
