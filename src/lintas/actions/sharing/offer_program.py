"""A program is offered to another government."""

from datetime import datetime
from uuid import UUID

from lintas.actions.sharing.telling import tell_side
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.given import Checklist
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import Program
from lintas.domain.refusal import AlreadyThere, Fault, Invalid
from lintas.domain.sharing import Offer, OfferId, OfferState
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.store.programs.templates import find_program
from lintas.store.sharing.offers import add_offer, count_standing_offers
from lintas.store.transaction import retrying, writing


@retrying
async def offer_program(
    program_id: UUID, to_regency: str, note: str = "", *, actor: Actor, now: datetime
) -> Offer:
    """Offer it; the other side's coordinators hear of it.

    Raises:
        NotAllowed: the actor shares no programs.
        NotFound: no such program that the actor's side keeps, or no such government.
        Invalid: its own government, or a note that can't be kept.
        AlreadyThere: that government was offered it, or has adopted it.
    """
    await find_shareable(program_id, actor)
    note = note.replace("\r\n", "\n").strip()
    checklist = Checklist()
    checklist.prose("note", note)
    checklist.refuse_faults()
    async with writing(program_lock(program_id)):
        program = await find_shareable(program_id, actor)
        regency = await find_regency(to_regency, field="to_regency")
        if program.keeper is None or regency.code == program.keeper:
            raise Invalid(faults=(Fault("to_regency", to_regency, "other_side"),))
        if await count_standing_offers(program.id, regency.code):
            raise AlreadyThere("to_regency", to_regency)
        offer = Offer(
            id=OfferId(new_id(now)),
            program_id=program.id,
            from_regency=program.keeper,
            to_regency=regency.code,
            state=OfferState.OFFERED,
            offered_by=actor.id,
            offered_at=now,
            note=note,
            title=program.title,
        )
        await add_offer(offer)
        after = {"program": program.id, "to_regency": offer.to_regency}
        await audit(actor, "offer", ("offer", offer.id), after=after, now=now)
        await tell_side("program_offered", offer, offer.to_regency, offer.from_regency, now=now)
    return offer


async def find_shareable(program_id: UUID, actor: Actor) -> Program:
    """One whose keeper's programs the actor shares.

    Raises:
        NotAllowed, NotFound: as `offer_program`.
    """
    allow_somewhere(actor, Verb.SHARE_PROGRAMS)
    program = await find_program(program_id, seen_by=actor)
    allow_for(actor, Verb.SHARE_PROGRAMS, program.keeper, field="program_id", value=program_id)
    return program
