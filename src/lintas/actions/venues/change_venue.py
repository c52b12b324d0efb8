"""What is known of a venue changes: its name, its hours, whose it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import WAYS, check_locked
from lintas.actions.steps.rehousing import list_housed, locks_of_venues
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge, rejudge_named
from lintas.actions.venues.facts import VenueChange, VenueFacts
from lintas.actions.venues.placing import find_kept_venue, place_venue
from lintas.domain.bookings import Session
from lintas.domain.given import KEPT, changed
from lintas.domain.people import Actor
from lintas.domain.refusal import VersionPassed
from lintas.domain.venues import Venue
from lintas.store.bookings.sessions import save_session
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.bookings.touched import list_sessions_beside
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import save_venue


@retrying
async def change_venue(
    venue_id: UUID,
    change: VenueChange,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Venue:
    """Change it; sessions to come that break a law by that become conflicts, none is cancelled.

    A new owner's keeper decides about them from now on. `version` is the one the actor saw,
    checked when given.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such venue that the actor keeps; or as `register_venue`.
        Invalid: as `VenueFacts.check`.
        VersionPassed: it was changed since the actor looked.
    """
    await find_kept_venue(venue_id, actor)
    locks = (*await locks_of_venues([venue_id]), *await _locks_beside(venue_id, change, now=now))
    async with writing(*locks):
        before = await find_kept_venue(venue_id, actor)
        if version is not None and version != before.version:
            raise VersionPassed(version, before.version)
        facts = changed(VenueFacts.of(before), change)
        facts.check()
        placed = await place_venue(facts, before.id, actor=actor)
        after = replace(placed, is_example=before.is_example, version=before.version + 1)
        await save_venue(after)
        await _rehouse(before, after, await list_housed([venue_id], locks, now=now), now=now)
        if _place(before) != _place(after):
            beside = await list_sessions_beside(venue_id, now=now)
            check_locked(await locks_to_rejudge(beside), locks)
            await rejudge_named(beside, now=now)
        await audit(
            actor,
            "change",
            ("venue", venue_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


async def _locks_beside(venue_id: UUID, change: VenueChange, *, now: datetime) -> tuple[str, ...]:
    """Where it stands decides how long trainers go, between it and all other places."""
    place = (change.regency, change.district, change.latitude, change.longitude)
    if all(each is KEPT for each in place):
        return ()
    return (WAYS, *await locks_to_rejudge(await list_sessions_beside(venue_id, now=now)))


async def _rehouse(
    before: Venue, after: Venue, sessions: Sequence[Session], *, now: datetime
) -> None:
    if (before.lender, before.keeper) != (after.lender, after.keeper):
        for session in sessions:
            handed_over = replace(session, lender=after.lender, lender_keeper=after.keeper)
            await save_session(handed_over, now=now)
    if _laws_read(before) != _laws_read(after):
        await rejudge(
            [replace(s, lender=after.lender, lender_keeper=after.keeper) for s in sessions],
            now=now,
        )
    await revise_sessions_showing("venue", after.id, now=now)


def _laws_read(venue: Venue) -> dict[str, object]:
    """Those of its facts that a law reads; no names or contacts."""
    return {
        "regency": venue.regency,
        "zone": str(venue.zone),
        "owner": venue.owner_agency_id,
        "keeper": venue.keeper,
        "opening_hours": venue.opening_hours.render() if venue.opening_hours else None,
        "place": _place(venue),
    }


def _place(venue: Venue) -> tuple[object, ...]:
    """What ways to it are reckoned by."""
    return (venue.regency, venue.district, venue.latitude, venue.longitude)
