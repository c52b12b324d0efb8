"""The operator corrects what is known of a government."""

from dataclasses import replace
from datetime import datetime

from lintas.actions.agencies.facts import RegencyChange, RegencyFacts
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.rehousing import list_housed, locks_of_venues
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.agencies import Regency
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, allow
from lintas.store.agencies import find_regency, save_regency
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import list_venues

# More than any regency has.
_ALL = 100_000


@retrying
async def change_regency(
    code: str, change: RegencyChange, *, actor: Actor, now: datetime
) -> Regency:
    """Change it.

    In another time zone opening hours and days off mean other moments: all that is to come in its
    venues is judged again.

    Raises:
        NotAllowed: the actor isn't the operator.
        NotFound: no such regency.
        Invalid: as `RegencyFacts.check`.
    """
    allow(actor, Verb.KEEP_REGENCIES, Subject())
    venues = [venue.id for venue in await list_venues(regency=code, limit=_ALL)]
    locks = await locks_of_venues(venues)
    async with writing(f"regency:{code}", *locks):
        before = await find_regency(code)
        facts = changed(RegencyFacts.of(before), change)
        facts.check()
        after = replace(
            before,
            name=facts.name,
            kind=facts.kind,
            province=facts.province,
            timezone=facts.timezone,
        )
        await save_regency(after)
        if after.timezone != before.timezone:
            sessions = await list_housed(venues, locks, now=now)
            await rejudge(sessions, now=now)
            await revise_sessions_showing("regency", code, now=now)
        await audit(
            actor,
            "change",
            ("regency", code),
            before={"kind": before.kind, "timezone": before.timezone},
            after={"kind": after.kind, "timezone": after.timezone},
            now=now,
        )
    return after
