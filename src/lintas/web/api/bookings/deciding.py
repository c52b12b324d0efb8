"""Decisions on bookings, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta
from msgspec.json import encode

from lintas.actions.bookings.approve_booking import approve_booking, try_approving
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.give_up_postponed import give_up_postponed
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.web.api.bookings.replies import BookingReply, booking_reply, full_reply
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import Identifier
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import findings_reply
from lintas.web.readers import reader_of

AnyRequest = Request[Any, Any, Any]
DECIDED = refuses(403, 409)


class DecisionRequest(Body):
    """Why, and for which sessions; left out: all it can be done to.

    An empty list is refused: whoever found no session to name does not mean all of them.
    """

    reason: Annotated[str, Meta(max_length=2000)] = ""
    session_ids: Annotated[list[Identifier], Meta(min_length=1, max_length=366)] | None = None


class ApprovalRequest(DecisionRequest):
    dry_run: bool = False


@post("/bookings/{booking_id:uuid}/approve", tags=["bookings"], status_code=200, responses=DECIDED)
async def approve(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[ApprovalRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """Say yes at the present step; it is judged again, since facts may have changed.

    A dry run answers the booking as it is, with what approving it would meet.
    """
    if data is not None and data.dry_run:
        actor, now = asking(request), datetime.now(UTC)
        chosen = data.session_ids or ()
        tried = await try_approving(booking_id, actor=actor, now=now, session_ids=chosen)
        reply = await full_reply(tried.booking)
        reply.warnings = findings_reply(tried.findings, tried.zone, await reader_of(request))
        reply.dry_run = True
        return reply
    return await full_reply(
        await approve_booking(booking_id, **await _decision(request, data, key))
    )


@post("/bookings/{booking_id:uuid}/decline", tags=["bookings"], status_code=200, responses=DECIDED)
async def decline(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[DecisionRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """The room's managers say no, with a reason; the slots are free at once."""
    return await full_reply(
        await decline_booking(booking_id, **await _decision(request, data, key))
    )


@post("/bookings/{booking_id:uuid}/withdraw", tags=["bookings"], status_code=200, responses=DECIDED)
async def withdraw(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[DecisionRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """The asking side takes an undecided request back."""
    return await full_reply(
        await withdraw_booking(booking_id, **await _decision(request, data, key))
    )


@post("/bookings/{booking_id:uuid}/cancel", tags=["bookings"], status_code=200, responses=DECIDED)
async def cancel(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[DecisionRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """The asking side gives up what was approved; of a request that means withdrawing it."""
    given = await _decision(request, data, key)
    return await full_reply(await cancel_booking(booking_id, **given))


@post("/bookings/{booking_id:uuid}/give-up", tags=["bookings"], status_code=200, responses=DECIDED)
async def give_up(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[DecisionRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """What was put off gets no other date: it is cancelled for good, and everybody is told."""
    given = await _decision(request, data, key)
    return await full_reply(await give_up_postponed(booking_id, **given))


async def _decision(
    request: AnyRequest, data: DecisionRequest | None, key: str | None
) -> dict[str, Any]:
    given = data or DecisionRequest()
    return {
        "actor": asking(request),
        "now": datetime.now(UTC),
        "reason": given.reason,
        "session_ids": given.session_ids or (),
        "receipt": await read_receipt(
            request, key, status=200, render=lambda made: encode(booking_reply(made)).decode()
        ),
    }


DECIDING = (approve, decline, withdraw, cancel, give_up)
