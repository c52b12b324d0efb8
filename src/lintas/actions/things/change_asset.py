"""There are more of a tool, or fewer, or it stands elsewhere."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import asset_lock, check_locked, halls_of
from lintas.actions.steps.planning import planned
from lintas.actions.steps.recording import NO_GAP
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.placing import find_kept_asset
from lintas.domain.bookings import Session, SessionId
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.refusal import VersionPassed
from lintas.domain.things import Asset
from lintas.domain.timespan import TimeSpan
from lintas.store.bookings.holds import add_holds, remove_holds_on
from lintas.store.bookings.sessions import list_sessions_taking
from lintas.store.things.assets import save_asset
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue


@retrying
async def change_asset(
    asset_id: UUID,
    change: AssetChange,
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Asset:
    """Change it; sessions to come for which there are too few become conflicts.

    None left (0) is what a broken machine is.

    `version` is the one the actor saw, checked when given.

    Raises:
        NotAllowed: the actor keeps no assets.
        NotFound: no such asset that the actor keeps, or an unknown venue.
        Invalid: as `AssetFacts.check`.
        VersionPassed: it was changed since the actor looked.
    """
    await find_kept_asset(asset_id, actor)
    locks = await halls_of(await list_sessions_taking(asset_id, since=now))
    async with writing(asset_lock(asset_id), *locks):
        before = await find_kept_asset(asset_id, actor)
        if version is not None and version != before.version:
            raise VersionPassed(version, before.version)
        facts = changed(AssetFacts.of(before), change)
        facts.check(at_least=0)
        venue = await find_venue(facts.venue_id) if facts.venue_id else None
        after = replace(
            before,
            name=facts.name,
            quantity=facts.quantity,
            venue_id=venue.id if venue else None,
            kind=facts.tidied_kind,
            movable=facts.movable,
            version=before.version + 1,
        )
        await save_asset(after)
        sessions = await list_sessions_taking(asset_id, since=now)
        check_locked(await halls_of(sessions), locks)
        if _laws_read(after) != _laws_read(before):
            await rejudge(sessions, now=now)
        if after.is_single != before.is_single:
            await _hold_anew(after, sessions, now=now)
        await audit(
            actor,
            "change",
            ("asset", asset_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


async def _hold_anew(asset: Asset, sessions: Sequence[Session], *, now: datetime) -> None:
    """The only one there is is held by the database itself; what there is more of isn't.

    Of sessions that are in each other's way by now the earlier holds it, and the others are
    conflicts.
    """
    await remove_holds_on(asset.id)
    if not asset.is_single:
        return
    held: list[tuple[UUID, TimeSpan, SessionId]] = []
    for session in sessions:
        span = planned(session).hold_span(NO_GAP)
        if not any(span.overlaps(other) for _, other, _ in held[-1:]):
            held.append((asset.id, span, session.id))
    await add_holds(held, now=now)


def _laws_read(asset: Asset) -> dict[str, object]:
    """Those of its facts that a law reads."""
    return {
        "quantity": asset.quantity,
        "kind": asset.kind,
        "venue": asset.venue_id,
        "movable": asset.movable,
    }
