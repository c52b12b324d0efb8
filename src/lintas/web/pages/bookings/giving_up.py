"""A request is taken back, or what was approved is cancelled: asked once more, then done."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.domain.bookings import Booking, Decision
from lintas.domain.refusal import IllegalState, Refusal
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.bookings.looking import booking_facts
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.cards import session_shown

TEMPLATE = "bookings/give_up.html"


@get("/peminjaman/{booking_id:uuid}/tarik")
async def show_withdrawing(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _show(request, booking_id, Decision.REQUESTED, "withdraw")


@get("/peminjaman/{booking_id:uuid}/batal")
async def show_cancelling(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _show(request, booking_id, Decision.APPROVED, "cancel")


@post("/peminjaman/{booking_id:uuid}/tarik", status_code=200)
async def withdraw(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    try:
        await withdraw_booking(booking_id, **await _given(request, form))
    except AnsweredBefore as before:
        return go(request, before.answer, flash="withdrawn")
    except Refusal as refusal:
        facts = await _facts(request, booking_id, Decision.REQUESTED, "withdraw")
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/peminjaman/{booking_id}/kabar", flash="withdrawn")


@post("/peminjaman/{booking_id:uuid}/batal", status_code=200)
async def cancel(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    try:
        await cancel_booking(booking_id, **await _given(request, form))
    except AnsweredBefore as before:
        return go(request, before.answer, flash="cancelled")
    except Refusal as refusal:
        facts = await _facts(request, booking_id, Decision.APPROVED, "cancel")
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/peminjaman/{booking_id}/kabar", flash="cancelled")


async def _given(request: AnyRequest, form: Form) -> dict[str, Any]:
    """Which sessions, and why.

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
    return f"/peminjaman/{after.id}/kabar"


async def _show(request: AnyRequest, booking_id: UUID, among: Decision, verb: str) -> Page:
    facts = await _facts(request, booking_id, among, verb)
    every = [str(each.id) for each in facts["sessions"]]
    form = Form({"session_ids": every, "key": [new_key()], "reason": [""]})
    return await show(request, TEMPLATE, form=form, **facts)


async def _facts(
    request: AnyRequest, booking_id: UUID, among: Decision, verb: str
) -> dict[str, Any]:
    """Of those sessions that the verb can be done to.

    Raises:
        NotFound, NotAllowed: as doing it would.
        IllegalState: there are none.
    """
    actor, now = asking(request), datetime.now(UTC)
    booking = await find_booking(booking_id, seen_by=actor)
    allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
    cards = await list_cards(booking.sessions)
    sessions = [session_shown(card, booking, now=now) for card in cards]
    able = [each for each in sessions if each.decision == among and not each.is_over]
    if not able:
        raise IllegalState("booking", booking.state, verb)
    return {
        "booking": booking_facts(booking, cards[0], now=now),
        "sessions": able,
        "verb": verb,
        "action": f"/peminjaman/{booking.id}/{'tarik' if verb == 'withdraw' else 'batal'}",
    }


GIVING_UP = (show_withdrawing, show_cancelling, withdraw, cancel)
