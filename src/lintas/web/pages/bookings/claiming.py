"""The lender lets a booking go before others, and lends again what was taken back for one."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.approvals.end_claim import end_claim
from lintas.actions.bookings.give_claim import give_claim, take_claim_away
from lintas.domain.bookings import Booking
from lintas.domain.claims import Claim
from lintas.domain.refusal import Refusal
from lintas.render.catalogues import say
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.claims import claim_of
from lintas.store.agencies import find_any_agency
from lintas.store.approvals.claims import find_claim
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.bookings.looking import booking_facts
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.shown.claims import GIVEN, read_claim
from lintas.web.places import find_place

TEMPLATE = "bookings/claim.html"


@get("/peminjaman/{booking_id:uuid}/prioritas")
async def show_claiming(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    booking = await _find(request, booking_id)
    claim = booking.claim
    form = blank_form(
        key=new_key(),
        version=booking.version,
        **{
            "claim.level": int(claim.level) if claim else "",
            "claim.authority": claim.authority if claim else "",
        },
    )
    return await show(request, TEMPLATE, form=form, **await _facts(booking))


@post("/peminjaman/{booking_id:uuid}/prioritas", status_code=200)
async def send_claiming(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    booking = await _find(request, booking_id)
    given: dict[str, Any] = {"actor": asking(request), "now": datetime.now(UTC)}
    try:
        claim = read_claim(form)
        given["version"] = form.count("version")
        form.refuse_faults()
        given["receipt"] = await read_receipt(request, render=_address)
        if claim:
            after = await give_claim(booking_id, claim.level, claim.authority, **given)
        else:
            after = await take_claim_away(booking_id, **given)
    except AnsweredBefore as before:
        return go(request, before.answer, flash="saved")
    except Refusal as refusal:
        return await show_once_more(request, TEMPLATE, form, refusal, **await _facts(booking))
    return go(request, _address(after), flash="saved")


@post("/pencabutan/{claim_id:uuid}/akhiri")
async def lend_again(request: AnyRequest, claim_id: FromPath[UUID]) -> Page:
    claim = await find_claim(claim_id)
    await end_claim(claim_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/ruang/{claim.room_id}", flash="claim_ended")


def _address(after: Booking) -> str:
    return f"/peminjaman/{after.id}"


async def _find(request: AnyRequest, booking_id: UUID) -> Booking:
    """Raises NotFound, NotAllowed."""
    actor = asking(request)
    booking = await find_booking(booking_id, seen_by=actor)
    for session in booking.sessions:
        allow(actor, Verb.BUMP, Subject(lender=session.lender_keeper))
    return booking


async def _facts(booking: Booking) -> dict[str, Any]:
    card = (await list_cards(booking.sessions[:1]))[0]
    venue, _ = await find_place(card.session.room_id)
    follows = claim_of(await find_any_agency(booking.agency_id), venue)
    return {
        "booking": booking_facts(booking, card, now=datetime.now(UTC)),
        "levels": GIVEN,
        "follows": say(f"claim.{int(Claim(follows))}", "id"),
    }


CLAIMING = (show_claiming, send_claiming, lend_again)
