"""Agreements that end before long: extending one takes the parties months, not days."""

from datetime import UTC, date, datetime, time, timedelta

from lintas.actions.agreements.telling import list_under, tell_parties
from lintas.domain.agencies import Agreement
from lintas.store.agreements import list_agreements_ending
from lintas.store.outbox import list_told_versions
from lintas.store.transaction import retrying, writing

WARNED_AHEAD = (30, 90, 180)
KIND = "agreement_ending"


@retrying
async def warn_of_ends(*, now: datetime) -> int:
    """Tell the parties of each agreement that ends within 180, 90 or 30 days, once for each.

    Of those days that have passed already only the last is told. Answers how many agreements were
    told of.
    """
    today = now.astimezone(UTC).date()
    last = today + timedelta(days=WARNED_AHEAD[-1])
    ending = await list_agreements_ending(after=today, until=last)
    told = await list_told_versions(KIND, [each.id for each in ending])
    due = [each for each in ending if (each.id, _version(each, today)) not in told]
    if not due:
        return 0
    async with writing():
        for agreement in due:
            await _warn(agreement, today, now=now)
    return len(due)


async def _warn(agreement: Agreement, today: date, *, now: datetime) -> None:
    at_risk = [
        session
        for session in await list_under(agreement.parties, now=now)
        if session.agreement_id == agreement.id and session.span.end.date() >= agreement.valid_until
    ]
    end = datetime.combine(agreement.valid_until, time(), UTC)
    facts = {"hold_until": end.isoformat(), "sessions": len(at_risk)}
    version = _version(agreement, today)
    await tell_parties(KIND, agreement, agreement.parties, now=now, version=version, facts=facts)


def _version(agreement: Agreement, today: date) -> str:
    """An agreement that was extended is warned of anew."""
    left = (agreement.valid_until - today).days
    ahead = next(days for days in WARNED_AHEAD if left <= days)
    return f"{agreement.valid_until.isoformat()}:{ahead}"
