"""All that a batch or an agency has before it is put off: seen first, then done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.postpone_sessions import (
    OfAgency,
    OfBatch,
    Postponed,
    Whose,
    postpone_sessions,
    try_postponing,
)
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import Agency
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.render.times import say_days
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.programs.batches import find_batch
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.cards import session_shown
from lintas.web.pages.shown.foresight import show_foresight
from lintas.web.pages.shown.news import list_news

TEMPLATE, NEWS = "postponing/postpone.html", "postponing/news.html"
DO, CHECK = "do", "periksa"
KINDS = ("sessions_postponed",)
# More would not fit a page that phones load.
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose sessions, and where the page is; `back` is the page that one came from."""

    name: str
    address: str
    back: str
    has_days: bool


@get("/angkatan/{batch_id:uuid}/tunda")
async def show_for_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    desk = await _of_batch(request, batch_id)
    form = blank_form(key=new_key(), reason="")
    return await _show_found(request, desk, form, OfBatch(batch_id))


@get("/instansi/{agency_id:uuid}/tunda")
async def show_for_agency(request: AnyRequest, agency_id: FromPath[UUID]) -> Page:
    desk = await _of_agency(request, agency_id)
    form = blank_form(key=new_key(), reason="", first_day="", last_day="")
    return await show(request, TEMPLATE, form=form, desk=desk, found=None, days="")


@post("/angkatan/{batch_id:uuid}/tunda", status_code=200)
async def send_for_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    return await _send(request, await _of_batch(request, batch_id), form, lambda: OfBatch(batch_id))


@post("/instansi/{agency_id:uuid}/tunda", status_code=200)
async def send_for_agency(request: AnyRequest, agency_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    desk = await _of_agency(request, agency_id)

    def read() -> Whose:
        whose = OfAgency(agency_id, form.day("first_day"), form.day("last_day"))
        form.refuse_faults()
        return whose

    return await _send(request, desk, form, read)


@get("/angkatan/{batch_id:uuid}/tunda/kabar")
async def show_news_of_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    return await _show_news(request, await _of_batch(request, batch_id), batch_id, "group")


@get("/instansi/{agency_id:uuid}/tunda/kabar")
async def show_news_of_agency(request: AnyRequest, agency_id: FromPath[UUID]) -> Page:
    return await _show_news(request, await _of_agency(request, agency_id), agency_id, "")


async def _of_batch(request: AnyRequest, batch_id: UUID) -> Desk:
    batch = await find_batch(batch_id, seen_by=asking(request))
    address = f"/angkatan/{batch.id}"
    return Desk(batch.title, f"{address}/tunda", address, has_days=False)


async def _of_agency(request: AnyRequest, agency_id: UUID) -> Desk:
    """Raises NotFound, NotAllowed: as putting off would."""
    agency: Agency = await find_agency(agency_id)
    allow_for(asking(request), Verb.MOVE, agency.keeper, field="agency_id", value=agency_id)
    address = f"/instansi/{agency.id}/tunda"
    return Desk(agency.name, address, f"/kelola/instansi/{agency.id}", has_days=True)


async def _send(request: AnyRequest, desk: Desk, form: Form, read: Callable[[], Whose]) -> Page:
    try:
        whose = read()
    except Refusal as refusal:
        return await show_once_more(
            request, TEMPLATE, form, refusal, desk=desk, found=None, days=""
        )
    try:
        if form.value(DO) == CHECK:
            return await _show_found(request, desk, form, whose)
        reason, expected = form.text("reason"), form.count("expected")
        form.refuse_faults()
        await postpone_sessions(
            whose,
            reason,
            actor=asking(request),
            now=datetime.now(UTC),
            expected=expected,
            receipt=await read_receipt(request, render=lambda _: f"{desk.address}/kabar"),
        )
    except AnsweredBefore as before:
        return go(request, before.answer, flash="postponed")
    except Refusal as refusal:
        facts = await _facts_by_now(request, whose)
        return await show_once_more(request, TEMPLATE, form, refusal, desk=desk, **facts)
    return go(request, f"{desk.address}/kabar", flash="postponed")


async def _show_found(request: AnyRequest, desk: Desk, form: Form, whose: Whose) -> Page:
    postponed = await try_postponing(whose, actor=asking(request), now=datetime.now(UTC))
    facts = await _facts(whose, postponed, asking(request))
    return await show(request, TEMPLATE, form=form, desk=desk, **facts)


async def _facts_by_now(request: AnyRequest, whose: Whose) -> dict[str, Any]:
    """What would be put off, where that can be told."""
    try:
        postponed = await try_postponing(whose, actor=asking(request), now=datetime.now(UTC))
    except Refusal:
        return {"found": None, "days": ""}
    return await _facts(whose, postponed, asking(request))


async def _facts(whose: Whose, postponed: Postponed, actor: Actor) -> dict[str, Any]:
    days = say_days(whose.first_day, whose.last_day) if isinstance(whose, OfAgency) else ""
    return {"found": await _found(postponed, actor), "days": days}


async def _found(postponed: Postponed, actor: Actor) -> dict[str, Any]:
    cards = await list_cards(postponed.sessions)
    now = datetime.now(UTC)
    return {
        "count": len(cards),
        "told": postponed.told,
        "foresight": await show_foresight(cards, actor=actor, now=now),
        "sessions": [session_shown(card, None, now=now) for card in cards[:MOST_SHOWN]],
        "concerned": [
            (title, names)
            for title, names in (
                ("Angkatan", _each(cards, lambda card: [card.batch_title])),
                ("Pengajar", _each(cards, lambda card: card.trainer_names)),
                ("Ruang yang dilepas", _each(cards, _place)),
            )
            if names
        ],
    }


def _place(card: Card) -> Sequence[str]:
    return [f"{card.room_name}, {card.venue_name}"] if card.session.mode.takes_room else []


def _each(cards: Sequence[Card], of: Callable[[Card], Sequence[str]]) -> list[str]:
    """Each name once, in the order in which they come."""
    return list(dict.fromkeys(name for card in cards for name in of(card) if name))


async def _show_news(request: AnyRequest, desk: Desk, subject_id: UUID, reader: str) -> Page:
    news = await list_news(
        [subject_id],
        KINDS,
        seen_by=asking(request),
        public_url=settings_of(request).public_url,
        reader=reader,
    )
    return await show(request, NEWS, desk=desk, news=news)


POSTPONING = (
    show_for_batch,
    show_for_agency,
    send_for_batch,
    send_for_agency,
    show_news_of_batch,
    show_news_of_agency,
)
