"""What was told of a booking last, ready for WhatsApp."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.html import Page, show
from lintas.web.pages.bookings.looking import booking_facts
from lintas.web.pages.shown.news import list_news

KINDS = (
    "request_made",
    "request_approved",
    "request_declined",
    "request_withdrawn",
    "request_expired",
    "session_moved",
    "session_link",
    "session_cancelled",
    "session_given_up",
    "session_bumped",
    "session_restored",
    "slot_offered",
    "use_recorded",
    "session_unused",
    "session_used",
    "session_used_in_part",
)


@get("/peminjaman/{booking_id:uuid}/kabar")
async def show_news(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    booking = await find_booking(booking_id, seen_by=actor)
    cards = await list_cards(booking.sessions)
    return await show(
        request,
        "bookings/news.html",
        booking=booking_facts(booking, cards[0], now=now),
        news=await list_news(
            [booking.id],
            KINDS,
            seen_by=actor,
            public_url=settings_of(request).public_url,
            # Of a batch everybody has a link of the own; nobody there can open this page.
            reader="group" if booking.batch_id else "",
        ),
    )
