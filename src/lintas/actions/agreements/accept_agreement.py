"""Another party accepts an agreement that one has offered."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.agreements.telling import locks_of_parties, take_effect, tell_parties
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import Agreement, AgreementState, RegencyCode
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.agreements import find_agreement, save_agreement
from lintas.store.transaction import retrying, writing


@retrying
async def accept_agreement(agreement_id: UUID, *, actor: Actor, now: datetime) -> Agreement:
    """Bring it into force; all parties are told.

    Raises:
        NotAllowed: the actor keeps no agreements, or only those of the side that offered it.
        NotFound: no such agreement of the actor's side.
        IllegalState: it is in force already.
    """
    allow_somewhere(actor, Verb.KEEP_AGREEMENTS)
    seen = await find_agreement(agreement_id, seen_by=actor)
    locks = await locks_of_parties(seen.parties, now=now)
    async with writing(f"agreement:{agreement_id}", *locks):
        check_locked(await locks_of_parties(seen.parties, now=now), locks)
        before = await find_agreement(agreement_id, seen_by=actor)
        check_other_side(actor, before.parties, before.offered_by)
        if before.state is not AgreementState.OFFERED:
            raise IllegalState("agreement", before.state, "accept")
        after = before.accepted()
        await save_agreement(after, now=now)
        await audit(
            actor,
            "accept",
            ("agreement", agreement_id),
            before={"state": before.state},
            after={"state": after.state},
            now=now,
        )
        await tell_parties("agreement_accepted", after, after.parties, now=now)
        await take_effect(after, now=now)
    return after


def check_other_side(
    actor: Actor, parties: Iterable[RegencyCode], offered_by: RegencyCode | None
) -> None:
    """Go on only if the actor keeps agreements of a party other than the one that offered.

    Raises:
        NotAllowed: the actor doesn't.
    """
    others = [party for party in parties if party != offered_by]
    if not any(can(actor, Verb.KEEP_AGREEMENTS, Subject(keeper=party)) for party in others):
        raise NotAllowed("accept what the own side offered")
