"""After a breach: whom to tell, within the three days that UU 27/2022, article 46, leaves."""

from datetime import datetime, timedelta

from lintas.actions.steps.announcing import audit
from lintas.domain.concerned import Concerned
from lintas.domain.people import Actor
from lintas.domain.timespan import FIRST_MOMENT, TimeSpan
from lintas.rules.access import Subject, Verb, allow
from lintas.store.concerned import list_accounts_kept, list_people_kept
from lintas.store.transaction import writing

# Read in full, whoever got hold of the database.
EVER = timedelta(days=1)


async def list_all_concerned(*, actor: Actor, now: datetime) -> tuple[Concerned, ...]:
    """Everybody of whom anything personal is kept; people first, then accounts.

    That the list was drawn up is kept in the audit trail, and when; not who stands on it.

    Raises:
        NotAllowed: it is the operator's.
    """
    ever = TimeSpan(FIRST_MOMENT, now.replace(microsecond=0) + EVER)
    return await _list(ever, {}, actor=actor, now=now)


async def list_concerned_in(
    span: TimeSpan, *, actor: Actor, now: datetime
) -> tuple[Concerned, ...]:
    """Only those of whom something was written, sent, read or used in that span.

    Raises:
        NotAllowed: it is the operator's.
    """
    found = await _list(span, {"span": span}, actor=actor, now=now)
    return tuple(each for each in found if each.touched_at is not None)


async def _list(
    span: TimeSpan, told: dict[str, object], *, actor: Actor, now: datetime
) -> tuple[Concerned, ...]:
    allow(actor, Verb.LIST_CONCERNED, Subject())
    async with writing():
        found = (*await list_people_kept(span), *await list_accounts_kept(span))
        await audit(
            actor, "list_concerned", ("people", "all"), after={**told, "of": len(found)}, now=now
        )
    return found
