"""Who came to a session is written down: it was held."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.attendance import Mark, RollEntry, fill_in
from lintas.domain.bookings import Decision, Session, SessionState
from lintas.domain.people import Actor
from lintas.domain.programs import EnrolmentId
from lintas.domain.refusal import IllegalState, NotFound
from lintas.domain.teaching import TrainerLink
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session, list_sessions_named, save_session
from lintas.store.programs.attendance import list_roll, save_marks
from lintas.store.programs.batches import find_any_batch
from lintas.store.trainer_links import find_trainer_link_by_secret, list_sessions_named_by_link
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """A session, and everybody on its roll."""

    session: Session
    roll: tuple[RollEntry, ...]


async def see_attendance(session_id: UUID, *, actor: Actor) -> AttendanceList:
    """For who keeps the list, and for who reads the batch's people.

    Raises:
        NotFound: no such session that the actor sees or teaches.
        NotAllowed: the actor sees the session, and not who takes part in it.
    """
    session = await _find(session_id, actor)
    if not await may_keep_attendance(session, actor) and not await _reads_people(session, actor):
        raise NotAllowed("see_attendance")
    return AttendanceList(session, await list_roll(session))


async def see_attendance_by_link(secret: str, session_id: UUID) -> AttendanceList:
    """For whoever holds the link of a trainer of that session.

    Raises:
        NotFound, LinkRevoked: as `keep_attendance_by_link`.
    """
    link = await find_trainer_link_by_secret(secret)
    (session,) = await list_sessions_named_by_link(link, [session_id])
    return AttendanceList(session, await list_roll(session))


@retrying
async def keep_attendance(
    session_id: UUID, marks: Mapping[EnrolmentId, Mark], *, actor: Actor, now: datetime
) -> AttendanceList:
    """Keep or correct the list; who isn't named keeps the mark there was, or was present.

    Raises:
        NotFound: no such session that the actor sees or teaches, or somebody not on its roll.
        NotAllowed: the actor is neither a trainer of it nor the asking side.
        IllegalState: it hasn't begun, doesn't take place, or nobody is enrolled.
    """
    seen = await _find(session_id, actor)
    async with writing(f"booking:{seen.booking_id}"):
        session = await _find(session_id, actor)
        if not await may_keep_attendance(session, actor):
            raise NotAllowed("keep_attendance")
        return await _keep(session, marks, by=actor, now=now)


@retrying
async def keep_attendance_by_link(
    secret: str, session_id: UUID, marks: Mapping[EnrolmentId, Mark], *, now: datetime
) -> AttendanceList:
    """The same for whoever holds the link of a trainer of that session.

    Raises:
        NotFound: no link has that secret, or it doesn't show such a session; or as above.
        LinkRevoked: it is no longer in force.
        IllegalState: as above.
    """
    link = await find_trainer_link_by_secret(secret)
    (seen,) = await list_sessions_named_by_link(link, [session_id])
    async with writing(f"booking:{seen.booking_id}"):
        (session,) = await list_sessions_named_by_link(link, [session_id])
        return await _keep(session, marks, by=link, now=now)


async def may_keep_attendance(session: Session, actor: Actor) -> bool:
    """Trainers of the session may, and the asking side."""
    booking = await find_any_booking(session.booking_id)
    asking_side = Subject(keeper=booking.keeper, owner=booking.asked_by)
    return actor.person_id in session.trainer_ids or can(actor, Verb.KEEP_ATTENDANCE, asking_side)


def check_begun(session: Session, *, now: datetime) -> None:
    """Raises IllegalState: it doesn't take place, or has yet to begin."""
    if session.decision is not Decision.APPROVED:
        raise IllegalState("session", session.decision, "keep_attendance")
    if session.state is SessionState.UNUSED:
        raise IllegalState("session", session.state, "keep_attendance")
    if session.span.start > now:
        raise IllegalState("session", "not_begun", "keep_attendance")


async def _keep(
    session: Session, given: Mapping[EnrolmentId, Mark], *, by: Actor | TrainerLink, now: datetime
) -> AttendanceList:
    check_begun(session, now=now)
    roll = await list_roll(session)
    if not roll:
        raise IllegalState("session", "nobody_enrolled", "keep_attendance")
    before = {each.enrolment_id: each.mark for each in roll}
    for enrolment_id in given:
        if enrolment_id not in before:
            raise NotFound("enrolment_id", enrolment_id)
    marks = fill_in(roll, given)
    changed = {each: mark for each, mark in marks.items() if mark is not before[each]}
    actor = by if isinstance(by, Actor) else None
    await save_marks(session.id, changed, marked_by=actor.id if actor else None, now=now)
    held = replace(session, state=SessionState.HELD)
    if held != session:
        await save_session(held, now=now)
    if changed:
        link = {} if isinstance(by, Actor) else {"link": by.id}
        await audit(
            actor,
            "keep_attendance",
            ("session", session.id),
            before={str(each): before[each] or "" for each in changed},
            after={**{str(each): mark.value for each, mark in changed.items()}, **link},
            now=now,
        )
    return AttendanceList(
        held, tuple(replace(each, mark=marks[each.enrolment_id]) for each in roll)
    )


async def _reads_people(session: Session, actor: Actor) -> bool:
    if session.batch_id is None:
        return False
    batch = await find_any_batch(session.batch_id)
    return can(actor, Verb.SEE_PEOPLE, Subject(keeper=batch.keeper))


async def _find(session_id: UUID, actor: Actor) -> Session:
    """Raises NotFound."""
    for session in await list_sessions_named([session_id]):
        if actor.person_id in session.trainer_ids:
            return session
    return await find_session(session_id, seen_by=actor)
