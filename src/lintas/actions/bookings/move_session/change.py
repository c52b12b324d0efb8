"""What is to be different about a session, and the session once it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from lintas.actions.steps.deciding import check_not_offered
from lintas.actions.steps.lending import check_assets
from lintas.actions.steps.local_times import telling_local_times
from lintas.actions.steps.planning import check_trainers, planned
from lintas.domain.bookings import Booking, Mode, Override, Session
from lintas.domain.people import Actor, PersonId
from lintas.domain.plans import NotAnAsk
from lintas.domain.refusal import Fault, IllegalState, VersionPassed
from lintas.domain.things import AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules import Finding
from lintas.rules.access import Subject, Verb, allow
from lintas.store.agencies import find_any_agency
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different; none: as it is.

    `reasons` answer warnings by code, `overrides` let blocks stand. `sequence` is the
    one the asker saw, checked when given.
    """

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room_id: RoomId | None = None
    title: str | None = None
    trainer_ids: tuple[PersonId, ...] | None = None
    assets: tuple[AssetNeed, ...] | None = None
    mode: Mode | None = None
    link: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    sequence: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A session after its move, and what it was moved in spite of; `zone` is the place's.

    `sessions` are all that moved together; none: it alone.
    """

    session: Session
    warnings: tuple[Finding, ...]
    zone: ZoneInfo
    sessions: tuple[Session, ...] = ()


async def change_of(
    session: Session, booking: Booking, change: Change, *, actor: Actor, now: datetime
) -> Session:
    subject = Subject(booking.keeper, session.lender_keeper, booking.asked_by)
    allow(actor, Verb.MOVE, subject)
    # To somebody who has yet to take it another slot was never offered.
    check_not_offered(booking, "move")
    _check_movable(session, booking, change, now=now)
    # Who teaches it already was asked before, by whoever might.
    others = [each for each in change.trainer_ids or () if each not in session.trainer_ids]
    await check_trainers(others, seen_by=actor)
    async with telling_local_times(change.room_id or session.room_id):
        changed = _changed(session, change, now=now)
    if change.assets:
        room = await find_room(changed.room_id)
        agency = await find_any_agency(booking.agency_id)
        await check_assets([planned(changed)], agency, await find_venue(room.venue_id))
    return changed


def _changed(session: Session, change: Change, *, now: datetime) -> Session:
    """Raises NotATimeSpan, NotAnAsk."""
    changed = replace(
        session,
        span=TimeSpan(change.starts_at or session.span.start, change.ends_at or session.span.end),
        room_id=change.room_id or session.room_id,
        title=session.title if change.title is None else change.title,
        trainer_ids=session.trainer_ids if change.trainer_ids is None else change.trainer_ids,
        assets=session.assets if change.assets is None else change.assets,
        mode=change.mode or session.mode,
        link=_link_after(session, change),
        sequence=session.sequence + 1,
        revised_at=now,
        # It waits no longer, were it for the date that it had.
        postponed=False,
    )
    faults = planned(changed).faults()
    if changed.span.end <= now:
        faults.append(Fault("ends_at", changed.span.end.isoformat(), "ahead"))
    if faults:
        raise NotAnAsk(faults=tuple(faults))
    return changed


def _link_after(session: Session, change: Change) -> str:
    """Nobody joins what meets only in a room from now on."""
    if change.link is not None:
        return change.link
    return "" if change.mode is Mode.ONSITE else session.link


def _check_movable(session: Session, booking: Booking, change: Change, *, now: datetime) -> None:
    """Raises VersionPassed, IllegalState."""
    if change.sequence is not None and change.sequence != session.sequence:
        raise VersionPassed(change.sequence, session.sequence)
    standing = booking.standing(session, now=now)
    if not standing.holds and not session.postponed:
        raise IllegalState("session", standing, "move")
    if session.is_done:
        raise IllegalState("session", session.state, "move")
    if session.span.end <= now and not session.postponed:
        raise IllegalState("session", "over", "move")
