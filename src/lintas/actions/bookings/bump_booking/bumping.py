"""Taking promises back, or trying to."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.bookings.bump_booking.displacing import (
    claims_of,
    find_displaced,
    judge_instead,
    offer_kind,
    plan_instead,
)
from lintas.actions.bookings.bump_booking.values import Bump, Displaced
from lintas.actions.steps.announcing import audit, tell_everybody
from lintas.actions.steps.deciding import decide, hand_on
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import release_run_out
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.actions.steps.offering import Offered, keep_offer
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.approvals.claims import add_claims
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.transaction import retrying, writing


async def bump_booking(
    booking_id: UUID, bump: Bump, *, actor: Actor, now: datetime, receipt: Receipt | None = None
) -> Displaced:
    """Take approved sessions back and keep their slots for the higher claim.

    The displaced are offered another place or time, held for them until the offer ends.

    Raises:
        NotFound: no such booking, session or room.
        NotAllowed: the actor doesn't manage these rooms.
        NotABump: authority, reason or an alternative is missing.
        IllegalState: nothing approved is left, or its claim weighs as much.
        PlanClashes: the alternative breaks a law.
    """
    bump.check()
    reasons = (await find_booking(booking_id, seen_by=actor)).reasons
    async with offering_ways_out(reasons, FOR_TELLING, actor=actor, now=now):
        return await _bump(booking_id, bump, actor=actor, now=now, receipt=receipt)


async def try_bumping(booking_id: UUID, bump: Bump, *, actor: Actor, now: datetime) -> Displaced:
    """Who would be displaced, and whether the alternative would do; nothing is kept.

    Without alternatives, only who.

    Raises:
        NotFound, NotAllowed, NotABump, IllegalState, PlanClashes: as `bump_booking`.
    """
    booking = await find_booking(booking_id, seen_by=actor)
    async with offering_ways_out(booking.reasons, FOR_TELLING, actor=actor, now=now):
        displaced = await find_displaced(booking, bump, actor=actor, now=now)
        if not bump.alternatives:
            return displaced
        claims = await claims_of(displaced.sessions, bump, actor=actor, now=now)
        judged = await judge_instead(booking, displaced.sessions, bump, claims, now=now)
        findings = [finding for _, _, found in judged for finding in found]
        return replace(displaced, findings=tuple(findings))


@retrying
async def _bump(
    booking_id: UUID, bump: Bump, *, actor: Actor, now: datetime, receipt: Receipt | None
) -> Displaced:
    await check_receipt(receipt, now=now)
    seen = await find_booking(booking_id, seen_by=actor)
    foreseen = await find_displaced(seen, bump, actor=actor, now=now)
    plans = await plan_instead(seen, foreseen.sessions, bump, now=now)
    locks = {*await locks_of_booking(seen, receipt), *locks_of(*plans)}
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        displaced = await find_displaced(booking, bump, actor=actor, now=now)
        plans = await plan_instead(booking, displaced.sessions, bump, now=now)
        check_locked([*await locks_of_booking(booking), *locks_of(*plans)], locks)
        for plan in plans:
            await release_run_out(plan, now=now)
        claims = await claims_of(displaced.sessions, bump, actor=actor, now=now)
        judged = await judge_instead(booking, displaced.sessions, bump, claims, now=now)
        after, bumped = await decide(
            booking, "bump", displaced.sessions, actor=actor, reason=bump.reason, now=now
        )
        await add_claims(claims)
        alternative = await keep_offer(
            offer_kind(plans, actor),
            [(plan, situation) for plan, situation, _ in judged],
            Offered(
                asked_by=booking.asked_by,
                purpose=booking.purpose,
                batch_id=booking.batch_id,
                reasons=booking.reasons,
                overrides=booking.overrides,
                claim=booking.claim,
            ),
            now=now,
        )
        # Only now: who was displaced comes before whoever waits for the same trainers.
        await hand_on([(after, bumped)], now=now)
        await _announce(after, displaced, bump, actor=actor, now=now)
        findings = tuple(finding for _, _, found in judged for finding in found)
        done = replace(displaced, booking=after, findings=findings, alternative=alternative)
        await add_receipt(receipt, done, now=now)
    return done


async def _announce(
    booking: Booking, displaced: Displaced, bump: Bump, *, actor: Actor, now: datetime
) -> None:
    ids = {session.id for session in displaced.sessions}
    bumped = [session for session in booking.sessions if session.id in ids]
    why = {
        "authority": bump.authority,
        "in_favour_of": bump.in_favour_of,
        "claim": int(bump.claim),
        "displaced_claim": int(displaced.claim),
        "sessions": [str(session.id) for session in bumped],
    }
    subject = ("booking", booking.id)
    await audit(actor, "bump_for", subject, after=why, reason=bump.reason, now=now)
    facts = {
        "reason": bump.reason,
        "authority": bump.authority,
        "in_favour_of": bump.in_favour_of,
    }
    await tell_everybody("session_bumped", booking, bumped, facts, now=now)
