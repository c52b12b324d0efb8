"""The owner's queue: requests that wait, those first whose time runs out soonest."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.approvals.list_decidable import list_decidable
from lintas.actions.bookings.approve_booking import approve_booking, try_approving
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.steps.approving import pick_mine
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Booking, Decision
from lintas.domain.refusal import IllegalState, Refusal
from lintas.render.ways import say_way
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import list_conflicts_on
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.bookings.looking import booking_facts, card_of_place, conflicts_shown
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.cards import (
    say_agreements,
    session_shown,
    show_bookings,
    standing,
)
from lintas.web.pages.shown.clashes import tell_findings
from lintas.web.pages.shown.steps import steps_shown
from lintas.web.pages.shown.tools import say_extras

TEMPLATE = "requests/decide.html"
DO, DECLINE = "do", "tolak"


@get("/permintaan")
async def show_queue(request: AnyRequest) -> Page:
    now = datetime.now(UTC)
    waiting = await list_decidable(actor=asking(request), now=now)
    return await show(
        request,
        "requests/queue.html",
        bookings=await show_bookings(waiting.mine, now=now),
        others=await show_bookings(waiting.others, now=now),
    )


@get("/permintaan/{booking_id:uuid}")
async def show_deciding(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    facts = await _facts(request, booking_id)
    facts |= await _foresee(request, booking_id)
    form = Form(
        {
            "session_ids": [str(each.id) for each in facts["sessions"]],
            "key": [new_key()],
            "reason": [""],
        }
    )
    return await show(request, TEMPLATE, form=form, **facts)


@post("/permintaan/{booking_id:uuid}", status_code=200)
async def decide(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    declines = form.value(DO) == DECLINE
    act, flash = (decline_booking, "declined") if declines else (approve_booking, "approved")
    try:
        await act(booking_id, **await _given(request, form))
    except AnsweredBefore as before:
        return go(request, before.answer, flash=flash)
    except Refusal as refusal:
        facts = await _facts(request, booking_id)
        if isinstance(refusal, PlanClashes):
            zone = refusal.plan.venue.zone
            facts["found"] = await tell_findings(refusal.findings, zone)
            facts["hints"] = _hints(refusal)
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/peminjaman/{booking_id}", flash=flash)


async def _foresee(request: AnyRequest, booking_id: UUID) -> dict[str, Any]:
    """What approving all that waits for the asker would meet as things stand now."""
    try:
        tried = await try_approving(booking_id, actor=asking(request), now=datetime.now(UTC))
    except PlanClashes as clash:
        found = await tell_findings(clash.findings, clash.plan.venue.zone)
        return {"foreseen": "refused", "found": found, "hints": _hints(clash)}
    found = await tell_findings(tried.findings, tried.zone)
    return {"foreseen": "noted" if found else "clear", "found": found}


def _hints(clash: PlanClashes) -> list[str]:
    return [say_way(way, clash.plan) for way in clash.ways_out]


async def _given(request: AnyRequest, form: Form) -> dict[str, Any]:
    """What was decided about which sessions.

    Raises:
        Invalid: no session was chosen.
    """
    form.text("session_ids")
    chosen, reason = form.identifiers("session_ids"), form.optional_text("reason")
    form.refuse_faults()
    return {
        "actor": asking(request),
        "now": datetime.now(UTC),
        "session_ids": chosen,
        "reason": reason,
        "receipt": await read_receipt(request, render=_address),
    }


def _address(after: Booking) -> str:
    return f"/peminjaman/{after.id}"


async def _facts(request: AnyRequest, booking_id: UUID) -> dict[str, Any]:
    """What there is to decide.

    Raises:
        NotFound: no such booking on the actor's side.
        NotAllowed: somebody else decides now.
        IllegalState: nothing is left to decide.
    """
    actor, now = asking(request), datetime.now(UTC)
    booking = await find_booking(booking_id, seen_by=actor)
    if standing(booking, now=now) != Decision.REQUESTED:
        raise IllegalState("booking", standing(booking, now=now), "approve")
    undecided = [each for each in booking.sessions if each.decision is Decision.REQUESTED]
    mine = await pick_mine(booking, undecided, actor=actor, named=False, now=now)
    cards = await list_cards(booking.sessions)
    shown = [session_shown(card, booking, now=now) for card in cards]
    conflicts = await list_conflicts_on(session.id for session in booking.sessions)
    return {
        "booking": booking_facts(booking, card_of_place(cards), now=now),
        "sessions": [each for each in shown if each.id in mine.seats],
        "steps": await steps_shown(booking, cards[0].zone),
        "conflicts": conflicts_shown(conflicts, cards),
        "extras": await say_extras(booking),
        "agreements": await say_agreements(
            (s.agreement_id for s in booking.sessions), seen_by=actor
        ),
        "foreseen": "",
        "found": (),
        "hints": (),
    }


REQUESTS = (show_queue, show_deciding, decide)
