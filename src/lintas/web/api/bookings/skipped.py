"""Dates that a booking was made without, for programs: taken after all, or given up."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, post
from litestar.params import FromPath
from msgspec.json import encode

from lintas.actions.bookings.give_up_skipped import give_up_skipped
from lintas.actions.bookings.take_skipped import take_skipped
from lintas.web.api.bookings.replies import BookingReply, booking_reply, full_reply, made_reply
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import refuses
from lintas.web.asking import asking, settings_of
from lintas.web.findings import offering
from lintas.web.readers import reader_of

AnyRequest = Request[Any, Any, Any]
ADDRESS = "/api/v1/bookings"


@post(
    "/bookings/{booking_id:uuid}/skipped/{skipped_id:uuid}/take",
    tags=["bookings"],
    status_code=200,
    responses=refuses(403, 409),
)
async def take(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    skipped_id: FromPath[UUID],
    key: IdempotencyKey = None,
) -> BookingReply:
    """Add the session that was left out because it clashed; judged and approved as any."""
    address = f"{ADDRESS}/{booking_id}/skipped/{skipped_id}/take"
    reader = await reader_of(request)
    with offering(reader, "POST", address, lambda _: {}):
        made = await take_skipped(
            booking_id,
            skipped_id,
            actor=asking(request),
            hold_for=settings_of(request).hold,
            now=datetime.now(UTC),
            receipt=await read_receipt(
                request,
                key,
                status=200,
                render=lambda made: encode(made_reply(made, reader)).decode(),
            ),
        )
    return made_reply(made, reader)


@post(
    "/bookings/{booking_id:uuid}/skipped/{skipped_id:uuid}/withdraw",
    tags=["bookings"],
    status_code=200,
    responses=refuses(403, 409),
)
async def give_up(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    skipped_id: FromPath[UUID],
    key: IdempotencyKey = None,
) -> BookingReply:
    """Wait for a date that was left out no longer: it is offered no more."""
    booking = await give_up_skipped(
        booking_id,
        skipped_id,
        actor=asking(request),
        now=datetime.now(UTC),
        receipt=await read_receipt(
            request, key, status=200, render=lambda made: encode(booking_reply(made)).decode()
        ),
    )
    return await full_reply(booking)


SKIPPED = (take, give_up)
