"""A higher claim takes approved sessions back: who is displaced is seen before anything is done."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.bump_booking import (
    Alternative,
    Bump,
    Displaced,
    bump_booking,
    try_bumping,
)
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Session
from lintas.domain.claims import Claim
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Refusal
from lintas.domain.venues import RoomId
from lintas.render.catalogues import say
from lintas.render.times import zone_name
from lintas.rules import Finding
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import AnsweredBefore
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.bookings.looking import booking_facts
from lintas.web.pages.once import new_key, read_receipt, show_once_more
from lintas.web.pages.rows import MOST_ROWS, read_span, row, span_fields
from lintas.web.pages.shown.cards import session_shown
from lintas.web.pages.shown.clashes import tell_findings
from lintas.web.pages.shown.foresight import show_foresight
from lintas.web.places import find_place

TEMPLATE = "bookings/bump.html"
DO, CHECK = "do", "periksa"
MOST_ROOMS = 80
# What says only who would be displaced.
_WHO = Bump("", "", "", ())


@get("/peminjaman/{booking_id:uuid}/cabut")
async def show_bumping(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    displaced = await _find(request, booking_id)
    card = (await list_cards(displaced.sessions[:1]))[0]
    form = blank_form(
        key=new_key(),
        room_id=displaced.sessions[0].room_id,
        claim=int(Claim.LEADERS),
        **{
            name: text
            for index, each in enumerate(_listed(displaced))
            for name, text in span_fields(each.span, card.zone, row(index)).items()
        },
    )
    return await show(request, TEMPLATE, form=form, **await _facts(displaced, asking(request)))


@post("/peminjaman/{booking_id:uuid}/cabut", status_code=200)
async def send_bumping(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    displaced = await _find(request, booking_id)
    try:
        bump = await _read(form, displaced)
        if form.value(DO) == CHECK:
            foreseen = await try_bumping(booking_id, bump, actor=actor, now=now)
            facts = await _facts(displaced, actor, foreseen.findings)
            return await show(request, TEMPLATE, **{**facts, "form": form, "is_checked": True})
        receipt = await read_receipt(request, render=_address)
        done = await bump_booking(booking_id, bump, actor=actor, now=now, receipt=receipt)
    except AnsweredBefore as before:
        return go(request, before.answer, flash="bumped")
    except Refusal as refusal:
        findings = refusal.findings if isinstance(refusal, PlanClashes) else ()
        facts = await _facts(displaced, actor, findings)
        return await show_once_more(
            request, TEMPLATE, form, refusal, fields={"alternative": "room_id"}, **facts
        )
    return go(request, _address(done), flash="bumped")


def _address(done: Displaced) -> str:
    return f"/peminjaman/{done.booking.id}"


async def _find(request: AnyRequest, booking_id: UUID) -> Displaced:
    """Raises NotFound, NotAllowed, IllegalState: as bumping would."""
    return await try_bumping(booking_id, _WHO, actor=asking(request), now=datetime.now(UTC))


def _listed(displaced: Displaced) -> Sequence[Session]:
    return displaced.sessions[:MOST_ROWS]


async def _read(form: Form, displaced: Displaced) -> Bump:
    """What was typed.

    Raises:
        Invalid, NotFound: naming every value that can't be meant.
    """
    form.text("session_ids")
    chosen = set(form.identifiers("session_ids"))
    venue, room = await find_place(form.identifier("room_id"))
    alternatives = tuple(
        Alternative(RoomId(room.id), read_span(form, venue.zone, row(index)))
        for index, each in enumerate(_listed(displaced))
        if each.id in chosen
    )
    claim = form.count("claim")
    if claim not in set(Claim):
        form.faults.append(Fault("claim", claim, "between", "1-6"))
    bump = Bump(
        authority=form.text("authority"),
        reason=form.text("reason"),
        in_favour_of=form.text("in_favour_of"),
        alternatives=alternatives,
        claim=Claim(claim) if claim in set(Claim) else Claim.LEADERS,
        session_ids=tuple(each.id for each in _listed(displaced) if each.id in chosen),
    )
    form.refuse_faults()
    return bump


async def _facts(
    displaced: Displaced, actor: Actor, findings: Sequence[Finding] = ()
) -> dict[str, Any]:
    booking, now = displaced.booking, datetime.now(UTC)
    cards = await list_cards(_listed(displaced))
    venue, room = await find_place(displaced.sessions[0].room_id)
    venues = {each.id: each for each in await list_venues(regency=venue.regency, limit=500)}
    rooms = [room, *(each for each in await list_rooms_of(venues) if each.id != room.id)]
    rooms[1:] = sorted(rooms[1:], key=lambda each: each.venue_id != venue.id)
    return {
        "booking": booking_facts(booking, cards[0], now=now),
        "sessions": [session_shown(card, booking, now=now) for card in cards],
        "claim": say(f"claim.{int(displaced.claim)}", "id"),
        "claims": [
            (int(each), say(f"claim.{int(each)}", "id"))
            for each in Claim
            if each.displaces(displaced.claim)
        ],
        "rooms": [
            (each.id, f"{each.name}, {venues.get(each.venue_id, venue).name}")
            for each in rooms[:MOST_ROOMS]
        ],
        "zone": zone_name(cards[0].zone),
        "found": await tell_findings(findings, cards[0].zone),
        "action": f"/peminjaman/{booking.id}/cabut",
        "is_checked": False,
        "foresight": await show_foresight(cards, actor=actor, now=now),
    }


BUMPING = (show_bumping, send_bumping)
