"""Whose use goes before whose, for programs: claims given to bookings, and slots taken back."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, put
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct
from msgspec.json import encode

from lintas.actions.approvals.end_claim import end_claim
from lintas.actions.bookings.give_claim import give_claim, take_claim_away
from lintas.domain.approvals import ClaimedSlot
from lintas.domain.claims import Claim
from lintas.store.approvals.claims import find_claim, list_claims
from lintas.store.venues.places import find_venue
from lintas.web.api.bookings.bodies import ClaimRequest
from lintas.web.api.bookings.replies import BookingReply, booking_reply, full_reply
from lintas.web.api.preconditions import IdempotencyKey, IfMatch, read_receipt, read_version
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking

AnyRequest = Request[Any, Any, Any]


class ClaimedSlotReply(Struct):
    """A slot that a higher claim took back: lent again only to a claim that weighs as much.

    `displaced_session_id` is whose it was, `booking_id` who has come in since.
    """

    id: UUID
    room_id: UUID
    venue_id: UUID
    starts_at: datetime
    ends_at: datetime
    level: Annotated[int, Meta(ge=1, le=6, description="1 weighs most")]
    authority: str
    reason: str
    in_favour_of: str
    displaced_session_id: UUID | None
    booking_id: UUID | None


@get("/claims", tags=["claims"])
async def show_claims(
    venue_id: Annotated[UUID | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[ClaimedSlotReply]:
    """Those that stand and are not over, of one venue or all, in the order of making."""
    if venue_id:
        await find_venue(venue_id)
    found = await list_claims(
        venue_id=venue_id, since=datetime.now(UTC), after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, claimed_slot_reply, lambda claim: claim.id)


@get("/claims/{claim_id:uuid}", tags=["claims"])
async def show_claim(claim_id: FromPath[UUID]) -> ClaimedSlotReply:
    return claimed_slot_reply(await find_claim(claim_id))


@delete("/claims/{claim_id:uuid}", tags=["claims"], responses=refuses(403))
async def finish_claim(request: AnyRequest, claim_id: FromPath[UUID]) -> None:
    """Lend the slot to anybody again; who waits for it is served first."""
    await end_claim(claim_id, actor=asking(request), now=datetime.now(UTC))


@put("/bookings/{booking_id:uuid}/claim", tags=["bookings"], responses=refuses(403, 409, 412))
async def put_claim(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    data: JSONBody[ClaimRequest],
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """The lender lets it go before others; only a claim that weighs more displaces it then."""
    after = await give_claim(
        booking_id, Claim(data.level), data.authority, **await _given(request, if_match, key)
    )
    return await full_reply(after)


@delete(
    "/bookings/{booking_id:uuid}/claim",
    tags=["bookings"],
    status_code=200,
    responses=refuses(403, 409, 412),
)
async def drop_claim(
    request: AnyRequest,
    booking_id: FromPath[UUID],
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> BookingReply:
    """Its claim follows from who asked again."""
    given = await _given(request, if_match, key)
    return await full_reply(await take_claim_away(booking_id, **given))


async def _given(request: AnyRequest, if_match: str | None, key: str | None) -> dict[str, Any]:
    return {
        "actor": asking(request),
        "now": datetime.now(UTC),
        "version": read_version(if_match),
        "receipt": await read_receipt(
            request, key, status=200, render=lambda made: encode(booking_reply(made)).decode()
        ),
    }


def claimed_slot_reply(claim: ClaimedSlot) -> ClaimedSlotReply:
    return ClaimedSlotReply(
        id=claim.id,
        room_id=claim.room_id,
        venue_id=claim.venue_id,
        starts_at=claim.span.start,
        ends_at=claim.span.end,
        level=claim.level,
        authority=claim.authority,
        reason=claim.reason,
        in_favour_of=claim.in_favour_of,
        displaced_session_id=claim.session_id,
        booking_id=claim.booking_id,
    )


CLAIMS = (show_claims, show_claim, finish_claim, put_claim, drop_claim)
