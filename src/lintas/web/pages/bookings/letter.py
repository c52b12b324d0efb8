"""The letter that asks for a room, ready for the office's own number and signature."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import FromPath, QueryParameter

from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.render.places import say_regency
from lintas.render.tariffs import say_cost
from lintas.render.times import say_clock, say_day
from lintas.store.accounts import find_account
from lintas.store.agencies import find_agency, find_regency
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.requests import find_booking
from lintas.store.things.costs import find_cost
from lintas.store.venues.places import find_venue
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show
from lintas.web.pages.shown.cards import say_agreements
from lintas.web.pages.shown.tools import say_tools

_HEADED = ("Dinas", "Badan", "Bagian", "Balai", "Kantor", "UPT", "Desa")


class Paper(StrEnum):
    A4 = "A4"
    F4 = "F4"


@dataclass(frozen=True, slots=True)
class LetterSession:
    day: str
    clock: str
    place: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Number and signature are the office's own: they stay placeholders.

    `moves` says whether its sessions are in more than one place.
    """

    government: str
    agency: str
    signs: str
    place: str
    to: str
    at: str
    purpose: str
    headcount: int
    day: str
    contact: str
    phone: str
    sessions: tuple[LetterSession, ...]
    moves: bool
    agreements: tuple[str, ...]
    tools: tuple[str, ...]
    costs: tuple[str, ...]


@get("/peminjaman/{booking_id:uuid}/surat")
async def show_letter(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    paper: Annotated[Paper, QueryParameter(name="kertas")] = Paper.A4,
) -> Page:
    actor = asking(request)
    booking = await find_booking(booking_id, seen_by=actor)
    earliest_first = sorted(booking.sessions, key=lambda session: session.span)
    letter = await _write(booking, await list_cards(earliest_first), actor)
    return await show(
        request, "bookings/letter.html", letter=letter, paper=paper.value, booking_id=booking.id
    )


async def _write(booking: Booking, cards: tuple[Card, ...], actor: Actor) -> Letter:
    agency = await find_agency(booking.agency_id)
    # Nothing is borrowed for what meets online.
    cards = tuple(card for card in cards if card.session.mode.takes_room) or cards
    venue = await find_venue(cards[0].venue_id)
    owner = await find_agency(venue.operator_agency_id or venue.owner_agency_id)
    cost = await find_cost(booking)
    contact, phone = await _find_contact(booking, actor)
    home = say_regency(await find_regency(agency.regency)) if agency.regency else ""
    return Letter(
        government=f"Pemerintah {_in_full(home)}" if home else "",
        agency=agency.name,
        signs=_head_of(agency.name),
        place=f"{cards[0].room_name}, {venue.name}",
        to=_head_of(owner.name),
        at=say_regency(await find_regency(venue.regency)),
        purpose=booking.purpose,
        headcount=booking.headcount,
        day=say_day(booking.asked_at.astimezone(cards[0].zone).date()).partition(", ")[2],
        contact=contact,
        phone=phone,
        moves=len({card.session.room_id for card in cards}) > 1,
        sessions=tuple(
            LetterSession(
                ", ".join(map(say_day, card.session.span.days(card.zone))),
                say_clock(card.session.span, card.zone),
                f"{card.room_name}, {card.venue_name}",
            )
            for card in cards
        ),
        tools=tuple(await say_tools(booking.sessions)),
        costs=tuple(say_cost(*part) for part in cost.parts) if cost else (),
        agreements=tuple(
            await say_agreements((card.session.agreement_id for card in cards), seen_by=actor)
        ),
    )


def _head_of(agency: str) -> str:
    """Dinas and the like have a Kepala; a secretariat, a hotel or a ministry has not."""
    title = "Kepala" if agency.startswith(_HEADED) else "Pimpinan"
    return f"{title} {agency}"


def _in_full(regency: str) -> str:
    return regency.replace("Kab. ", "Kabupaten ").replace("Prov. ", "Provinsi ")


async def _find_contact(booking: Booking, actor: Actor) -> tuple[str, str]:
    """Name and phone of who asked; empty on the other side of the border."""
    try:
        account = await find_account(booking.asked_by, seen_by=actor)
    except NotFound:
        return "", ""
    return account.name, account.phone
