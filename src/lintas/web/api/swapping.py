"""Two sessions change places, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct, field
from msgspec.json import encode

from lintas.actions.bookings.swap_sessions import Exchange, Swap, Swapped, swap_sessions
from lintas.web.api.preconditions import (
    IdempotencyKey,
    IfMatch,
    read_receipt,
    read_version,
)
from lintas.web.api.replies import refuses
from lintas.web.api.sessions import SessionReply, session_reply
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Identifier
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class SwapRequest(Body):
    """With which session, and what the two give each other."""

    with_: Identifier = field(name="with")
    what: Literal["both", "rooms", "times"] = "both"
    reason: Annotated[str, Meta(max_length=2000, description="Told to everybody")] = ""
    reasons: Annotated[
        dict[str, str], Meta(description='Why warnings may pass, by code; "*" answers all of them')
    ] = {}  # noqa: RUF012 -- msgspec copies defaults


class SwapReply(Struct):
    """Both sessions as they are now, the one of the address first."""

    sessions: list[SessionReply]


@post(
    "/sessions/{session_id:uuid}/swap",
    tags=["sessions"],
    status_code=200,
    responses=refuses(403, 409, 412),
)
async def swap(
    request: AnyRequest,
    session_id: FromPath[UUID],
    data: JSONBody[SwapRequest],
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> SwapReply:
    """Let two sessions change places in one transaction: both do, or neither.

    Their ids and uids stay, their sequences rise, everybody concerned is told.
    """
    swapped = await swap_sessions(
        session_id,
        Swap(
            with_id=data.with_,
            what=Exchange(data.what),
            reasons=data.reasons,
            reason=data.reason,
            sequence=read_version(if_match),
        ),
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
        receipt=await read_receipt(
            request, key, status=200, render=lambda made: encode(_reply(made)).decode()
        ),
    )
    return _reply(swapped)


def _reply(swapped: Swapped) -> SwapReply:
    return SwapReply([session_reply(session) for session in swapped.sessions])


SWAPPING = (swap,)
