"""Nobody came: said by who manages the room, asked once more, then done; or taken back."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.mark_unused import LONGEST_REASON, mark_unused
from lintas.actions.bookings.unmark_unused import unmark_unused
from lintas.domain.attendance import check_unused
from lintas.domain.refusal import Refusal
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.sessions import find_session
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.shown.cards import session_shown

TEMPLATE = "bookings/unused.html"


@get("/sesi/{session_id:uuid}/tidak-terpakai")
async def show_marking(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    """Raises NotFound, NotAllowed, IllegalState: where sending it would."""
    actor = asking(request)
    session = await find_session(session_id, seen_by=actor)
    allow(actor, Verb.MARK_UNUSED, Subject(lender=session.lender_keeper))
    check_unused(session, now=datetime.now(UTC))
    facts = await _facts(request, session_id)
    return await show(request, TEMPLATE, form=blank_form(reason=""), **facts)


@post("/sesi/{session_id:uuid}/tidak-terpakai")
async def mark(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    reason = form.text("reason", longest=LONGEST_REASON)
    try:
        form.refuse_faults()
        after = await mark_unused(session_id, reason, actor=asking(request), now=datetime.now(UTC))
    except Refusal as refusal:
        facts = await _facts(request, session_id)
        return await show_again(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/peminjaman/{after.booking_id}/kabar", flash="unused")


@post("/sesi/{session_id:uuid}/terpakai")
async def unmark(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    taken_back = await unmark_unused(session_id, actor=asking(request), now=datetime.now(UTC))
    flash = "used_in_part" if taken_back.gone else "used"
    return go(request, f"/peminjaman/{taken_back.session.booking_id}", flash=flash)


async def _facts(request: AnyRequest, session_id: UUID) -> dict[str, Any]:
    session = await find_session(session_id, seen_by=asking(request))
    (card,) = await list_cards([session])
    now = datetime.now(UTC)
    return {"session": session_shown(card, None, now=now), "is_over": session.span.end <= now}


UNUSED = (show_marking, mark, unmark)
