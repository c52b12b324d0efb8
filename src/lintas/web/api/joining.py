"""Where a session is joined online, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from lintas.actions.bookings.set_link import Joining, set_link
from lintas.web.api.preconditions import IfMatch, read_version
from lintas.web.api.replies import refuses
from lintas.web.api.sessions import SessionReply, own_links, session_reply
from lintas.web.asking import asking
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class LinkRequest(Body):
    """An https address without user or password; empty takes it away, where there is a room."""

    link: Annotated[str, Meta(max_length=500, examples=["https://meet.example/abc-defg-hij"])]
    for_all: Annotated[
        bool, Meta(description="Also for all sessions to come of the booking that meet online")
    ] = False


@put("/sessions/{session_id:uuid}/link", tags=["sessions"], responses=refuses(403, 409, 412))
async def put_link(
    request: AnyRequest,
    session_id: FromPath[UUID],
    data: JSONBody[LinkRequest],
    if_match: IfMatch = None,
) -> SessionReply:
    """Say where it is joined, without judging it again; who takes part is told.

    By its trainers, who asked, and the coordinators of the asking side. The owner of the room
    neither hears of it nor reads it.
    """
    joining = Joining(data.link, data.for_all, read_version(if_match))
    sessions = await set_link(session_id, joining, actor=asking(request), now=datetime.now(UTC))
    reply = session_reply(sessions[0], own_links(sessions))
    reply.moved = [session.id for session in sessions]
    return reply


JOINING = (put_link,)
