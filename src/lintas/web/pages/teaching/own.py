"""What somebody with an account teaches, and the answer to it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from lintas.actions.bookings.answer_session import answer_own_sessions
from lintas.domain.refusal import Refusal
from lintas.store.bookings.sessions import list_sessions_taught_by
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.teaching.lessons import (
    RECENT,
    list_lessons,
    list_taught,
    read_answer,
    read_sessions,
)

TEMPLATE = "teaching/own.html"


@get("/mengajar")
async def show_own(request: AnyRequest) -> Page:
    return await show(request, TEMPLATE, form=blank_form(), **await _facts(request))


@post("/mengajar")
async def answer_own(request: AnyRequest) -> Page:
    form = await read_form(request)
    try:
        session_ids, change = read_sessions(form), read_answer(form)
        await answer_own_sessions(session_ids, change, actor=asking(request), now=datetime.now(UTC))
    except Refusal as refusal:
        return await show_again(request, TEMPLATE, form, refusal, **await _facts(request))
    return go(request, f"/mengajar#s-{session_ids[0]}", flash="answered")


async def _facts(request: AnyRequest) -> Mapping[str, Any]:
    actor, now = asking(request), datetime.now(UTC)
    if actor.person_id is None:
        return {"lessons": [], "taught": [], "is_known": False}
    sessions = await list_sessions_taught_by(actor.person_id, since=now - RECENT)
    return {
        "lessons": await list_lessons(sessions, actor.person_id, now=now),
        "taught": await list_taught(sessions, now=now),
        "is_known": True,
    }


OWN = (show_own, answer_own)
