"""All that a batch or an agency has before it is put off, for programs."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct
from msgspec.json import encode

from lintas.actions.bookings.postpone_sessions import (
    OfAgency,
    OfBatch,
    Postponed,
    Whose,
    postpone_sessions,
    try_postponing,
)
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import refuses
from lintas.web.api.sessions import SessionReply, session_reply
from lintas.web.asking import asking
from lintas.web.bodies.types import Count
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class PostponeRequest(Body):
    """Why, told to everybody concerned; a dry run needs no reason."""

    reason: Annotated[str, Meta(max_length=2000)] = ""
    expected: Annotated[
        Count | None, Meta(description="How many sessions a dry run showed; others are refused")
    ] = None
    dry_run: bool = False


class PostponeDaysRequest(PostponeRequest, kw_only=True):
    """Of the sessions that begin on these days, both included, on the clocks of their places."""

    first_day: date
    last_day: date


class PostponedReply(Struct):
    """Earliest first. `told` is how many people hear of it, each once."""

    sessions: list[SessionReply]
    told: int
    dry_run: bool


@post(
    "/batches/{batch_id:uuid}/postpone",
    tags=["batches"],
    status_code=200,
    responses=refuses(403, 409),
)
async def postpone_batch(
    request: AnyRequest,
    batch_id: FromPath[UUID],
    data: JSONBody[PostponeRequest],
    key: IdempotencyKey = None,
) -> PostponedReply:
    """Put off all of its sessions that are still to begin, in one transaction.

    They let go of rooms, trainers and tools, keep their ids and uids, and wait for a PATCH that
    gives them another date.
    """
    return await _postpone(request, OfBatch(batch_id), data, key)


@post(
    "/agencies/{agency_id:uuid}/postpone",
    tags=["agencies"],
    status_code=200,
    responses=refuses(403, 409),
)
async def postpone_agency(
    request: AnyRequest,
    agency_id: FromPath[UUID],
    data: JSONBody[PostponeDaysRequest],
    key: IdempotencyKey = None,
) -> PostponedReply:
    """Put off all that it has asked for on these days, as for a batch."""
    return await _postpone(request, OfAgency(agency_id, data.first_day, data.last_day), data, key)


async def _postpone(
    request: AnyRequest, whose: Whose, data: PostponeRequest, key: str | None
) -> PostponedReply:
    actor, now = asking(request), datetime.now(UTC)
    if data.dry_run:
        return _reply(await try_postponing(whose, actor=actor, now=now), is_tried=True)
    receipt = await read_receipt(
        request, key, status=200, render=lambda made: encode(_reply(made)).decode()
    )
    return _reply(
        await postpone_sessions(
            whose, data.reason, actor=actor, now=now, expected=data.expected, receipt=receipt
        )
    )


def _reply(postponed: Postponed, *, is_tried: bool = False) -> PostponedReply:
    return PostponedReply(
        [session_reply(session) for session in postponed.sessions], postponed.told, is_tried
    )


POSTPONING = (postpone_batch, postpone_agency)
