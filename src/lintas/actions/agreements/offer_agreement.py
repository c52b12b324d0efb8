"""One government offers another an agreement."""

from dataclasses import replace
from datetime import datetime

from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.telling import (
    find_own_side,
    locks_of_parties,
    take_effect,
    tell_parties,
)
from lintas.actions.agreements.umbrella import check_umbrella
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import Agreement, AgreementId, AgreementState, RegencyCode, VenueId
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, NotFound
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.store.agreements import add_agreement
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import list_venues_named


@retrying
async def offer_agreement(facts: AgreementFacts, *, actor: Actor, now: datetime) -> Agreement:
    """Offer it to the other parties, who are told; an operator's is in force at once.

    Raises:
        NotAllowed: the actor keeps no agreements.
        Invalid: as `AgreementFacts.check` and `check_umbrella`.
        NotFound: an unknown party, venue or umbrella, or parties none of which the actor acts for.
    """
    allow_somewhere(actor, Verb.KEEP_AGREEMENTS)
    facts.check()
    locks = await locks_of_parties(facts.parties, now=now)
    async with writing(*locks):
        check_locked(await locks_of_parties(facts.parties, now=now), locks)
        await _check_known(facts)
        await check_umbrella(facts.umbrella_id, facts.parties, seen_by=actor)
        agreement = Agreement(
            id=AgreementId(new_id(now)),
            kind=facts.kind,
            number=facts.number,
            title=facts.title,
            parties=tuple(sorted(RegencyCode(code) for code in facts.parties)),
            valid_from=facts.valid_from,
            valid_until=facts.valid_until,
            state=AgreementState.OFFERED,
            scope=facts.scope,
            venue_ids=tuple(VenueId(each) for each in dict.fromkeys(facts.venue_ids)),
            quotas=facts.quotas,
            umbrella_id=AgreementId(facts.umbrella_id) if facts.umbrella_id else None,
            cooperation=facts.cooperation,
            severities=facts.severities,
            balance=facts.balance,
        )
        if actor.is_operator:
            agreement = replace(agreement, state=AgreementState.IN_FORCE)
        else:
            agreement = replace(agreement, offered_by=find_own_side(agreement, actor))
        await add_agreement(agreement, now=now)
        await _announce(agreement, actor, now=now)
    return agreement


async def _check_known(facts: AgreementFacts) -> None:
    """Raises NotFound, naming every party and venue that is unknown."""
    faults: list[Fault] = []
    for index, code in enumerate(facts.parties):
        try:
            await find_regency(code, field=f"parties[{index}]")
        except NotFound as unknown:
            faults += unknown.faults
    known = {venue.id for venue in await list_venues_named(facts.venue_ids)}
    faults += [
        Fault(f"venue_ids[{index}]", venue_id, "known")
        for index, venue_id in enumerate(facts.venue_ids)
        if venue_id not in known
    ]
    if faults:
        refusal = NotFound(faults[0].field, faults[0].value)
        refusal.faults = tuple(faults)
        raise refusal


async def _announce(agreement: Agreement, actor: Actor, *, now: datetime) -> None:
    after = {"state": agreement.state, "parties": agreement.parties}
    subject = ("agreement", agreement.id)
    if agreement.state is AgreementState.IN_FORCE:
        await audit(actor, "register", subject, after=after, now=now)
        await tell_parties("agreement_accepted", agreement, agreement.parties, now=now)
        await take_effect(agreement, now=now)
    else:
        await audit(actor, "offer", subject, after=after, now=now)
        others = [party for party in agreement.parties if party != agreement.offered_by]
        await tell_parties("agreement_offered", agreement, others, now=now)
