"""An agreement becomes what an addendum says, and what is to come is judged by it."""

from datetime import datetime

from lintas.actions.agreements.telling import list_under, tell_parties
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.addenda import Addendum
from lintas.domain.agencies import Agreement
from lintas.store.agreements import save_agreement


async def amend(agreement: Agreement, addendum: Addendum, *, now: datetime) -> Agreement:
    """Keep it so, judge again what it carries, and tell all parties."""
    after = addendum.amend(agreement)
    await save_agreement(after, now=now)
    await rejudge(await list_under(after.parties, now=now), now=now)
    await tell_parties("addendum_accepted", after, after.parties, now=now, version=str(addendum.id))
    return after
