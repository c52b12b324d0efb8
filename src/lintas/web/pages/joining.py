"""Where a session is joined online: said or changed, whenever it is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.set_link import Joining, find_joined, set_link
from lintas.domain.bookings import Session
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound, Refusal
from lintas.render.times import say_span
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.shown.cards import say_place

TEMPLATE = "sessions/link.html"


@dataclass(frozen=True, slots=True)
class Joined:
    """What the form is about; `back` is a page that the asker may open."""

    action: str
    title: str
    when: str
    place: str
    is_required: bool
    has_siblings: bool
    back: str


@get("/sesi/{session_id:uuid}/tautan")
async def show_link(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    session = await find_joined(session_id, actor=asking(request), now=datetime.now(UTC))
    form = blank_form(link=session.link, sequence=session.sequence)
    return await show(request, TEMPLATE, form=form, **await _facts(session, asking(request)))


@post("/sesi/{session_id:uuid}/tautan", status_code=200)
async def send_link(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    session = await find_joined(session_id, actor=actor, now=now)
    facts = await _facts(session, actor)
    form = await read_form(request)
    joining = Joining(
        link=form.optional_text("link"),
        for_all=form.is_ticked("for_all"),
        sequence=form.count("sequence"),
    )
    try:
        form.refuse_faults()
        await set_link(session_id, joining, actor=actor, now=now)
    except Refusal as refusal:
        again = form.with_value("sequence", str(session.sequence))
        return await show_again(request, TEMPLATE, again, refusal, **facts)
    return go(request, facts["session"].back, flash="link_set")


async def _facts(session: Session, actor: Actor) -> Mapping[str, Any]:
    (card,) = await list_cards([session])
    try:
        booking = await find_booking(session.booking_id, seen_by=actor)
    except NotFound:
        # Trainers don't see the booking of what they teach.
        back, count = "/mengajar", 1
    else:
        back, count = f"/peminjaman/{booking.id}", len(booking.sessions)
    return {
        "session": Joined(
            action=f"/sesi/{session.id}/tautan",
            title=card.title,
            when=say_span(session.span, card.zone),
            place=say_place(card),
            is_required=not session.mode.takes_room,
            has_siblings=count > 1,
            back=back,
        )
    }


JOINING = (show_link, send_link)
