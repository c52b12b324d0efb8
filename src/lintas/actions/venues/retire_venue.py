"""A venue is no longer lent."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.rehousing import venue_lock
from lintas.actions.steps.retiring import retire
from lintas.actions.venues.placing import find_kept_venue
from lintas.domain.people import Actor
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_venue(venue_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such venue that the actor keeps.
        IllegalState: it has rooms in use.
    """
    async with writing(venue_lock(venue_id)):
        await find_kept_venue(venue_id, actor)
        await retire(Noun.VENUE, venue_id, actor=actor, now=now)
