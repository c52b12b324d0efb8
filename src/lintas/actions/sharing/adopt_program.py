"""Another government takes a program on as its own, and says which agency follows it up."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.sharing.follow_up import LONGEST_SOURCE
from lintas.actions.sharing.telling import tell_side
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import program_lock
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import Regency
from lintas.domain.given import Checklist, Given
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import Program, ProgramId
from lintas.domain.refusal import NotFound
from lintas.domain.sharing import FollowUp, FollowUpId, Offer
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.agencies import find_agency, find_regency
from lintas.store.programs.templates import add_program
from lintas.store.sharing.follow_ups import add_follow_up
from lintas.store.sharing.offers import find_offer, find_shared_program, save_offer
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class Adoption(Given):
    """`agency_id` is the agency of the adopting side that follows the program up."""

    agency_id: UUID
    source: str = ""
    note: str = ""

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.optional_line("source", self.source, LONGEST_SOURCE)
        checklist.prose("note", self.note)
        checklist.refuse_faults()


@retrying
async def adopt_program(
    offer_id: UUID, adoption: Adoption, *, actor: Actor, now: datetime
) -> tuple[Offer, Program]:
    """Make a program of the adopting side's out of it, with a first note of who follows it up.

    Raises:
        NotAllowed: the actor shares no programs, or not those of the side it was offered to.
        NotFound: no such offer of the actor's side; no such agency of the adopting government.
        Invalid: as `Adoption.check`.
        IllegalState: it was decided before.
    """
    adoption.check()
    seen = await find_answerable(offer_id, actor)
    async with writing(program_lock(seen.program_id)):
        offer = await find_answerable(offer_id, actor)
        source = await find_shared_program(offer.program_id, seen_by=actor)
        agency = await find_agency(adoption.agency_id)
        if agency.keeper != offer.to_regency:
            raise NotFound("agency_id", adoption.agency_id)
        regency = await find_regency(offer.to_regency)
        decided = offer.decided("adopt", by=actor.id, now=now)
        program = replace(
            source,
            id=ProgramId(new_id(now)),
            agency_id=agency.id,
            keeper=agency.keeper,
            adopted_from=source.id,
            is_example=False,
        )
        decided = replace(decided, adopted_as=program.id)
        await add_program(program)
        await save_offer(decided)
        await add_follow_up(_first(adoption, program, regency, actor, now=now))
        after = {"adopted_as": program.id, "agency": agency.id}
        await audit(actor, "adopt", ("offer", offer.id), after=after, now=now)
        await tell_side(
            "program_adopted", decided, decided.from_regency, decided.to_regency, now=now
        )
    return decided, program


async def find_answerable(offer_id: UUID, actor: Actor) -> Offer:
    """One that was made to a side for which the actor may answer.

    Raises:
        NotAllowed, NotFound: as `adopt_program`.
    """
    allow_somewhere(actor, Verb.SHARE_PROGRAMS)
    offer = await find_offer(offer_id, seen_by=actor)
    if not can(actor, Verb.SHARE_PROGRAMS, Subject(keeper=offer.to_regency)):
        raise NotAllowed("answer what the own side offered")
    return offer


def _first(
    adoption: Adoption, program: Program, regency: Regency, actor: Actor, *, now: datetime
) -> FollowUp:
    return FollowUp(
        id=FollowUpId(new_id(now)),
        program_id=program.id,
        agency_id=program.agency_id,
        keeper=program.keeper,
        day=now.astimezone(regency.zone).date(),
        source=adoption.source,
        made_by=actor.id,
        made_at=now,
        note=adoption.note,
    )
