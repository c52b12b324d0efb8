"""One government offers to extend, widen or otherwise change an agreement in force."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.agreements.amending import amend
from lintas.actions.agreements.change_agreement import check_agreement, check_keeper
from lintas.actions.agreements.facts import LONGEST_NUMBER, check_quotas
from lintas.actions.agreements.telling import find_own_side, locks_of_parties, tell_parties
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.domain.addenda import Addendum, AddendumId
from lintas.domain.agencies import Agreement, AgreementState, Quota, VenueId
from lintas.domain.given import Checklist, Given
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.store.addenda import add_addendum
from lintas.store.agreements import find_agreement
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class AddendumFacts(Given):
    """What it says; whatever is none stays as it is. `number` stays empty until there is one."""

    dated: date
    summary: str
    number: str = ""
    valid_until: date | None = None
    venue_ids: tuple[VenueId, ...] | None = None
    quotas: tuple[Quota, ...] | None = None

    def check(self, agreement: Agreement) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if not self.summary:
            checklist.note("summary", self.summary, "required")
        checklist.prose("summary", self.summary)
        checklist.optional_line("number", self.number, LONGEST_NUMBER)
        if self.quotas is not None:
            check_quotas(checklist, self.quotas, agreement.parties)
        checklist.refuse_faults()


@retrying
async def offer_addendum(
    agreement_id: UUID, facts: AddendumFacts, *, actor: Actor, now: datetime
) -> Addendum:
    """Offer it to the other parties, who are told; an operator's counts at once.

    Raises:
        NotFound: no such agreement of the actor's side, or an unknown venue.
        NotAllowed: the actor keeps no party's agreements.
        IllegalState: the agreement itself is only offered.
        Invalid: as `AddendumFacts.check`, or the agreement couldn't be agreed so.
    """
    parties = (await find_agreement(agreement_id, seen_by=actor)).parties
    locks = await locks_of_parties(parties, now=now)
    async with writing(f"agreement:{agreement_id}", *locks):
        check_locked(await locks_of_parties(parties, now=now), locks)
        agreement = await find_agreement(agreement_id, seen_by=actor)
        check_keeper(actor, agreement)
        if agreement.state is not AgreementState.IN_FORCE:
            raise IllegalState("agreement", agreement.state, "amend")
        facts.check(agreement)
        addendum = Addendum(
            id=AddendumId(new_id(now)),
            agreement_id=agreement.id,
            number=facts.number,
            dated=facts.dated,
            summary=facts.summary,
            state=AgreementState.OFFERED,
            valid_until=facts.valid_until,
            venue_ids=facts.venue_ids,
            quotas=facts.quotas,
            offered_by=None if actor.is_operator else find_own_side(agreement, actor),
        )
        await check_agreement(addendum.amend(agreement), seen_by=actor)
        if actor.is_operator:
            addendum = replace(addendum, state=AgreementState.IN_FORCE)
        await add_addendum(addendum)
        after = {"state": addendum.state, "agreement": str(agreement_id)}
        await audit(actor, "offer", ("addendum", addendum.id), after=after, now=now)
        if addendum.state is AgreementState.IN_FORCE:
            await amend(agreement, addendum, now=now)
        else:
            others = [party for party in agreement.parties if party != addendum.offered_by]
            await tell_parties(
                "addendum_offered", agreement, others, now=now, version=str(addendum.id)
            )
    return addendum
