"""Tools that an actor keeps, and what they hang on."""

from uuid import UUID

from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.people import Actor
from lintas.domain.things import Asset
from lintas.rules.access import Verb
from lintas.store.things.assets import find_asset


async def find_kept_asset(asset_id: UUID, actor: Actor) -> Asset:
    """One that the actor keeps.

    Raises:
        NotAllowed: the actor keeps no assets.
        NotFound: no such asset that the actor keeps.
    """
    allow_somewhere(actor, Verb.KEEP_ASSETS)
    asset = await find_asset(asset_id)
    allow_for(actor, Verb.KEEP_ASSETS, asset.keeper, field="asset_id", value=asset_id)
    return asset
