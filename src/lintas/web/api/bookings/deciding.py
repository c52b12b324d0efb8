"""Decisions on bookings, for programs."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody
from msgspec import Meta
from msgspec.json import encode

from lintas.actions.bookings.approve_booking import approve_booking, try_approving
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.give_up_postponed import give_up_postponed
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.domain.bookings import Booking
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
Decide: TypeAlias = Callable[..., Awaitable[Booking]]


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


def _deciding(name: str, decide: Decide, says: str) -> HTTPRouteHandler:
    """One decision at an address of its own; `says` is what it means, for the description."""

    async def handle(
        request: AnyRequest,
        booking_id: FromPath[UUID],
        data: JSONBody[DecisionRequest | None] = None,
        key: IdempotencyKey = None,
    ) -> BookingReply:
        return await full_reply(await decide(booking_id, **await _decision(request, data, key)))

    # By which the description of the API names it.
    handle.__name__ = name
    return post(
        f"/bookings/{{booking_id:uuid}}/{name.replace('_', '-')}",
        tags=["bookings"],
        status_code=200,
        responses=DECIDED,
        description=says,
    )(handle)


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


DECIDING = (
    approve,
    _deciding(
        "decline",
        decline_booking,
        "The room's managers say no, with a reason; the slots are free at once.",
    ),
    _deciding("withdraw", withdraw_booking, "The asking side takes an undecided request back."),
    _deciding(
        "cancel",
        cancel_booking,
        "The asking side gives up what was approved; of a request that means withdrawing it.",
    ),
    _deciding(
        "give_up",
        give_up_postponed,
        "What was put off gets no other date: it is cancelled for good, and everybody is told.",
    ),
)
