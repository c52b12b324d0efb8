"""A program that was offered is not taken on."""

from datetime import datetime
from uuid import UUID

from lintas.actions.sharing.adopt_program import find_answerable
from lintas.actions.sharing.telling import tell_side
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.domain.given import Checklist
from lintas.domain.people import Actor
from lintas.domain.sharing import Offer
from lintas.store.sharing.offers import save_offer
from lintas.store.transaction import retrying, writing


@retrying
async def decline_offer(offer_id: UUID, reason: str, *, actor: Actor, now: datetime) -> Offer:
    """Say no, and why; who offered it hears of it.

    Raises:
        NotAllowed, NotFound: as `adopt_program`.
        Invalid: no reason.
        IllegalState: it was decided before.
    """
    seen = await find_answerable(offer_id, actor)
    reason = reason.strip()
    checklist = Checklist()
    if not reason:
        checklist.note("reason", reason, "required")
    checklist.prose("reason", reason)
    checklist.refuse_faults()
    async with writing(program_lock(seen.program_id)):
        offer = await find_answerable(offer_id, actor)
        declined = offer.decided("decline", by=actor.id, now=now, reason=reason)
        await save_offer(declined)
        await audit(actor, "decline", ("offer", offer.id), reason=reason, now=now)
        await tell_side(
            "program_declined", declined, declined.from_regency, declined.to_regency, now=now
        )
    return declined
