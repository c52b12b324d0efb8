"""A request is taken back, what was approved or put off is cancelled: asked first, then done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.bookings.give_up_postponed import give_up_postponed
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
from lintas.web.pages.shown.cards import POSTPONED, SessionShown, session_shown
from lintas.web.pages.shown.foresight import show_foresight

TEMPLATE = "bookings/give_up.html"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of giving up: to which sessions, by how they are shown, and where its page is."""

    verb: str
    among: str
    path: str
    flash: str
    action: Callable[..., Awaitable[Booking]]

    def suits(self, session: SessionShown) -> bool:
        """What was put off is given up whether the day that it had is over or not."""
        return session.decision == self.among and (session.is_postponed or not session.is_over)


WITHDRAWING = Way("withdraw", Decision.REQUESTED, "tarik", "withdrawn", withdraw_booking)
CANCELLING = Way("cancel", Decision.APPROVED, "batal", "cancelled", cancel_booking)
FOR_GOOD = Way("give_up", POSTPONED, "batal-tunda", "given_up", give_up_postponed)


@get("/peminjaman/{booking_id:uuid}/tarik")
async def show_withdrawing(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _show(request, booking_id, WITHDRAWING)


@get("/peminjaman/{booking_id:uuid}/batal")
async def show_cancelling(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _show(request, booking_id, CANCELLING)


@get("/peminjaman/{booking_id:uuid}/batal-tunda")
async def show_giving_up(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    chosen: Annotated[UUID | None, QueryParameter(name="sesi")] = None,
) -> Page:
    """Of one session only, when the page that one came from was about it."""
    return await _show(request, booking_id, FOR_GOOD, chosen)


@post("/peminjaman/{booking_id:uuid}/tarik", status_code=200)
async def withdraw(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _send(request, booking_id, WITHDRAWING)


@post("/peminjaman/{booking_id:uuid}/batal", status_code=200)
async def cancel(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _send(request, booking_id, CANCELLING)


@post("/peminjaman/{booking_id:uuid}/batal-tunda", status_code=200)
async def give_up(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    return await _send(request, booking_id, FOR_GOOD)


async def _send(request: AnyRequest, booking_id: UUID, way: Way) -> Page:
    form = await read_form(request)
    try:
        await way.action(booking_id, **await _given(request, form))
    except AnsweredBefore as before:
        return go(request, before.answer, flash=way.flash)
    except Refusal as refusal:
        facts = await _facts(request, booking_id, way)
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/peminjaman/{booking_id}/kabar", flash=way.flash)


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


async def _show(request: AnyRequest, booking_id: UUID, way: Way, only: UUID | None = None) -> Page:
    facts = await _facts(request, booking_id, way)
    ticked = [str(each.id) for each in facts["sessions"] if only in (None, each.id)]
    form = Form({"session_ids": ticked, "key": [new_key()], "reason": [""]})
    return await show(request, TEMPLATE, form=form, **facts)


async def _facts(request: AnyRequest, booking_id: UUID, way: Way) -> dict[str, Any]:
    """Of those sessions that can be given up so.

    Raises:
        NotFound, NotAllowed: as doing it would.
        IllegalState: there are none.
    """
    actor, now = asking(request), datetime.now(UTC)
    booking = await find_booking(booking_id, seen_by=actor)
    allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
    cards = await list_cards(booking.sessions)
    starts: dict[UUID, datetime] = {each.id: each.span.start for each in booking.sessions}
    sessions = [session_shown(card, booking, now=now) for card in cards]
    able = sorted(filter(way.suits, sessions), key=lambda each: starts[each.id])
    if not able:
        raise IllegalState("booking", booking.state, way.verb)
    shown = {each.id for each in able}
    return {
        "booking": booking_facts(booking, cards[0], now=now),
        "sessions": able,
        "verb": way.verb,
        "action": f"/peminjaman/{booking.id}/{way.path}",
        # Of what has no day nobody is on the way.
        "foresight": None
        if way is FOR_GOOD
        else await show_foresight(
            [each for each in cards if each.session.id in shown], actor=actor, now=now
        ),
    }


GIVING_UP = (show_withdrawing, show_cancelling, show_giving_up, withdraw, cancel, give_up)
