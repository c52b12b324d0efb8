"""An addendum: offered on a page of its own, accepted on the agreement's."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agreements.accept_addendum import accept_addendum
from lintas.actions.agreements.offer_addendum import AddendumFacts, offer_addendum
from lintas.domain.agencies import Agreement, VenueId
from lintas.domain.refusal import Refusal
from lintas.render.times import office_day
from lintas.store.agreements import find_agreement
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.agreements.changing import find_kept, shown_facts
from lintas.web.pages.agreements.quotas import (
    count_rows,
    quota_choices,
    read_quotas,
    write_quotas,
)
from lintas.web.pages.agreements.words import DAY
from lintas.web.pages.keeping.agreements import AGREEMENTS, day_after
from lintas.web.pages.keeping.entries import Entry, Kind, read_values, write_values

TEMPLATE = "agreements/addendum.html"
ENTRIES = (
    Entry("dated", "Tanggal adendum", Kind.DAY),
    Entry("number", "Nomor", hint="Kosongkan sampai nomornya ada", required=False),
    Entry("summary", "Isi adendum", Kind.AREA, hint="Apa yang berubah, dan mengapa"),
    Entry(
        "valid_until",
        "Berlaku sampai",
        Kind.DAY,
        hint="Hari terakhir yang masih berlaku",
        required=False,
    ),
    Entry(
        "venue_ids",
        "Tempat",
        Kind.MANY,
        hint="Tidak ada yang dicentang: semua tempat para pihak",
        required=False,
    ),
)


@get("/kerja-sama/{agreement_id:uuid}/adendum")
async def show_adding(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    agreement = await find_kept(agreement_id, asking(request))
    values = {
        "dated": office_day(datetime.now(UTC)),
        "valid_until": agreement.valid_until - DAY,
        "venue_ids": agreement.venue_ids,
    }
    form = write_values(values, ENTRIES)
    for name, typed in write_quotas(agreement.quotas).items():
        form = form.with_value(name, typed[0])
    return await show(request, TEMPLATE, form=form, **await _facts(request, agreement, form))


@post("/kerja-sama/{agreement_id:uuid}/adendum", status_code=200)
async def add(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    form = await read_form(request)
    facts = _read(form, agreement)
    try:
        form.refuse_faults()
        await offer_addendum(agreement_id, facts, actor=actor, now=datetime.now(UTC))
    except Refusal as refusal:
        again = await _facts(request, agreement, form)
        return await show_again(request, TEMPLATE, form, refusal, **again)
    return go(request, f"/kerja-sama/{agreement_id}", flash="saved")


@post("/kerja-sama/{agreement_id:uuid}/adendum/{addendum_id:uuid}/terima")
async def agree(
    request: AnyRequest, agreement_id: FromPath[UUID], addendum_id: FromPath[UUID]
) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    await accept_addendum(agreement_id, addendum_id, actor=actor, now=now)
    return go(request, f"/kerja-sama/{agreement_id}", flash="agreed")


def _read(form: Form, agreement: Agreement) -> AddendumFacts:
    """What is as it was is no part of it."""
    values = read_values(form, ENTRIES)
    until = day_after(values["valid_until"]) if values["valid_until"] else None
    venues = tuple(map(VenueId, values["venue_ids"]))
    quotas = read_quotas(form, agreement)
    return AddendumFacts(
        dated=values["dated"],
        summary=values["summary"],
        number=values["number"],
        valid_until=None if until == agreement.valid_until else until,
        venue_ids=None if set(venues) == set(agreement.venue_ids) else venues,
        quotas=None if quotas == agreement.quotas else quotas,
    )


async def _facts(request: AnyRequest, agreement: Agreement, form: Form) -> dict[str, Any]:
    actor = asking(request)
    return {
        **await shown_facts(agreement, actor),
        "entries": ENTRIES,
        "choices": {
            **await AGREEMENTS.choices(actor, form),
            **await quota_choices(agreement.parties),
        },
        "rows": range(count_rows(agreement)),
        "action": f"/kerja-sama/{agreement.id}/adendum",
    }


ADDING = (show_adding, add, agree)
