"""What changing an agreement would do to sessions to come."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.agreements.change_agreement import (
    AgreementChange,
    apply_change,
    check_keeper,
)
from lintas.actions.agreements.telling import list_under
from lintas.actions.steps.planning import replan
from lintas.domain.agencies import Agreement
from lintas.domain.bookings import Session
from lintas.domain.people import Actor
from lintas.rules import Finding, judge, refusing
from lintas.store.agreements import find_agreement
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.situations import gather_situation
from lintas.store.situations.agreements import gather_quota_uses


@dataclass(frozen=True, slots=True)
class Stranded:
    """A session that the agreement would no longer carry, and why."""

    session: Session
    findings: tuple[Finding, ...]


async def foresee_change(
    agreement_id: UUID, change: AgreementChange, *, actor: Actor, now: datetime
) -> tuple[Stranded, ...]:
    """The sessions that would become conflicts, earliest first; nothing is kept.

    Raises:
        NotFound, NotAllowed, Invalid, VersionPassed: as `change_agreement`.
    """
    before = await find_agreement(agreement_id, seen_by=actor)
    check_keeper(actor, before)
    after = await apply_change(before, change, actor=actor)
    sessions = sorted(await list_under(before.parties, now=now), key=lambda each: each.span)
    named = {session.booking_id for session in sessions}
    bookings = {each.id: each for each in await list_bookings_named(sorted(named))}
    stranded = []
    for session in sessions:
        booking = bookings[session.booking_id]
        plan = replace(await replan(booking, [session]), stands=True)
        situation = await gather_situation(plan, now=now)
        agreements = _with(situation.agreements, after)
        uses = await gather_quota_uses(agreements, plan.crosses or (), now=now)
        changed = replace(situation, agreements=agreements, quota_uses=uses)
        known = {each.code for each in refusing(judge(plan, situation), booking.reasons)}
        found = refusing(judge(plan, changed), booking.reasons)
        new = tuple(each for each in found if each.code not in known)
        if new:
            stranded.append(Stranded(session, new))
    return tuple(stranded)


def _with(agreements: tuple[Agreement, ...], after: Agreement) -> tuple[Agreement, ...]:
    return tuple(after if each.id == after.id else each for each in agreements)
