"""What is known of a venue changes: its name, its hours, whose it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.rehousing import list_housed, locks_of_venues
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.venues.facts import VenueChange, VenueFacts
from lintas.actions.venues.placing import find_kept_venue, place_venue
from lintas.domain.bookings import Session
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.refusal import VersionPassed
from lintas.domain.venues import Venue
from lintas.store.bookings.sessions import save_session, save_sessions_revised
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
    locks = await locks_of_venues([venue_id])
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
        await audit(
            actor,
            "change",
            ("venue", venue_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


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
    # Last, for the others write sessions as they were read.
    await save_sessions_revised([session.id for session in sessions], now=now)


def _laws_read(venue: Venue) -> dict[str, object]:
    """Those of its facts that a law reads; no names or contacts."""
    return {
        "regency": venue.regency,
        "zone": str(venue.zone),
        "owner": venue.owner_agency_id,
        "keeper": venue.keeper,
        "opening_hours": venue.opening_hours.render() if venue.opening_hours else None,
    }
