"""Who teaches a session, what they have answered, and under which letter; for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, patch
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.bookings.answer_session import answer_session
from lintas.actions.steps.answering import TeachingChange
from lintas.domain.teaching import Answer, Teaching
from lintas.store.bookings.sessions import find_session
from lintas.store.bookings.teaching import list_teaching
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class TeachingPatch(Body):
    """Trainers answer for themselves; the asking side may for them, and numbers the letter."""

    answer: Unset[Answer] = UNSET
    reason: Annotated[str, Meta(max_length=500)] = ""
    letter: Unset[Annotated[str, Meta(max_length=200)]] = UNSET


class TeachingReply(Struct):
    session_id: UUID
    person_id: UUID
    answer: str
    answered_at: datetime | None
    letter: str
    reason: str


@get("/sessions/{session_id:uuid}/teaching", tags=["sessions"])
async def show_teaching(request: AnyRequest, session_id: FromPath[UUID]) -> Items[TeachingReply]:
    session = await find_session(session_id, seen_by=asking(request))
    found = await list_teaching([session.id])
    return Items([_reply(each) for each in found.values()], None)


@patch(
    "/sessions/{session_id:uuid}/teaching/{person_id:uuid}",
    tags=["sessions"],
    responses=refuses(403, 409),
)
async def alter_teaching(
    request: AnyRequest,
    session_id: FromPath[UUID],
    person_id: FromPath[UUID],
    data: JSONBody[TeachingPatch],
) -> TeachingReply:
    change = TeachingChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await answer_session(session_id, person_id, change, actor=actor, now=now))


def _reply(teaching: Teaching) -> TeachingReply:
    return TeachingReply(
        session_id=teaching.session_id,
        person_id=teaching.person_id,
        answer=teaching.answer.value,
        answered_at=teaching.answered_at,
        letter=teaching.letter,
        reason=teaching.reason,
    )


TEACHING = (show_teaching, alter_teaching)
