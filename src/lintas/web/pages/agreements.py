"""Agreements between governments: offered, accepted, changed, ended early."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.agreements.change_agreement import change_agreement, check_keeper
from lintas.actions.agreements.foresee_change import Stranded, foresee_change
from lintas.domain.agencies import Agreement, AgreementState
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.render.findings import label
from lintas.render.places import say_regency
from lintas.render.times import say_days
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_regencies
from lintas.store.agreements import find_agreement, list_agreements
from lintas.store.bookings.cards import list_cards
from lintas.store.venues.places import list_venues_named
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.keeping.agreements import AGREEMENTS, KINDS, read_change, values_of
from lintas.web.pages.keeping.desk import send_new, show_blank
from lintas.web.pages.keeping.entries import Entry, read_values, write_values
from lintas.web.pages.keeping.noun import may_somewhere
from lintas.web.pages.shown.cards import SessionShown, session_shown

CHANGE, CONFIRM = "agreements/change.html", "agreements/confirm.html"
DO, SAVE, BACK = "do", "simpan", "ubah"
REASON = Entry(
    "reason", "Alasan perubahan", hint="Tercatat, dan dibaca yang memeriksa", required=False
)
ENTRIES = (*AGREEMENTS.changeable, REASON)
# More would not fit a page that phones load; how many there are is said.
MOST_SHOWN = 40
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """`state` is a word for its badge; `hint` says what is to be done about it, or nothing."""

    id: UUID
    kind: str
    title: str
    number: str
    parties: tuple[str, ...]
    term: str
    state: str
    said: str
    scope: str
    venues: tuple[str, ...]
    is_example: bool


@dataclass(frozen=True, slots=True)
class StrandedShown:
    session: SessionShown
    laws: str


@get("/kerja-sama")
async def show_agreements(request: AnyRequest) -> Page:
    actor, today = asking(request), datetime.now(UTC).date()
    found = await list_agreements(seen_by=actor, limit=500)
    ranked = sorted(found, key=lambda each: (each.valid_until <= today, each.valid_until))
    return await show(
        request,
        "agreements/list.html",
        agreements=[await _shown(each, today) for each in ranked],
        may_offer=may_somewhere(actor, Verb.KEEP_AGREEMENTS),
    )


@get("/kerja-sama/baru")
async def show_offering(request: AnyRequest) -> Page:
    return await show_blank(request, AGREEMENTS)


@post("/kerja-sama/baru", status_code=200)
async def offer(request: AnyRequest) -> Page:
    return await send_new(request, AGREEMENTS)


@get("/kerja-sama/{agreement_id:uuid}")
async def show_agreement(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    return await show(
        request,
        "agreements/agreement.html",
        agreement=await _shown(agreement, datetime.now(UTC).date()),
        may_accept=agreement.state is AgreementState.OFFERED and _may_accept(actor, agreement),
        may_change=_keeps(actor, agreement.parties),
    )


@post("/kerja-sama/{agreement_id:uuid}/terima")
async def accept(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    await accept_agreement(agreement_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/kerja-sama/{agreement_id}", flash="agreed")


@get("/kerja-sama/{agreement_id:uuid}/ubah")
async def show_changing(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    check_keeper(actor, agreement)
    form = write_values({**values_of(agreement), "reason": ""}, ENTRIES)
    return await show(request, CHANGE, form=form, **await _facts(agreement, actor, form))


@post("/kerja-sama/{agreement_id:uuid}/ubah", status_code=200)
async def change(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    """Three buttons lead here: see whom it meets, go back, save."""
    actor, now = asking(request), datetime.now(UTC)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    form = await read_form(request)
    facts = await _facts(agreement, actor, form)
    values = read_values(form, ENTRIES)
    try:
        form.refuse_faults()
        wanted = read_change(values, values["reason"])
        if form.value(DO) == SAVE:
            await change_agreement(agreement_id, wanted, actor=actor, now=now)
            return go(request, f"/kerja-sama/{agreement_id}", flash="saved")
        met = await foresee_change(agreement_id, wanted, actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, CHANGE, form, refusal, **facts)
    if form.value(DO) == BACK:
        return await show(request, CHANGE, form=form, **facts)
    return await show(
        request,
        CONFIRM,
        form=form,
        met=await _stranded(met[:MOST_SHOWN], now=now),
        total=len(met),
        term=_term(values["valid_from"], values["valid_until"] + _DAY),
        sent=[(entry.name, each) for entry in ENTRIES for each in form.values(entry.name)],
        **facts,
    )


async def _facts(agreement: Agreement, actor: Actor, form: Form) -> dict[str, Any]:
    return {
        "agreement": await _shown(agreement, datetime.now(UTC).date()),
        "entries": ENTRIES,
        "choices": await AGREEMENTS.choices(actor, form),
        "action": f"/kerja-sama/{agreement.id}/ubah",
    }


def _keeps(actor: Actor, parties: Iterable[Any]) -> bool:
    return any(can(actor, Verb.KEEP_AGREEMENTS, Subject(keeper=party)) for party in parties)


def _may_accept(actor: Actor, agreement: Agreement) -> bool:
    """What the page offers; the action decides."""
    others = [party for party in agreement.parties if party != agreement.offered_by]
    return _keeps(actor, others)


async def _shown(agreement: Agreement, today: date) -> AgreementShown:
    names = {each.code: say_regency(each) for each in await list_regencies(limit=1000)}
    state, said = _state(agreement, today)
    return AgreementShown(
        id=agreement.id,
        kind=KINDS[agreement.kind],
        title=agreement.title,
        number=agreement.number,
        parties=tuple(names.get(party, party) for party in agreement.parties),
        term=_term(agreement.valid_from, agreement.valid_until),
        state=state,
        said=said,
        scope=agreement.scope,
        venues=tuple(each.name for each in await list_venues_named(agreement.venue_ids)),
        is_example=agreement.is_example,
    )


def _state(agreement: Agreement, today: date) -> tuple[str, str]:
    """A badge's class and word."""
    if agreement.state is AgreementState.OFFERED:
        return "requested", "Ditawarkan"
    if agreement.valid_until <= today:
        return "expired", "Berakhir"
    if today < agreement.valid_from:
        return "requested", "Belum berlaku"
    return "approved", "Berlaku"


def _term(start: date, until: date) -> str:
    return say_days(start, until - _DAY)


async def _stranded(met: Sequence[Stranded], *, now: datetime) -> list[StrandedShown]:
    cards = await list_cards([each.session for each in met])
    return [
        StrandedShown(
            session_shown(card, None, now=now),
            ", ".join(dict.fromkeys(label(finding.code) for finding in each.findings)),
        )
        for card, each in zip(cards, met, strict=True)
    ]


AGREEMENT_PAGES = (
    show_agreements,
    show_offering,
    offer,
    show_agreement,
    accept,
    show_changing,
    change,
)
