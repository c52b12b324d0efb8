"""An office gets another name, other hours and limits, or laws that weigh more or less for it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.agencies.facts import AgencyChange, AgencyFacts
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import agency_lock, check_locked
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge_named
from lintas.domain.agencies import Agency
from lintas.domain.given import KEPT, changed
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency, save_agency
from lintas.store.bookings.lending import list_sessions_of_agency
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.transaction import retrying, writing


@retrying
async def change_agency(
    agency_id: UUID, change: AgencyChange, *, actor: Actor, now: datetime
) -> Agency:
    """Change it; where laws read it otherwise, what it asked for and is to come is judged again.

    Raises:
        NotAllowed: the actor coordinates nothing.
        NotFound: no such agency that the actor keeps.
        Invalid: as `AgencyFacts.check`; a body outside all governments can't join one.
    """
    allow_somewhere(actor, Verb.KEEP_AGENCIES)
    touched = await _list_touched(agency_id, change, now=now)
    locks = (agency_lock(agency_id), *await locks_to_rejudge(touched))
    async with writing(*locks):
        touched = await _list_touched(agency_id, change, now=now)
        check_locked(await locks_to_rejudge(touched), locks)
        before = await find_agency(agency_id)
        allow_for(actor, Verb.KEEP_AGENCIES, before.keeper, field="agency_id", value=agency_id)
        facts = changed(AgencyFacts.of(before), change)
        facts.check()
        after = replace(
            before,
            name=facts.name,
            short_name=facts.short_name,
            kind=facts.kind,
            severities=dict(facts.severities),
            working_hours=facts.hours,
            weekly_jp=facts.weekly_jp,
            budget_cutoff=facts.budget_cutoff,
        )
        await save_agency(after)
        if _laws_read(after) != _laws_read(before):
            await rejudge_named(touched, now=now)
        if _names(after) != _names(before):
            await revise_sessions_showing("agency", agency_id, now=now)
        await audit(
            actor,
            "change",
            ("agency", agency_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


async def _list_touched(
    agency_id: UUID, change: AgencyChange, *, now: datetime
) -> tuple[UUID, ...]:
    laws_read = (
        change.kind,
        change.severities,
        change.working_hours,
        change.weekly_jp,
        change.budget_cutoff,
    )
    if all(each is KEPT for each in laws_read):
        return ()
    return await list_sessions_of_agency(agency_id, now=now)


def _names(agency: Agency) -> tuple[str, str]:
    return agency.name, agency.short_name


def _laws_read(agency: Agency) -> dict[str, object]:
    """Those of its facts that a law reads."""
    return {
        "kind": agency.kind,
        "severities": dict(agency.severities),
        "working_hours": agency.working_hours.render() if agency.working_hours else None,
        "weekly_jp": agency.weekly_jp,
        "budget_cutoff": agency.budget_cutoff,
    }
