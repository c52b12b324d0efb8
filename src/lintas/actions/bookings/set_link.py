"""Where a session is joined online is said, or is another place from now on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from lintas.actions.steps.announcing import audit, tell_taking_part
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking, Mode, Session
from lintas.domain.links import NotALink, faults_of_link
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, IllegalState, VersionPassed
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session, list_sessions_named, save_session
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class Joining:
    """The link, for one session or also for all to come of its booking that are joined online.

    `sequence` is the one the asker saw, checked when given.
    """

    link: str
    for_all: bool = False
    sequence: int | None = None


@retrying
async def set_link(
    session_id: UUID, joining: Joining, *, actor: Actor, now: datetime
) -> tuple[Session, ...]:
    """Set it; no law is asked, for nothing else changes. Who takes part is told, the lender isn't.

    Answers the session first, then the others; one that has this link already stays as it is.

    Raises:
        NotFound: no such session that the actor sees or teaches.
        NotAllowed: the actor is neither its trainer nor the asking side.
        NotALink: an address that nobody can press, or none for what meets online only.
        IllegalState: it meets in a room only, is over, or holds nothing any more.
        VersionPassed: it was changed since the asker looked.
    """
    booking = await find_any_booking((await _find(session_id, actor)).booking_id)
    locks = await locks_of_booking(booking)
    async with writing(*locks):
        session = await _find(session_id, actor)
        booking = await find_any_booking(session.booking_id)
        check_locked(await locks_of_booking(booking), locks)
        _allow(session, booking, actor)
        _check(session, booking, joining.sequence, now=now)
        meant = [session, *(_others(session, booking, now=now) if joining.for_all else ())]
        _check_link(meant, joining.link)
        after = tuple(_joined(each, joining.link, now=now) for each in meant)
        changed = [new for new, old in zip(after, meant, strict=True) if new != old]
        await _keep(booking, changed, actor=actor, now=now)
    return after


async def find_joined(session_id: UUID, *, actor: Actor, now: datetime) -> Session:
    """The session whose link the actor may set.

    Raises:
        NotFound, NotAllowed, IllegalState: as setting it would.
    """
    session = await _find(session_id, actor)
    booking = await find_any_booking(session.booking_id)
    _allow(session, booking, actor)
    _check(session, booking, None, now=now)
    return session


async def _find(session_id: UUID, actor: Actor) -> Session:
    """Raises NotFound."""
    for session in await list_sessions_named([session_id]):
        if actor.person_id in session.trainer_ids:
            return session
    return await find_session(session_id, seen_by=actor)


def _allow(session: Session, booking: Booking, actor: Actor) -> None:
    """Raises NotAllowed."""
    asking_side = Subject(keeper=booking.keeper, owner=booking.asked_by)
    if actor.person_id not in session.trainer_ids and not can(actor, Verb.MOVE, asking_side):
        raise NotAllowed("set_link")


def _check(session: Session, booking: Booking, sequence: int | None, *, now: datetime) -> None:
    """Raises VersionPassed, IllegalState."""
    if sequence is not None and sequence != session.sequence:
        raise VersionPassed(sequence, session.sequence)
    standing = booking.standing(session, now=now)
    if not standing.holds:
        raise IllegalState("session", standing, "set_link")
    if session.is_done or session.span.end <= now:
        raise IllegalState("session", "over", "set_link")
    if not session.mode.is_joined:
        raise IllegalState("session", session.mode, "set_link")


def _check_link(meant: Sequence[Session], link: str) -> None:
    """Raises NotALink."""
    faults = faults_of_link("link", link) if link else []
    if not link and any(each.mode is Mode.ONLINE for each in meant):
        faults.append(Fault("link", link, "required"))
    if faults:
        raise NotALink(faults=tuple(faults))


def _others(session: Session, booking: Booking, *, now: datetime) -> list[Session]:
    return [
        each
        for each in booking.sessions
        if each.id != session.id
        and each.mode.is_joined
        and booking.standing(each, now=now).holds
        and each.span.end > now
        and not each.is_done
    ]


def _joined(session: Session, link: str, *, now: datetime) -> Session:
    if session.link == link:
        return session
    return replace(session, link=link, sequence=session.sequence + 1, revised_at=now)


async def _keep(
    booking: Booking, changed: Sequence[Session], *, actor: Actor, now: datetime
) -> None:
    for session in changed:
        await save_session(session, now=now)
        # A link may let in whoever has it: the host says enough.
        host = urlsplit(session.link).hostname or ""
        await audit(actor, "set_link", ("session", session.id), after={"host": host}, now=now)
    await tell_taking_part("session_link", booking, changed, {}, now=now)
