"""There are more of a tool, or fewer, or it stands elsewhere."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.placing import find_kept_asset
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.refusal import VersionPassed
from lintas.domain.things import Asset
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
    """Change it. None left (0) is what a broken machine is.

    `version` is the one the actor saw, checked when given.

    Raises:
        NotAllowed: the actor keeps no assets.
        NotFound: no such asset that the actor keeps, or an unknown venue.
        Invalid: as `AssetFacts.check`.
        VersionPassed: it was changed since the actor looked.
    """
    await find_kept_asset(asset_id, actor)
    async with writing(f"asset:{asset_id}"):
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
        await audit(
            actor,
            "change",
            ("asset", asset_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


def _laws_read(asset: Asset) -> dict[str, object]:
    """Those of its facts that a law reads."""
    return {
        "quantity": asset.quantity,
        "kind": asset.kind,
        "venue": asset.venue_id,
        "movable": asset.movable,
    }
