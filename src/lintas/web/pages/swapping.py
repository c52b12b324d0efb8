"""Two sessions change places by form: chosen among those one may move, tried, then done."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.bookings.swap_sessions import (
    Exchange,
    Swap,
    Swapped,
    swap_sessions,
    try_swapping,
)
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Session
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.render.times import say_span
from lintas.rules import Finding
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.sessions import list_sessions_around
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.moving import Movable, find_movable
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.cards import say_place, session_shown
from lintas.web.pages.shown.clashes import asked_reasons, read_reasons, tell_findings
from lintas.web.pages.shown.foresight import show_foresight
from lintas.web.places import find_place

TEMPLATE = "sessions/swap.html"
DO, CHECK = "do", "periksa"
WHAT = (("both", "Waktu dan ruang"), ("rooms", "Ruang saja"), ("times", "Waktu saja"))
# As many as are looked through on each side of a day, and as many as are offered.
MOST_SEEN, MOST_OFFERED = 100, 30


@get("/sesi/{session_id:uuid}/tukar")
async def show_swapping(
    request: AnyRequest,
    session_id: FromPath[UUID],
    near: Annotated[date | None, QueryParameter(name="hari")] = None,
) -> Page:
    """`near` is the day around which others are offered; none: that of the session itself."""
    actor, now = asking(request), datetime.now(UTC)
    movable = await find_movable(session_id, actor=actor, now=now)
    day = (near or _day_of(movable)).isoformat()
    form = blank_form(what="both", reason="", other="", near=day, key=new_key())
    return await show(request, TEMPLATE, form=form, **await _facts(movable, form, actor, now=now))


@post("/sesi/{session_id:uuid}/tukar", status_code=200)
async def send_swapping(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    try:
        swap = _read(form)
        if form.value(DO) == CHECK:
            tried = await try_swapping(session_id, swap, actor=actor, now=now)
            movable = await find_movable(session_id, actor=actor, now=now)
            facts = await _facts(movable, form, actor, tried.warnings, now=now)
            facts["becomes"] = await _becoming(tried)
            return await show(request, TEMPLATE, form=form, **facts)
        swapped = await swap_sessions(
            session_id,
            swap,
            actor=actor,
            hold_for=settings_of(request).hold,
            now=now,
            receipt=await read_receipt(request, render=_address),
        )
    except AnsweredBefore as before:
        return go(request, before.answer, flash="swapped")
    except Refusal as refusal:
        findings = refusal.findings if isinstance(refusal, PlanClashes) else ()
        movable = await find_movable(session_id, actor=actor, now=now)
        facts = await _facts(movable, form, actor, findings, now=now)
        names = {"with": "other"}
        return await show_once_more(request, TEMPLATE, form, refusal, fields=names, **facts)
    return go(request, _address(swapped), flash="swapped")


def _address(swapped: Swapped) -> str:
    return f"/peminjaman/{swapped.sessions[0].booking_id}/kabar"


def _read(form: Form) -> Swap:
    """What was typed.

    Raises:
        Invalid: naming every value that can't be meant.
    """
    form.text("other")
    # Which one, and as it was seen.
    chosen, _, seen = form.value("other").partition(":")
    picked = Form({"other": [chosen], "seen": [seen]})
    other = picked.identifier("other")
    with_sequence = picked.count("seen") if seen else None
    form.faults += [fault for fault in picked.faults if not form.faults]
    swap = Swap(
        with_id=other,
        what=form.choice("what", Exchange),
        reasons=read_reasons(form),
        reason=form.text("reason"),
        sequence=form.count("sequence"),
        with_sequence=with_sequence,
    )
    form.refuse_faults()
    return swap


async def _facts(
    movable: Movable,
    form: Form,
    actor: Actor,
    findings: Sequence[Finding] = (),
    *,
    now: datetime,
) -> dict[str, Any]:
    others = await _list_others(movable, form, actor, now=now)
    both = [movable.card, *(each for each in others if _key(each.session) == form.value("other"))]
    return {
        "session": session_shown(movable.card, movable.booking, now=now),
        "sequence": movable.session.sequence,
        "action": f"/sesi/{movable.session.id}/tukar",
        "others": [(_key(card.session), _label(card)) for card in others],
        "whats": WHAT,
        "near": form.value("near"),
        "found": await tell_findings(findings, movable.card.zone),
        "asked": asked_reasons(form, findings),
        "becomes": (),
        "foresight": await show_foresight(both, actor=actor, now=now),
    }


async def _list_others(movable: Movable, form: Form, actor: Actor, *, now: datetime) -> list[Card]:
    """Those that the actor may move too, nearest first; the one that was chosen is among them."""
    session = movable.session
    try:
        day = date.fromisoformat(form.value("near"))
    except ValueError:
        day = _day_of(movable)
    around = datetime.combine(day, time(), movable.card.zone)
    if day == _day_of(movable):
        around = session.span.start
    seen = await list_sessions_around(around, seen_by=actor, now=now, limit=MOST_SEEN)
    cards = await list_cards([each for each in seen if each.id != session.id])
    mine = [
        card
        for card in cards
        if can(actor, Verb.MOVE, Subject(card.keeper, card.session.lender_keeper, card.asked_by))
    ]
    mine.sort(key=lambda card: abs(card.session.span.start - around))
    chosen = form.value("other")
    return [card for n, card in enumerate(mine) if n < MOST_OFFERED or _key(card.session) == chosen]


def _day_of(movable: Movable) -> date:
    return movable.session.span.start.astimezone(movable.card.zone).date()


def _key(session: Session) -> str:
    return f"{session.id}:{session.sequence}"


def _label(card: Card) -> str:
    when = say_span(card.session.span, card.zone)
    return f"{when}: {card.title}, {say_place(card)}"


async def _becoming(tried: Swapped) -> list[tuple[str, str]]:
    """(title, when and where) of both as they would be."""
    told = []
    for card in await list_cards(tried.sessions):
        venue, room = await find_place(card.session.room_id)
        when = say_span(card.session.span, venue.zone)
        told.append((card.title, f"{when}, {room.name}, {venue.name}"))
    return told


SWAPPING = (show_swapping, send_swapping)
