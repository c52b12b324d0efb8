"""An agreement is changed: first it is shown whom that meets, then it is saved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.agreements.change_agreement import (
    AgreementChange,
    change_agreement,
    check_keeper,
)
from lintas.actions.agreements.foresee_change import Stranded, foresee_change
from lintas.domain.agencies import Agreement
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.render.findings import label
from lintas.render.times import office_day
from lintas.store.agreements import find_agreement
from lintas.store.bookings.cards import list_cards
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.agreements.words import DAY, say_term, show_agreement_facts
from lintas.web.pages.keeping.agreements import AGREEMENTS, read_change, values_of
from lintas.web.pages.keeping.entries import Entry, read_values, write_values
from lintas.web.pages.shown.cards import SessionShown, session_shown

CHANGE, CONFIRM = "agreements/change.html", "agreements/confirm.html"
DO, SAVE, BACK = "do", "simpan", "ubah"
REASON = Entry(
    "reason", "Alasan perubahan", hint="Tercatat, dan dibaca yang memeriksa", required=False
)
ENTRIES = (*AGREEMENTS.changeable, REASON)
# More would not fit a page that phones load; how many there are is said.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class StrandedShown:
    session: SessionShown
    laws: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One way of changing an agreement: its form's template, names and reader."""

    template: str
    action: str
    names: Sequence[str]
    read: Callable[[], AgreementChange]


@get("/kerja-sama/{agreement_id:uuid}/ubah")
async def show_changing(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_kept(agreement_id, actor)
    form = write_values({**values_of(agreement), "reason": ""}, ENTRIES)
    return await show(request, CHANGE, form=form, **await _facts(agreement, actor, form))


@post("/kerja-sama/{agreement_id:uuid}/ubah", status_code=200)
async def change(request: AnyRequest, agreement_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    agreement = await find_agreement(agreement_id, seen_by=actor)
    form = await read_form(request)
    values = read_values(form, ENTRIES)
    wish = Wish(
        CHANGE,
        f"/kerja-sama/{agreement.id}/ubah",
        [entry.name for entry in ENTRIES],
        lambda: read_change(values, values["reason"]),
    )
    facts = await _facts(agreement, actor, form)
    if not form.faults:
        facts["new_term"] = say_term(values["valid_from"], values["valid_until"] + DAY)
    return await walk_through(request, agreement, form, wish, facts)


async def walk_through(
    request: AnyRequest, agreement: Agreement, form: Form, wish: Wish, facts: dict[str, Any]
) -> Page:
    """Three buttons lead here: see whom it meets, go back, save."""
    actor, now = asking(request), datetime.now(UTC)
    try:
        form.refuse_faults()
        wanted = wish.read()
        if form.value(DO) == SAVE:
            await change_agreement(agreement.id, wanted, actor=actor, now=now)
            return go(request, f"/kerja-sama/{agreement.id}", flash="saved")
        met = await foresee_change(agreement.id, wanted, actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, wish.template, form, refusal, **facts)
    if form.value(DO) == BACK:
        return await show(request, wish.template, form=form, **facts)
    return await show(
        request,
        CONFIRM,
        form=form,
        met=await _stranded(met[:MOST_SHOWN], now=now),
        total=len(met),
        sent=[(name, each) for name in wish.names for each in form.values(name)],
        **{"new_term": "", **facts, "action": wish.action},
    )


async def find_kept(agreement_id: UUID, actor: Actor) -> Agreement:
    """Raises NotFound, NotAllowed."""
    agreement = await find_agreement(agreement_id, seen_by=actor)
    check_keeper(actor, agreement)
    return agreement


async def shown_facts(agreement: Agreement, actor: Actor) -> dict[str, Any]:
    today = office_day(datetime.now(UTC))
    return {"agreement": await show_agreement_facts(agreement, today, actor)}


async def _facts(agreement: Agreement, actor: Actor, form: Form) -> dict[str, Any]:
    return {
        **await shown_facts(agreement, actor),
        "entries": ENTRIES,
        "choices": await AGREEMENTS.choices(actor, form),
        "action": f"/kerja-sama/{agreement.id}/ubah",
    }


async def _stranded(met: Iterable[Stranded], *, now: datetime) -> list[StrandedShown]:
    met = list(met)
    cards = await list_cards([each.session for each in met])
    return [
        StrandedShown(
            session_shown(card, None, now=now),
            ", ".join(dict.fromkeys(label(finding.code) for finding in each.findings)),
        )
        for card, each in zip(cards, met, strict=True)
    ]


CHANGING = (show_changing, change)
