"""A tool is no longer lent."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import asset_lock
from lintas.actions.steps.retiring import retire
from lintas.actions.things.placing import find_kept_asset
from lintas.domain.people import Actor
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_asset(asset_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists.

    Raises:
        NotAllowed: the actor keeps no assets.
        NotFound: no such asset that the actor keeps.
        IllegalState: a session to come takes some of it.
    """
    async with writing(asset_lock(asset_id)):
        await find_kept_asset(asset_id, actor)
        await retire(Noun.ASSET, asset_id, actor=actor, now=now)
