"""A trainer says yes or no to a session, or an office numbers the letter of assignment."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.answering import TeachingChange, check_answerable, keep_answers
from lintas.actions.steps.locking import check_locked, halls_of, trainer
from lintas.domain.bookings import Session
from lintas.domain.given import KEPT
from lintas.domain.people import Actor, PersonId
from lintas.domain.refusal import NotFound
from lintas.domain.teaching import Teaching, TrainerLink
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session, list_sessions_named
from lintas.store.bookings.teaching import list_teaching
from lintas.store.trainer_links import (
    find_trainer_link_by_secret,
    list_sessions_named_by_link,
)
from lintas.store.transaction import retrying, writing


@retrying
async def answer_session(
    session_id: UUID, person_id: UUID, change: TeachingChange, *, actor: Actor, now: datetime
) -> Teaching:
    """Keep it; whoever declines makes a conflict of the session, and its desks are told at once.

    Raises:
        NotFound: no such session that the actor sees or teaches, or the person doesn't teach in it.
        NotAllowed: the actor is neither the trainer (who numbers no letter) nor the asking side.
        Invalid: a letter's number or a reason too long.
        IllegalState: the session is over, or holds nothing any more.
    """
    change.check()
    locks = (trainer(person_id), *await halls_of([await _find(session_id, actor)]))
    async with writing(*locks):
        session = await _find(session_id, actor)
        check_locked(await halls_of([session]), locks)
        (before,) = await _list_teaching([session], person_id)
        await _allow(session, before, change, actor)
        check_answerable(session, now=now)
        (after,) = await keep_answers([session], [before], change, by=actor, now=now)
    return after


@retrying
async def answer_by_link(
    secret: str, session_ids: Collection[UUID], change: TeachingChange, *, now: datetime
) -> tuple[Teaching, ...]:
    """The same for whoever holds a trainer's link: one answer to many sessions, or to none.

    Raises:
        NotFound: no link has that secret, or it doesn't show such a session.
        LinkRevoked: it is no longer in force.
        Invalid: a reason too long.
        IllegalState: one of the sessions is over, or holds nothing any more.
    """
    link = await find_trainer_link_by_secret(secret)
    return await _answer_all(link, link.person_id, session_ids, change, now=now)


@retrying
async def answer_own_sessions(
    session_ids: Collection[UUID], change: TeachingChange, *, actor: Actor, now: datetime
) -> tuple[Teaching, ...]:
    """The same for a trainer who has an account.

    Raises:
        NotFound: the actor doesn't teach in one of the sessions.
        Invalid, IllegalState: as `answer_by_link`.
    """
    if actor.person_id is None:
        raise NotFound("session_id", next(iter(session_ids), None))
    return await _answer_all(actor, actor.person_id, session_ids, change, now=now)


async def _answer_all(
    by: Actor | TrainerLink,
    person_id: PersonId,
    session_ids: Collection[UUID],
    change: TeachingChange,
    *,
    now: datetime,
) -> tuple[Teaching, ...]:
    change.check()
    locks = (trainer(person_id), *await halls_of(await _list_own(by, session_ids)))
    async with writing(*locks):
        sessions = await _list_own(by, session_ids)
        check_locked(await halls_of(sessions), locks)
        for session in sessions:
            check_answerable(session, now=now)
        taught = await _list_teaching(sessions, person_id)
        return await keep_answers(sessions, taught, change, by=by, now=now)


async def _list_own(by: Actor | TrainerLink, session_ids: Collection[UUID]) -> tuple[Session, ...]:
    """Raises NotFound."""
    if isinstance(by, TrainerLink):
        return await list_sessions_named_by_link(by, session_ids)
    found = await list_sessions_named(session_ids)
    taught = {session.id for session in found if by.person_id in session.trainer_ids}
    for session_id in set(session_ids) - taught:
        raise NotFound("session_id", session_id)
    return found


async def _find(session_id: UUID, actor: Actor) -> Session:
    """Raises NotFound."""
    for session in await list_sessions_named([session_id]):
        if actor.person_id in session.trainer_ids:
            return session
    return await find_session(session_id, seen_by=actor)


async def _list_teaching(sessions: Sequence[Session], person_id: UUID) -> tuple[Teaching, ...]:
    """What the trainer said to each of them, in their order.

    Raises:
        NotFound: the person doesn't teach in one of them.
    """
    taught = await list_teaching([session.id for session in sessions])
    keys = [(session.id, PersonId(person_id)) for session in sessions]
    if not set(keys) <= set(taught):
        raise NotFound("person_id", person_id)
    return tuple(taught[key] for key in keys)


async def _allow(
    session: Session, teaching: Teaching, change: TeachingChange, actor: Actor
) -> None:
    """Raises NotAllowed."""
    booking = await find_any_booking(session.booking_id)
    asking_side = Subject(keeper=booking.keeper, owner=booking.asked_by)
    is_own = actor.person_id == teaching.person_id and change.letter is KEPT
    if not is_own and not can(actor, Verb.MOVE, asking_side):
        raise NotAllowed("answer")
