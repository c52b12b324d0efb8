"""The operator lets a government in."""

from datetime import datetime

from lintas.actions.agencies.facts import RegencyFacts
from lintas.actions.steps.announcing import audit
from lintas.domain.agencies import Regency, RegencyCode
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere
from lintas.rules.access import Subject, Verb, allow
from lintas.store.agencies import add_regency, count_regencies_coded
from lintas.store.transaction import retrying, writing


@retrying
async def register_regency(facts: RegencyFacts, *, actor: Actor, now: datetime) -> Regency:
    """Register it.

    Raises:
        NotAllowed: the actor isn't the operator.
        Invalid: as `RegencyFacts.check`.
        AlreadyThere: its code is taken, if by a retired one.
    """
    allow(actor, Verb.KEEP_REGENCIES, Subject())
    facts.check()
    async with writing(f"regency:{facts.code}"):
        if await count_regencies_coded(facts.code):
            raise AlreadyThere("code", facts.code)
        regency = Regency(
            RegencyCode(facts.code), facts.name, facts.kind, facts.province, facts.timezone
        )
        await add_regency(regency)
        subject = ("regency", regency.code)
        await audit(actor, "register", subject, after={"kind": regency.kind}, now=now)
    return regency
