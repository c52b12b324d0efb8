"""What is added to agreements, for programs."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.agreements.accept_addendum import accept_addendum
from lintas.actions.agreements.offer_addendum import AddendumFacts, offer_addendum
from lintas.domain.addenda import Addendum
from lintas.domain.agencies import VenueId
from lintas.store.addenda import find_addendum, list_addenda
from lintas.store.agreements import find_agreement
from lintas.web.api.agreements import Number, QuotaReply, Quotas, quota_reply, read_quotas
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import Identifier, Text
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class AddendumRequest(Body):
    """What it says; null: as it is. An empty list of venues: all of the parties'."""

    dated: date
    summary: Text
    number: Number = ""
    valid_until: date | None = None
    venue_ids: Annotated[list[Identifier], Meta(max_length=1000)] | None = None
    quotas: Quotas | None = None


class AddendumReply(Struct):
    """`state`: offered by one party, or in force."""

    id: UUID
    agreement_id: UUID
    number: str
    dated: date
    summary: str
    state: str
    valid_until: date | None
    venue_ids: list[UUID] | None
    quotas: list[QuotaReply] | None
    offered_by: str | None


@post("/agreements/{agreement_id:uuid}/addenda", tags=["agreements"], responses=refuses(403, 409))
async def make_addendum(
    request: AnyRequest, agreement_id: FromPath[UUID], data: JSONBody[AddendumRequest]
) -> AddendumReply:
    """Offered by one party, for another to accept; an operator's counts at once."""
    facts = AddendumFacts(
        dated=data.dated,
        summary=data.summary,
        number=data.number,
        valid_until=data.valid_until,
        venue_ids=None if data.venue_ids is None else tuple(map(VenueId, data.venue_ids)),
        quotas=None if data.quotas is None else read_quotas(data.quotas),
    )
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await offer_addendum(agreement_id, facts, actor=actor, now=now))


@get("/agreements/{agreement_id:uuid}/addenda", tags=["agreements"])
async def show_addenda(request: AnyRequest, agreement_id: FromPath[UUID]) -> Items[AddendumReply]:
    """In the order of offering."""
    agreement = await find_agreement(agreement_id, seen_by=asking(request))
    return Items([_reply(each) for each in await list_addenda(agreement.id)], None)


@get("/agreements/{agreement_id:uuid}/addenda/{addendum_id:uuid}", tags=["agreements"])
async def show_addendum(
    request: AnyRequest, agreement_id: FromPath[UUID], addendum_id: FromPath[UUID]
) -> AddendumReply:
    agreement = await find_agreement(agreement_id, seen_by=asking(request))
    return _reply(await find_addendum(addendum_id, agreement.id))


@post(
    "/agreements/{agreement_id:uuid}/addenda/{addendum_id:uuid}/accept",
    tags=["agreements"],
    status_code=200,
    responses=refuses(403, 409),
)
async def agree_to_addendum(
    request: AnyRequest, agreement_id: FromPath[UUID], addendum_id: FromPath[UUID]
) -> AddendumReply:
    """Another party than the one that offered it says yes: the agreement is as it says."""
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await accept_addendum(agreement_id, addendum_id, actor=actor, now=now))


def _reply(addendum: Addendum) -> AddendumReply:
    return AddendumReply(
        id=addendum.id,
        agreement_id=addendum.agreement_id,
        number=addendum.number,
        dated=addendum.dated,
        summary=addendum.summary,
        state=addendum.state.value,
        valid_until=addendum.valid_until,
        venue_ids=None if addendum.venue_ids is None else list(addendum.venue_ids),
        quotas=None if addendum.quotas is None else [quota_reply(q) for q in addendum.quotas],
        offered_by=addendum.offered_by,
    )


ADDENDA = (make_addendum, show_addenda, show_addendum, agree_to_addendum)
