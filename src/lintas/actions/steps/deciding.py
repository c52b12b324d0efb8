"""Taking a decision on some of a booking's sessions, and all that follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from lintas.actions.steps.announcing import Facts, audit, tell_asker, tell_everybody, tell_owner
from lintas.actions.steps.expecting import keep_estimates
from lintas.actions.steps.lending import give_back_assets
from lintas.actions.steps.quotas import give_back_quota
from lintas.actions.steps.rejudging import rejudge_beside
from lintas.actions.steps.seating import seat_relieved
from lintas.actions.steps.serving import (
    MOST_SERVED,
    Freed,
    find_line,
    freed_by,
    list_run_out_before,
    offer_in_turn,
)
from lintas.actions.steps.skipping import offer_freed
from lintas.domain.approvals import QueueState
from lintas.domain.bookings import STEPS, Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState, NotFound
from lintas.store.approvals.queue import save_queue_state
from lintas.store.bookings.conflicts import (
    ConflictState,
    list_conflicts_on,
    save_conflict,
)
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.requests import list_bookings_to_settle, save_booking
from lintas.store.bookings.sessions import save_session

# A booking after a decision, and those of its sessions that were decided about, as they are now.
Decided: TypeAlias = tuple[Booking, tuple[Session, ...]]

# What becomes of an entry in a queue whose offer ends so.
_LET_GO = {"expire": QueueState.LAPSED, "withdraw": QueueState.LEFT}
_PAST_TENSE = {
    "approve": "request_approved",
    "decline": "request_declined",
    "expire": "request_expired",
    "withdraw": "request_withdrawn",
    "cancel": "session_cancelled",
    "restore": "session_restored",
}


def check_not_offered(booking: Booking, verb: str) -> None:
    """Go on only if somebody has asked for it: an offer has yet to be taken.

    Raises:
        IllegalState: it is an offer.
    """
    if booking.offer:
        raise IllegalState("booking", "only_offered", verb)


def pick_sessions(
    booking: Booking, session_ids: Iterable[UUID], *verbs: str, now: datetime
) -> tuple[Session, ...]:
    """The named sessions; of no names, all that any of the verbs can be done to.

    What waits for another date is left to wait, unless it is named.

    Raises:
        NotFound: a name that is no session of this booking.
        IllegalState: to one that was named, or to all, none of the verbs can be done.
    """
    named = tuple(dict.fromkeys(session_ids))
    known = {session.id: session for session in booking.sessions}
    missing = [each for each in named if each not in known]
    if missing:
        raise NotFound("session_ids", *missing)
    wanted = [session for session in booking.sessions if not named or session.id in named]
    sources = frozenset[Decision]().union(*(STEPS[verb][0] for verb in verbs))
    able = tuple(
        each
        for each in wanted
        if not each.is_done
        and booking.standing(each, now=now) in sources
        and (named or not each.postponed)
    )
    unable = [each for each in wanted if each not in able]
    if unable and (named or not able):
        last = unable[-1]
        raise IllegalState(
            "session" if named else "booking", _state_of(last, booking, now=now), verbs[-1]
        )
    return able


def _state_of(session: Session, booking: Booking, *, now: datetime) -> str:
    """In one word; what waits for another date isn't called off."""
    if session.is_done:
        return session.state
    return "postponed" if session.postponed else booking.standing(session, now=now)


async def expire(booking_ids: Sequence[UUID], *, now: datetime) -> None:
    """Let go of requests whose hold has run out, unless somebody else just did."""
    await hand_on(await _let_run_out(booking_ids, now=now), now=now)


async def settle(
    booking: Booking,
    verb: str,
    sessions: Sequence[Session],
    *,
    actor: Actor | None,
    now: datetime,
    reason: str = "",
) -> Booking:
    """Carry out one decision on these sessions, tell of it, and hand on what they gave up.

    Raises:
        IllegalState: as `decide`.
    """
    after, decided = await decide(booking, verb, sessions, actor=actor, now=now, reason=reason)
    await hand_on([(after, decided)], now=now)
    if verb in _PAST_TENSE:
        await _tell(verb, after, decided, {"reason": reason}, now=now)
    return after


