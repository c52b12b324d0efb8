"""A government takes an offer back that nobody has answered."""

from datetime import datetime
from uuid import UUID

from lintas.actions.sharing.telling import tell_side
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.given import Checklist
from lintas.domain.people import Actor
from lintas.domain.sharing import Offer
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.sharing.offers import find_offer, save_offer
from lintas.store.transaction import retrying, writing


@retrying
async def withdraw_offer(offer_id: UUID, reason: str = "", *, actor: Actor, now: datetime) -> Offer:
    """Take it back; whom it was made to hears of it.

    Raises:
        NotAllowed: the actor shares no programs, or not those of the side that offered it.
        NotFound: no such offer of the actor's side.
        IllegalState: it was decided before.
    """
    seen = await _find_own(offer_id, actor)
    reason = reason.strip()
    checklist = Checklist()
    checklist.prose("reason", reason)
    checklist.refuse_faults()
    async with writing(program_lock(seen.program_id)):
        offer = await _find_own(offer_id, actor)
        withdrawn = offer.decided("withdraw", by=actor.id, now=now, reason=reason)
        await save_offer(withdrawn)
        await audit(actor, "withdraw", ("offer", offer.id), reason=reason, now=now)
        await tell_side(
            "program_withdrawn", withdrawn, withdrawn.to_regency, withdrawn.from_regency, now=now
        )
    return withdrawn


async def _find_own(offer_id: UUID, actor: Actor) -> Offer:
    """Raises NotAllowed, NotFound."""
    allow_somewhere(actor, Verb.SHARE_PROGRAMS)
    offer = await find_offer(offer_id, seen_by=actor)
    if not can(actor, Verb.SHARE_PROGRAMS, Subject(keeper=offer.from_regency)):
        raise NotAllowed("withdraw what the other side offered")
    return offer
