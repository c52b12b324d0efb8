"""A trainer's personal page: no account, no password, yes or no to each session."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from lintas.actions.bookings.answer_session import answer_by_link
from lintas.domain.refusal import NotFound, Refusal
from lintas.domain.teaching import TrainerLink
from lintas.store.teachers import find_trainer_name
from lintas.store.trainer_links import (
    LinkRevoked,
    find_trainer_link_by_secret,
    list_sessions_by_link,
)
from lintas.web.asking import AnyRequest
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show_again
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.teaching.lessons import (
    RECENT,
    list_lessons,
    list_taught,
    read_answer,
    read_sessions,
)
from lintas.web.pages.unlisted import UNLISTED, Secret, show_personal

TEMPLATE = "teaching/by_link.html"


@get("/ajar/{secret:str}", opt=BY_SECRET)
async def show_by_link(request: AnyRequest, secret: Secret) -> Page:
    try:
        link = await find_trainer_link_by_secret(secret)
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    return await show_personal(request, TEMPLATE, form=blank_form(), **await _facts(link, secret))


@post("/ajar/{secret:str}", opt=BY_SECRET)
async def answer(request: AnyRequest, secret: Secret) -> Page:
    """Pressed again it changes nothing."""
    form = await read_form(request)
    try:
        link = await find_trainer_link_by_secret(secret)
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    try:
        session_ids, change = read_sessions(form), read_answer(form)
        await answer_by_link(secret, session_ids, change, now=datetime.now(UTC))
    except Refusal as refusal:
        page = await show_again(request, TEMPLATE, form, refusal, **await _facts(link, secret))
        page.headers.update(UNLISTED)
        return page
    return go(request, f"/ajar/{secret}#s-{session_ids[0]}", flash="answered")


async def _facts(link: TrainerLink, secret: str) -> Mapping[str, Any]:
    now = datetime.now(UTC)
    sessions = await list_sessions_by_link(link, since=now - RECENT)
    return {
        "secret": secret,
        "name": await find_trainer_name(link.person_id),
        "lessons": await list_lessons(sessions, link.person_id, now=now),
        "taught": await list_taught(sessions, now=now),
    }


async def show_gone_link(request: AnyRequest, refusal: Refusal) -> Page:
    """410 for a link that opened something once, 404 for one that never did."""
    status = 410 if isinstance(refusal, LinkRevoked) else 404
    return await show_personal(request, "teaching/gone.html", status=status)


BY_LINK = (show_by_link, answer)
