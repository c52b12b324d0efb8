"""The quotas of an agreement: one row each, and an empty one to add another."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agreements.change_agreement import AgreementChange
from lintas.domain.agencies import Agreement, Quota, QuotaPeriod, QuotaUnit, RegencyCode
from lintas.render.catalogues import say
from lintas.store.agreements import find_agreement
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, show
from lintas.web.ledgers import read_usage
from lintas.web.pages.agreements.changing import REASON, Wish, find_kept, shown_facts, walk_through
from lintas.web.pages.agreements.words import show_quota
from lintas.web.pages.keeping.entries import Choices
from lintas.web.regencies import name_regencies

TEMPLATE = "agreements/quotas.html"
FIELDS = ("lender", "borrower", "unit", "amount", "period")
# Rows for what there is already, and as many for more.
SPARE = 2
UNITS = [(unit.value, say(f"quota.{unit.value}", "id")) for unit in QuotaUnit]
PERIODS = [(QuotaPeriod.YEAR.value, "per tahun"), (QuotaPeriod.TERM.value, "selama masa berlaku")]


@get("/kerja-sama/{agreement_id:uuid}/kuota")
async def show_quotas(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_kept(agreement_id, actor)
    form = Form({**write_quotas(agreement.quotas), "version": [str(agreement.version)]})
    return await show(request, TEMPLATE, form=form, **await _facts(request, agreement))


@post("/kerja-sama/{agreement_id:uuid}/kuota", status_code=200)
async def change_quotas(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    agreement = await find_agreement(agreement_id, seen_by=asking(request))
    form = await read_form(request)
    quotas, version = read_quotas(form, agreement), form.count("version")
    rows = range(count_rows(agreement))
    names = [field_of(row, each) for row in rows for each in FIELDS]
    wish = Wish(
        TEMPLATE,
        f"/kerja-sama/{agreement.id}/kuota",
        [*names, "version", REASON.name],
        lambda: AgreementChange(quotas=quotas, version=version, reason=form.value(REASON.name)),
    )
    return await walk_through(request, agreement, form, wish, await _facts(request, agreement))


def field_of(row: int, name: str) -> str:
    return f"quotas[{row}].{name}"


def count_rows(agreement: Agreement) -> int:
    return len(agreement.quotas) + SPARE


def write_quotas(quotas: Iterable[Quota]) -> dict[str, list[str]]:
    return {
        field_of(row, name): [str(value)]
        for row, quota in enumerate(quotas)
        for name, value in (
            ("lender", quota.lender),
            ("borrower", quota.borrower),
            ("unit", quota.unit.value),
            ("amount", quota.amount),
            ("period", quota.period.value),
        )
    }


def read_quotas(form: Form, agreement: Agreement) -> tuple[Quota, ...]:
    """Those with an amount; an emptied row is a quota taken away."""
    return tuple(
        Quota(
            RegencyCode(form.text(field_of(row, "lender"))),
            RegencyCode(form.text(field_of(row, "borrower"))),
            form.choice(field_of(row, "unit"), QuotaUnit),
            form.count(field_of(row, "amount"), at_least=1),
            form.choice(field_of(row, "period"), QuotaPeriod),
        )
        for row in range(count_rows(agreement))
        if form.value(field_of(row, "amount")).strip()
    )


async def quota_choices(parties: Sequence[RegencyCode]) -> Choices:
    names = await name_regencies()
    sides = [(party, names.get(party, party)) for party in parties]
    return {"lender": sides, "borrower": sides, "unit": UNITS, "period": PERIODS}


async def _facts(request: AnyRequest, agreement: Agreement) -> dict[str, Any]:
    names = await name_regencies()
    now = datetime.now(UTC)
    return {
        **await shown_facts(agreement, asking(request)),
        "states": [show_quota(each, names) for each in await read_usage(agreement, now=now)],
        "rows": range(count_rows(agreement)),
        "choices": await quota_choices(agreement.parties),
        "reason": REASON,
        "action": f"/kerja-sama/{agreement.id}/kuota",
    }


QUOTAS = (show_quotas, change_quotas)