async def decide(
    booking: Booking,
    verb: str,
    sessions: Sequence[Session],
    *,
    actor: Actor | None,
    now: datetime,
    reason: str = "",
) -> Decided:
    """Write one decision on these sessions down; no actor: the clock.

    What no longer holds lets go of its room and trainers, and its conflicts are over.

    Raises:
        IllegalState: one of the sessions can't be decided so; nothing was changed.
    """
    if verb == "expire":
        sessions = [each for each in sessions if each.decision is Decision.REQUESTED]
    stepped = tuple(session.stepped(verb, now=now) for session in sessions)
    if verb in {"cancel", "postpone", "bump"}:
        await keep_estimates(sessions, now=now)
    after = replace(
        booking.with_sessions(stepped),
        decided_by=actor.id if actor else None,
        decided_at=now,
        decision_reason=reason,
    )
    await save_booking(after)
    if booking.offer and verb in _LET_GO:
        await save_queue_state(booking.id, _LET_GO[verb])
    for session in stepped:
        await save_session(session, now=now)
    ended = [session.id for session in stepped if not session.decision.holds]
    if ended:
        await remove_holds(ended)
        for conflict in await list_conflicts_on(ended):
            await save_conflict(replace(conflict, state=ConflictState.SOLVED, ended_at=now))
    await audit(
        actor,
        verb,
        ("booking", booking.id),
        before={"state": booking.state, "sessions": [str(s.id) for s in sessions]},
        after={"state": after.state},
        reason=reason,
        now=now,
    )
    return after, stepped


async def hand_on(decided: Iterable[Decided], *, now: datetime) -> None:
    """Let those who waited for what these sessions gave up have their turn, once for all of it."""
    ended = await _give_back(decided, now=now)
    if ended:
        await pass_on(ended, now=now)


async def pass_on(gone: Sequence[Session], *, now: datetime) -> None:
    """Offer the rooms, times and seats that these sessions left to who waits for them."""
    await serve_queue(await freed_by(gone), now=now)
    await offer_freed({session.room_id for session in gone}, now=now)
    await seat_relieved(gone, now=now)


async def serve_queue(freed: Freed, *, now: datetime, most: int = MOST_SERVED) -> int:
    """Offer what may have come free to who waits for it, before anybody else can ask for it.

    Requests in their way whose hold has run out are let go of, and what those had is served too:
    rooms and times to who waits for them, dates that were left out, and seats. Answers how many
    offers were made.

    Raises:
        TryAgain: more has to be locked for that.
    """
    line = await find_line(freed, now=now, most=most)
    gone: list[Session] = []
    while over := await _let_run_out(await list_run_out_before(line, now=now), now=now):
        ended = await _give_back(over, now=now)
        gone += ended
        freed += await freed_by(ended)
        line = await find_line(freed, now=now, most=most)
    made = await offer_in_turn(line, now=now)
    if gone:
        await offer_freed({session.room_id for session in gone}, now=now)
        await seat_relieved(gone, now=now)
    return made


async def _let_run_out(booking_ids: Sequence[UUID], *, now: datetime) -> list[Decided]:
    gone = []
    for booking in await list_bookings_to_settle(booking_ids) if booking_ids else ():
        decided = await decide(booking, "expire", booking.sessions, actor=None, now=now)
        await _tell("expire", *decided, {"reason": ""}, now=now)
        gone.append(decided)
    return gone


async def _give_back(decided: Iterable[Decided], *, now: datetime) -> list[Session]:
    """Have judged again what stood in conflict with these; answers those that hold nothing now."""
    ended: list[Session] = []
    for booking, sessions in decided:
        over = [session for session in sessions if not session.decision.holds]
        await give_back_quota({each.lender for each in over}, booking.borrower, now=now)
        ended += over
    if ended:
        # What they gave up may have been all that stood in somebody's way.
        await rejudge_beside(ended, now=now)
        await give_back_assets(ended, now=now)
    return ended


async def _tell(
    verb: str, booking: Booking, sessions: Sequence[Session], facts: Facts, *, now: datetime
) -> None:
    kind = _PAST_TENSE[verb]
    if verb in {"cancel", "restore"}:
        await tell_everybody(kind, booking, sessions, facts, now=now)
        return
    await tell_asker(kind, booking, sessions, facts, now=now)
    # The owner hears of what the owner did not do.
    if verb in {"expire", "withdraw"}:
        await tell_owner(kind, booking, sessions, facts, now=now)
