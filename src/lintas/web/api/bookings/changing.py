"""Bookings changed, restored, taken up and taken back, for programs."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta
from msgspec.json import encode

from lintas.actions.bookings.bump_booking import (
    Alternative,
    Bump,
    Displaced,
    bump_booking,
    try_bumping,
)
from lintas.actions.bookings.change_booking import BookingChange, change_booking
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.bookings.take_offer import take_offer
from lintas.domain.claims import Claim
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.bookings.cards import list_cards
from lintas.web.api.bookings.deciding import DECIDED, DecisionRequest
from lintas.web.api.bookings.replies import BookingReply, booking_reply, full_reply
from lintas.web.api.preconditions import IdempotencyKey, IfMatch, read_receipt, read_version
from lintas.web.api.replies import refuses
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import UNSET, Identifier, Instant, Text, Unset
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import findings_reply

AnyRequest = Request[Any, Any, Any]


class BookingPatch(Body):
    """What is to be different; what is left out stays as it is."""

    headcount: Unset[Annotated[int, Meta(ge=1, le=1_000_000)]] = UNSET
    purpose: Unset[Text] = UNSET
    layout: Unset[Annotated[str, Meta(max_length=30)]] = UNSET
    reasons: Annotated[dict[str, str], Meta(description="Why warnings may pass, by code")] = {}  # noqa: RUF012 -- msgspec copies defaults


class AlternativeRequest(Body):
    """Where and when a displaced session could be held instead."""

    room_id: Identifier
    starts_at: Instant
    ends_at: Instant


class BumpRequest(Body):
    """By whose authority, why, for whom; and what instead, one for each displaced session.

    `claim` is the weight of whoever comes in: 1 disaster, election or state event, 2 the regent,
    vice regent or secretary (unless said otherwise), 3 the owner, 4 another government under an
    agreement, 5 other offices, 6 the public. Only a claim that weighs more displaces.
    """

    authority: Text
    reason: Text
    in_favour_of: Text
    alternative: AlternativeRequest | list[AlternativeRequest]
    claim: Annotated[int, Meta(ge=1, le=6)] = 2
    session_ids: Annotated[list[Identifier], Meta(min_length=1, max_length=366)] | None = None
    dry_run: bool = False


@patch("/bookings/{booking_id:uuid}", tags=["bookings"], responses=refuses(403, 409, 412))
async def alter_booking(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[BookingPatch],
    if_match: IfMatch = None,
) -> BookingReply:
    """Fewer people need no new approval; anything else is judged and approved anew.

    Whoever may approve it at every step approves it by changing it.
    """
    change = BookingChange(
        headcount=data.headcount if isinstance(data.headcount, int) else None,
        purpose=data.purpose if isinstance(data.purpose, str) else None,
        layout=data.layout if isinstance(data.layout, str) else None,
        reasons=data.reasons,
        version=read_version(if_match),
    )
    after = await change_booking(
        booking_id,
        change,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
    )
    return await full_reply(after)


@post("/bookings/{booking_id:uuid}/restore", tags=["bookings"], status_code=200, responses=DECIDED)
async def restore(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[DecisionRequest | None] = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """What was cancelled takes place after all: same uids, judged again."""
    given = data or DecisionRequest()
    after = await restore_booking(
        booking_id,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
        session_ids=given.session_ids or (),
        receipt=await read_receipt(
            request, key, status=200, render=lambda made: encode(booking_reply(made)).decode()
        ),
    )
    return await full_reply(after)


@post("/bookings/{booking_id:uuid}/take", tags=["bookings"], status_code=200, responses=DECIDED)
async def take(
    request: AnyRequest, booking_id: FromPath[UUID], key: IdempotencyKey = None
) -> BookingReply:
    """Take up a slot that is held for the asker; `withdraw` lets it go."""
    after = await take_offer(
        booking_id,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
        receipt=await read_receipt(
            request, key, status=200, render=lambda made: encode(booking_reply(made)).decode()
        ),
    )
    return await full_reply(after)


@post("/bookings/{booking_id:uuid}/bump", tags=["bookings"], status_code=200, responses=DECIDED)
async def bump(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[BumpRequest],
    key: IdempotencyKey = None,
) -> BookingReply:
    """A higher claim takes approved sessions back; the displaced are offered the alternative.

    The alternative is judged, and held for them as a booking of its own: `alternative_id`. A dry
    run answers who would be displaced, and what the alternative would meet.
    """
    given = data.alternative if isinstance(data.alternative, list) else [data.alternative]
    wish = Bump(
        authority=data.authority,
        reason=data.reason,
        in_favour_of=data.in_favour_of,
        alternatives=tuple(
            Alternative(RoomId(each.room_id), read_span_of(index, each.starts_at, each.ends_at))
            for index, each in enumerate(given)
        ),
        claim=Claim(data.claim),
        session_ids=tuple(data.session_ids or ()),
    )
    actor, now = asking(request), datetime.now(UTC)
    if data.dry_run:
        reply = await _bumped(await try_bumping(booking_id, wish, actor=actor, now=now))
        reply.dry_run = True
        return reply
    receipt = await read_receipt(
        request, key, status=200, render=lambda made: encode(booking_reply(made.booking)).decode()
    )
    return await _bumped(
        await bump_booking(booking_id, wish, actor=actor, now=now, receipt=receipt)
    )


async def _bumped(displaced: Displaced) -> BookingReply:
    reply = await full_reply(displaced.booking)
    reply.displaced = [session.id for session in displaced.sessions]
    card = (await list_cards(displaced.sessions[:1]))[0]
    reply.warnings = findings_reply(displaced.findings, card.zone)
    reply.alternative_id = displaced.alternative.id if displaced.alternative else None
    return reply


def read_span_of(index: int, starts_at: datetime, ends_at: datetime) -> TimeSpan:
    """Raises NotATimeSpan, naming which alternative."""
    try:
        return TimeSpan(starts_at, ends_at)
    except NotATimeSpan as refusal:
        raise NotATimeSpan(
            faults=tuple(
                replace(fault, field=f"alternative[{index}].{fault.field}")
                for fault in refusal.faults
            )
        ) from refusal


CHANGING = (alter_booking, restore, take, bump)
