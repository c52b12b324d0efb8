"""Offers of programs to other governments, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.sharing.adopt_program import Adoption, adopt_program
from lintas.actions.sharing.decline_offer import decline_offer
from lintas.actions.sharing.offer_program import offer_program
from lintas.actions.sharing.withdraw_offer import withdraw_offer
from lintas.domain.sharing import Offer
from lintas.store.sharing.offers import find_offer, find_shared_program, list_offers
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import Identifier, Text
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Prose = Annotated[str, Meta(max_length=2000)]


class OfferRequest(Body):
    to_regency: str
    note: Prose = ""


class AdoptionRequest(Body):
    """`agency_id` is the adopting side's agency that follows the program up."""

    agency_id: Identifier
    source: Annotated[str, Meta(max_length=200)] = ""
    note: Prose = ""


class DecliningRequest(Body):
    reason: Text


class WithdrawingRequest(Body):
    reason: Prose = ""


class OfferReply(Struct):
    """`adopted_as` is the program that was made of it on the other side."""

    id: UUID
    program_id: UUID
    title: str
    from_regency: str
    to_regency: str
    state: str
    note: str
    offered_at: datetime
    decided_at: datetime | None
    reason: str
    adopted_as: UUID | None


@post("/programs/{program_id:uuid}/offers", tags=["programs"], responses=refuses(403, 409))
async def make_offer(
    request: AnyRequest, program_id: FromPath[UUID], data: JSONBody[OfferRequest]
) -> OfferReply:
    """Offer it to another government, whose coordinators hear of it."""
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await offer_program(program_id, data.to_regency, data.note, actor=actor, now=now))


@get("/programs/{program_id:uuid}/offers", tags=["programs"])
async def show_offers_of(
    request: AnyRequest, program_id: FromPath[UUID], limit: Limit = 100, cursor: Cursor = None
) -> Items[OfferReply]:
    """As far as the asker's side made or got them."""
    actor = asking(request)
    await find_shared_program(program_id, seen_by=actor)
    found = await list_offers(program_id, seen_by=actor, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda offer: offer.id)


@get("/offers", tags=["programs"])
async def show_offers(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[OfferReply]:
    """Those that the asker's side made or got, in the order of offering."""
    found = await list_offers(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda offer: offer.id)


@get("/offers/{offer_id:uuid}", tags=["programs"])
async def show_offer(request: AnyRequest, offer_id: FromPath[UUID]) -> OfferReply:
    return _reply(await find_offer(offer_id, seen_by=asking(request)))


@post(
    "/offers/{offer_id:uuid}/adopt", tags=["programs"], status_code=200, responses=refuses(403, 409)
)
async def adopt(
    request: AnyRequest, offer_id: FromPath[UUID], data: JSONBody[AdoptionRequest]
) -> OfferReply:
    """Make a program of the adopting side's own out of it, followed up by one of its agencies."""
    actor, now = asking(request), datetime.now(UTC)
    offer, _ = await adopt_program(offer_id, Adoption(**sent(data)), actor=actor, now=now)
    return _reply(offer)


@post(
    "/offers/{offer_id:uuid}/decline",
    tags=["programs"],
    status_code=200,
    responses=refuses(403, 409),
)
async def decline(
    request: AnyRequest, offer_id: FromPath[UUID], data: JSONBody[DecliningRequest]
) -> OfferReply:
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await decline_offer(offer_id, data.reason, actor=actor, now=now))


@post(
    "/offers/{offer_id:uuid}/withdraw",
    tags=["programs"],
    status_code=200,
    responses=refuses(403, 409),
)
async def withdraw(
    request: AnyRequest, offer_id: FromPath[UUID], data: JSONBody[WithdrawingRequest]
) -> OfferReply:
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await withdraw_offer(offer_id, data.reason, actor=actor, now=now))


def _reply(offer: Offer) -> OfferReply:
    return OfferReply(
        id=offer.id,
        program_id=offer.program_id,
        title=offer.title,
        from_regency=offer.from_regency,
        to_regency=offer.to_regency,
        state=offer.state.value,
        note=offer.note,
        offered_at=offer.offered_at,
        decided_at=offer.decided_at,
        reason=offer.reason,
        adopted_as=offer.adopted_as,
    )


OFFERS = (make_offer, show_offers_of, show_offers, show_offer, adopt, decline, withdraw)
