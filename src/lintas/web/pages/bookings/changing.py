"""A request is changed, restored, or, where it was offered, taken up."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.change_booking import BookingChange, change_booking
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.bookings.take_offer import take_offer
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Booking
from lintas.domain.refusal import Refusal
from lintas.rules import Finding
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.bookings.looking import booking_facts
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.clashes import asked_reasons, read_reasons, tell_findings

TEMPLATE = "bookings/change.html"


@get("/peminjaman/{booking_id:uuid}/ubah")
async def show_changing(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    booking = await _find(request, booking_id)
    form = blank_form(
        key=new_key(),
        version=booking.version,
        purpose=booking.purpose,
        headcount=booking.headcount,
    )
    return await show(request, TEMPLATE, form=form, **await _facts(booking, form))


@post("/peminjaman/{booking_id:uuid}/ubah", status_code=200)
async def send_changing(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    booking = await _find(request, booking_id)
    try:
        change = BookingChange(
            purpose=form.text("purpose"),
            headcount=form.count("headcount", at_least=1),
            version=form.count("version"),
            reasons=read_reasons(form),
        )
        form.refuse_faults()
        after = await change_booking(
            booking_id,
            change,
            actor=asking(request),
            hold_for=settings_of(request).hold,
            now=datetime.now(UTC),
            receipt=await read_receipt(request, render=_address),
        )
    except AnsweredBefore as before:
        return go(request, before.answer, flash="saved")
    except Refusal as refusal:
        findings = refusal.findings if isinstance(refusal, PlanClashes) else ()
        facts = await _facts(booking, form, findings)
        return await show_once_more(request, TEMPLATE, form, refusal, **facts)
    return go(request, _address(after), flash="saved")


@post("/peminjaman/{booking_id:uuid}/pulihkan", status_code=200)
async def restore(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    after = await restore_booking(
        booking_id,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
    )
    return go(request, _address(after), flash="restored")


@post("/peminjaman/{booking_id:uuid}/ambil", status_code=200)
async def take(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    after = await take_offer(
        booking_id,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
    )
    return go(request, _address(after), flash="taken")


def _address(after: Booking) -> str:
    return f"/peminjaman/{after.id}"


async def _find(request: AnyRequest, booking_id: UUID) -> Booking:
    """Raises NotFound, NotAllowed."""
    actor = asking(request)
    booking = await find_booking(booking_id, seen_by=actor)
    allow(actor, Verb.MOVE, Subject(keeper=booking.keeper, owner=booking.asked_by))
    return booking


async def _facts(booking: Booking, form: Form, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    card = (await list_cards(booking.sessions[:1]))[0]
    return {
        "booking": booking_facts(booking, card, now=datetime.now(UTC)),
        "found": await tell_findings(findings, card.zone),
        "asked": asked_reasons(form, findings),
    }


CHANGING = (show_changing, send_changing, restore, take)
