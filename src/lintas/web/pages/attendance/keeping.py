"""The attendance list of a session: few taps, one save, corrected the same way."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.programs.keep_attendance import (
    keep_attendance,
    keep_attendance_by_link,
    may_keep_attendance,
    see_attendance,
    see_attendance_by_link,
)
from lintas.domain.refusal import NotFound
from lintas.store.bookings.requests import list_seen
from lintas.store.trainer_links import LinkRevoked
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.attendance.roll import read_marks, roll_facts
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.teaching.by_link import show_gone_link
from lintas.web.pages.unlisted import Secret, show_personal

PageNumber = Annotated[int, QueryParameter(name="halaman", ge=1, le=1000)]


@get("/sesi/{session_id:uuid}/hadir")
async def show_roll(
    request: AnyRequest, session_id: FromPath[UUID], number: PageNumber = 1
) -> Page:
    actor = asking(request)
    kept = await see_attendance(session_id, actor=actor)
    booking_id = kept.session.booking_id
    return await show(
        request,
        "attendance/roll.html",
        action=f"/sesi/{session_id}/hadir",
        may_keep=await may_keep_attendance(kept.session, actor),
        booking_id=booking_id if await list_seen({booking_id}, seen_by=actor) else None,
        batch_id=kept.session.batch_id,
        **await roll_facts(kept, page=number, now=datetime.now(UTC)),
    )


@post("/sesi/{session_id:uuid}/hadir")
async def send_roll(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    marks = read_marks(await read_form(request))
    await keep_attendance(session_id, marks, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/sesi/{session_id}/hadir", flash="attendance_kept")


@get("/ajar/{secret:str}/sesi/{session_id:uuid}/hadir", opt=BY_SECRET)
async def show_roll_by_link(
    request: AnyRequest, secret: Secret, session_id: FromPath[UUID], number: PageNumber = 1
) -> Page:
    try:
        kept = await see_attendance_by_link(secret, session_id)
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    return await show_personal(
        request,
        "attendance/roll_by_link.html",
        action=f"/ajar/{secret}/sesi/{session_id}/hadir",
        secret=secret,
        may_keep=True,
        **await roll_facts(kept, page=number, now=datetime.now(UTC)),
    )


@post("/ajar/{secret:str}/sesi/{session_id:uuid}/hadir", opt=BY_SECRET)
async def send_roll_by_link(
    request: AnyRequest, secret: Secret, session_id: FromPath[UUID]
) -> Page:
    marks = read_marks(await read_form(request))
    try:
        await keep_attendance_by_link(secret, session_id, marks, now=datetime.now(UTC))
    except LinkRevoked as refusal:
        return await show_gone_link(request, refusal)
    return go(request, f"/ajar/{secret}/sesi/{session_id}/hadir", flash="attendance_kept")


ATTENDANCE = (show_roll, send_roll, show_roll_by_link, send_roll_by_link)
