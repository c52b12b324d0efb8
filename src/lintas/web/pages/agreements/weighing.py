"""How much laws weigh: in what stands on an agreement, and in what an agency asks for."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange
from lintas.actions.agreements.change_agreement import AgreementChange
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import Agency
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.render.findings import label, law, severity_label
from lintas.rules import RULES, Severity
from lintas.rules.access import Verb
from lintas.rules.severities import WALLED
from lintas.store.agencies import find_agency
from lintas.store.agreements import find_agreement
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.agreements.changing import REASON, Wish, find_kept, shown_facts, walk_through

OF_AGREEMENT, OF_AGENCY = "agreements/weights.html", "agreements/agency_weights.html"
LAWS = [rule for rule in RULES if rule.code not in WALLED]
WEIGHTS = [(each.value, severity_label(each)) for each in Severity]


def field_of(code: str) -> str:
    return f"severities.{code}"


NAMES = [field_of(rule.code) for rule in LAWS]


@get("/kerja-sama/{agreement_id:uuid}/bobot")
async def show_weights(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_kept(agreement_id, actor)
    form = _form(agreement.severities, version=str(agreement.version))
    facts = {**await shown_facts(agreement, actor), **_facts(f"/kerja-sama/{agreement.id}/bobot")}
    return await show(request, OF_AGREEMENT, form=form, **facts)


@post("/kerja-sama/{agreement_id:uuid}/bobot", status_code=200)
async def change_weights(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    form = await read_form(request)
    severities, version = _read(form), form.count("version")
    action = f"/kerja-sama/{agreement.id}/bobot"
    wish = Wish(
        OF_AGREEMENT,
        action,
        [*NAMES, "version", REASON.name],
        lambda: AgreementChange(
            severities=severities, version=version, reason=form.value(REASON.name)
        ),
    )
    facts = {**await shown_facts(agreement, actor), **_facts(action)}
    return await walk_through(request, agreement, form, wish, facts)


@get("/instansi/{agency_id:uuid}/bobot")
async def show_agency_weights(request: AnyRequest, agency_id: FromPath[UUID]) -> Page:
    agency = await _find_own(agency_id, asking(request))
    facts = _facts(f"/instansi/{agency_id}/bobot")
    return await show(request, OF_AGENCY, form=_form(agency.severities), agency=agency, **facts)


@post("/instansi/{agency_id:uuid}/bobot", status_code=200)
async def change_agency_weights(request: AnyRequest, agency_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agency = await _find_own(agency_id, actor)
    form = await read_form(request)
    change = AgencyChange(severities=_read(form))
    try:
        await change_agency(agency_id, change, actor=actor, now=datetime.now(UTC))
    except Refusal as refusal:
        facts = _facts(f"/instansi/{agency_id}/bobot")
        return await show_again(request, OF_AGENCY, form, refusal, agency=agency, **facts)
    return go(request, f"/kelola/instansi/{agency_id}", flash="saved")


def _read(form: Form) -> dict[str, str]:
    """What was left as the law itself says is not stated."""
    typed = {rule.code: form.value(field_of(rule.code)) for rule in LAWS}
    return {code: weight for code, weight in typed.items() if weight}


def _form(severities: Mapping[str, str], **more: str) -> Form:
    stated = {field_of(code): [weight] for code, weight in severities.items()}
    return Form({**stated, **{name: [value] for name, value in more.items()}})


def _facts(action: str) -> dict[str, Any]:
    laws = [
        (
            field_of(rule.code),
            label(rule.code),
            f"{law(rule.code)} Biasanya: {severity_label(rule.severity)}.",
        )
        for rule in LAWS
    ]
    return {"laws": laws, "weights": WEIGHTS, "reason": REASON, "action": action}


async def _find_own(agency_id: UUID, actor: Actor) -> Agency:
    """Raises NotFound, NotAllowed."""
    agency = await find_agency(agency_id)
    allow_for(actor, Verb.KEEP_AGENCIES, agency.keeper, field="agency_id", value=agency_id)
    return agency


WEIGHING = (show_weights, change_weights, show_agency_weights, change_agency_weights)
