"""Who came to a session, or that nobody did, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.bookings.mark_unused import mark_unused
from lintas.actions.bookings.unmark_unused import unmark_unused
from lintas.actions.programs.keep_attendance import (
    AttendanceList,
    keep_attendance,
    see_attendance,
)
from lintas.domain.attendance import Mark
from lintas.domain.programs import EnrolmentId
from lintas.web.api.replies import refuses
from lintas.web.api.sessions import SessionReply, session_reply
from lintas.web.asking import asking
from lintas.web.bodies.types import Identifier
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class MarkRequest(Body):
    """`excused` is absent with leave."""

    enrolment_id: Identifier
    mark: Mark


class AttendanceRequest(Body):
    """Whoever isn't named keeps the mark there was, or was present."""

    marks: Annotated[list[MarkRequest], Meta(max_length=1000)] = []  # noqa: RUF012 -- msgspec copies defaults


class NoShowRequest(Body):
    """`reason` is what was seen, told to who asked."""

    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class RollReply(Struct):
    """`rsvp` is what was said beforehand, `mark` what the list says; null: nothing yet."""

    enrolment_id: UUID
    name: str
    rsvp: str | None
    rsvp_reason: str
    mark: str | None


class AttendanceReply(Struct):
    """`state` is held once the list is kept."""

    session_id: UUID
    state: str
    items: list[RollReply]


@get("/sessions/{session_id:uuid}/attendance", tags=["sessions"], responses=refuses(403))
async def show_attendance(request: AnyRequest, session_id: FromPath[UUID]) -> AttendanceReply:
    """Everybody with a seat in its batch, by name."""
    return _reply(await see_attendance(session_id, actor=asking(request)))


@put("/sessions/{session_id:uuid}/attendance", tags=["sessions"], responses=refuses(403, 409))
async def put_attendance(
    request: AnyRequest, session_id: FromPath[UUID], data: JSONBody[AttendanceRequest]
) -> AttendanceReply:
    """Keep or correct the list of a session that has begun: it was held."""
    marks = {EnrolmentId(each.enrolment_id): each.mark for each in data.marks}
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await keep_attendance(session_id, marks, actor=actor, now=now))


def _reply(kept: AttendanceList) -> AttendanceReply:
    return AttendanceReply(
        session_id=kept.session.id,
        state=kept.session.state.value,
        items=[
            RollReply(
                enrolment_id=each.enrolment_id,
                name=each.name,
                rsvp=each.rsvp.value if each.rsvp else None,
                rsvp_reason=each.rsvp_reason,
                mark=each.mark.value if each.mark else None,
            )
            for each in kept.roll
        ],
    )


@post(
    "/sessions/{session_id:uuid}/no-show",
    tags=["sessions"],
    status_code=200,
    responses=refuses(403, 409),
)
async def put_no_show(
    request: AnyRequest, session_id: FromPath[UUID], data: JSONBody[NoShowRequest]
) -> SessionReply:
    """Nobody had come half an hour after its start: it ends now, the rest of the slot is free."""
    actor, now = asking(request), datetime.now(UTC)
    return session_reply(await mark_unused(session_id, data.reason, actor=actor, now=now))


@delete(
    "/sessions/{session_id:uuid}/no-show",
    tags=["sessions"],
    status_code=200,
    responses=refuses(403, 409),
)
async def drop_no_show(request: AnyRequest, session_id: FromPath[UUID]) -> SessionReply:
    """It was a mistake: no longer counted. It ends as planned again if the rest is still free.

    Else the rest stays with who has it: `ends_at` is as early as it was.
    """
    actor, now = asking(request), datetime.now(UTC)
    taken_back = await unmark_unused(session_id, actor=actor, now=now)
    return session_reply(taken_back.session)


ATTENDANCE = (show_attendance, put_attendance, put_no_show, drop_no_show)
