"""An office registers a tool that sessions may take along."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.things.facts import AssetFacts
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.things import Asset, AssetId
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.things.assets import add_asset
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue


@retrying
async def register_asset(facts: AssetFacts, *, actor: Actor, now: datetime) -> Asset:
    """Register it; its agency's keeper keeps it, wherever it stands.

    Raises:
        NotAllowed: the actor keeps no assets.
        Invalid: as `AssetFacts.check`.
        NotFound: an unknown venue or agency, or an agency whose assets the actor doesn't keep.
    """
    allow_somewhere(actor, Verb.KEEP_ASSETS)
    facts.check()
    async with writing():
        agency = await find_agency(facts.agency_id)
        allow_for(actor, Verb.KEEP_ASSETS, agency.keeper, field="agency_id", value=facts.agency_id)
        venue = await find_venue(facts.venue_id) if facts.venue_id else None
        asset = Asset(
            id=AssetId(new_id(now)),
            agency_id=agency.id,
            keeper=agency.keeper,
            name=facts.name,
            quantity=facts.quantity,
            venue_id=venue.id if venue else None,
            kind=facts.tidied_kind,
            movable=facts.movable,
        )
        await add_asset(asset)
        after = {"agency": agency.id, "kind": asset.kind, "quantity": asset.quantity}
        await audit(actor, "register", ("asset", asset.id), after=after, now=now)
    return asset
