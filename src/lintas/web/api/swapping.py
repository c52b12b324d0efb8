"""Two sessions change places, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct, field
from msgspec.json import encode

from lintas.actions.bookings.swap_sessions import (
    Exchange,
    Swap,
    Swapped,
    swap_sessions,
    try_swapping,
)
from lintas.web.api.preconditions import (
    IdempotencyKey,
    IfMatch,
    read_receipt,
    read_version,
)
from lintas.web.api.replies import refuses
from lintas.web.api.sessions import SessionReply, session_reply
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Count, Identifier
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import FindingReply, findings_reply
from lintas.web.readers import Reader, reader_of

AnyRequest = Request[Any, Any, Any]


class SwapRequest(Body):
    """With which session, and what the two give each other."""

    with_: Identifier = field(name="with")
    what: Literal["both", "rooms", "times"] = "both"
    with_sequence: Annotated[
        Count | None, Meta(description="The other's sequence as it was seen, checked when given")
    ] = None
    reason: Annotated[str, Meta(max_length=2000, description="Told to everybody")] = ""
    reasons: Annotated[
        dict[str, str], Meta(description='Why warnings may pass, by code; "*" answers all of them')
    ] = {}  # noqa: RUF012 -- msgspec copies defaults
    dry_run: bool = False


class SwapReply(Struct):
    """Both sessions as they are now, or would be, the one of the address first."""

    sessions: list[SessionReply]
    warnings: list[FindingReply]
    dry_run: bool


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
    wanted = Swap(
        with_id=data.with_,
        what=Exchange(data.what),
        reasons=data.reasons,
        reason=data.reason,
        sequence=read_version(if_match),
        with_sequence=data.with_sequence,
    )
    actor, now = asking(request), datetime.now(UTC)
    reader = await reader_of(request)
    if data.dry_run:
        tried = await try_swapping(session_id, wanted, actor=actor, now=now)
        return _reply(tried, reader, is_tried=True)
    swapped = await swap_sessions(
        session_id,
        wanted,
        actor=actor,
        hold_for=settings_of(request).hold,
        now=now,
        receipt=await read_receipt(
            request, key, status=200, render=lambda made: encode(_reply(made, reader)).decode()
        ),
    )
    return _reply(swapped, reader)


def _reply(swapped: Swapped, reader: Reader, *, is_tried: bool = False) -> SwapReply:
    return SwapReply(
        [session_reply(session) for session in swapped.sessions],
        findings_reply(swapped.warnings, swapped.zone, reader),
        is_tried,
    )


SWAPPING = (swap,)
