"""All agreements, one of them with what stands on it, and saying yes to one."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.steps.permitting import may_somewhere
from lintas.domain.agencies import Agreement, AgreementState
from lintas.render.times import office_day
from lintas.rules.access import Verb
from lintas.store.addenda import list_addenda
from lintas.store.agreements import find_agreement, list_agreements
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.lending import list_sessions_under
from lintas.store.bookings.sessions import list_sessions_named
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, go, show
from lintas.web.ledgers import read_usage
from lintas.web.pages.agreements.words import (
    keeps,
    show_addendum,
    show_agreement_facts,
    show_quota,
)
from lintas.web.pages.keeping.agreements import AGREEMENTS
from lintas.web.pages.keeping.desk import send_new, show_blank
from lintas.web.pages.shown.cards import SessionShown, session_shown
from lintas.web.regencies import name_regencies

# More would not fit a page that phones load; how many there are is said.
MOST_AT_RISK = 20


@get("/kerja-sama")
async def show_agreements(request: AnyRequest) -> Page:
    actor, today = asking(request), office_day(datetime.now(UTC))
    found = await list_agreements(seen_by=actor, limit=500)
    ranked = sorted(found, key=lambda each: (each.valid_until <= today, each.valid_until))
    return await show(
        request,
        "agreements/list.html",
        agreements=[await show_agreement_facts(each, today, actor) for each in ranked],
        may_offer=may_somewhere(actor, Verb.KEEP_AGREEMENTS),
        may_count=may_somewhere(actor, Verb.SEE_LEDGER),
    )


@get("/kerja-sama/baru")
async def show_offering(request: AnyRequest) -> Page:
    return await show_blank(request, AGREEMENTS)


@post("/kerja-sama/baru", status_code=200)
async def offer(request: AnyRequest) -> Page:
    return await send_new(request, AGREEMENTS)


@get("/kerja-sama/{agreement_id:uuid}")
async def show_agreement(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    names = await name_regencies()
    added = await list_addenda(agreement.id)
    at_risk = await _list_at_risk(agreement, now=now)
    offered = agreement.state is AgreementState.OFFERED
    others = [party for party in agreement.parties if party != agreement.offered_by]
    return await show(
        request,
        "agreements/agreement.html",
        agreement=await show_agreement_facts(agreement, office_day(now), actor),
        quotas=[show_quota(each, names) for each in await read_usage(agreement, now=now)],
        addenda=[show_addendum(each, agreement, actor, names) for each in added],
        at_risk=at_risk[:MOST_AT_RISK],
        more_at_risk=max(0, len(at_risk) - MOST_AT_RISK),
        may_accept=offered and keeps(actor, others),
        may_change=keeps(actor, agreement.parties),
        is_in_force=not offered,
    )


@post("/kerja-sama/{agreement_id:uuid}/terima")
async def accept(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    await accept_agreement(agreement_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/kerja-sama/{agreement_id}", flash="agreed")


async def _list_at_risk(agreement: Agreement, *, now: datetime) -> list[SessionShown]:
    """Sessions to come that stand on it and would outlive it, earliest first."""
    sessions = await list_sessions_named(await list_sessions_under(agreement.id, now=now))
    return [
        session_shown(card, None, now=now)
        for card in await list_cards(sessions)
        if not agreement.valid_throughout(card.session.span, card.zone)
    ]


LOOKING = (show_agreements, show_offering, offer, show_agreement, accept)
