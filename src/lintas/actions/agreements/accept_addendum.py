"""Another party accepts an addendum that one has offered: from then on it counts."""

from datetime import datetime
from uuid import UUID

from lintas.actions.agreements.accept_agreement import check_other_side
from lintas.actions.agreements.amending import amend
from lintas.actions.agreements.change_agreement import check_agreement
from lintas.actions.agreements.telling import locks_of_parties
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.addenda import Addendum
from lintas.domain.agencies import AgreementState
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Verb
from lintas.store.addenda import find_addendum, save_addendum
from lintas.store.agreements import find_agreement
from lintas.store.transaction import retrying, writing


@retrying
async def accept_addendum(
    agreement_id: UUID, addendum_id: UUID, *, actor: Actor, now: datetime
) -> Addendum:
    """The agreement is extended, widened or limited as it says; all parties are told.

    Raises:
        NotAllowed: the actor keeps no agreements, or only those of the side that offered it.
        NotFound: no such agreement of the actor's side, or no such addendum of it.
        IllegalState: it counts already.
        Invalid: the agreement was changed since, and can't become what the addendum says.
    """
    allow_somewhere(actor, Verb.KEEP_AGREEMENTS)
    parties = (await find_agreement(agreement_id, seen_by=actor)).parties
    locks = await locks_of_parties(parties, now=now)
    async with writing(f"agreement:{agreement_id}", *locks):
        check_locked(await locks_of_parties(parties, now=now), locks)
        agreement = await find_agreement(agreement_id, seen_by=actor)
        before = await find_addendum(addendum_id, agreement_id)
        check_other_side(actor, agreement.parties, before.offered_by)
        if before.state is not AgreementState.OFFERED:
            raise IllegalState("addendum", before.state, "accept")
        await check_agreement(before.amend(agreement), seen_by=actor)
        after = before.accepted()
        await save_addendum(after)
        await audit(
            actor,
            "accept",
            ("addendum", addendum_id),
            before={"state": before.state, "valid_until": agreement.valid_until},
            after={"state": after.state, "valid_until": after.valid_until},
            now=now,
        )
        await amend(agreement, after, now=now)
    return after
