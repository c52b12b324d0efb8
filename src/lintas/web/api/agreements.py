"""What governments agreed, for programs."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.domain.agencies import (
    Agreement,
    AgreementKind,
    Balance,
    Cooperation,
    Quota,
    QuotaPeriod,
    QuotaUnit,
    RegencyCode,
)
from lintas.store.agreements import find_agreement, list_agreements
from lintas.web.api.changes import sent
from lintas.web.api.preconditions import IfMatch, read_version, version_tag
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Identifier, Severities, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Number = Annotated[str, Meta(max_length=200)]
Scope = Annotated[str, Meta(max_length=2000)]


class QuotaRequest(Body):
    """How much `borrower` may use of `lender`'s rooms."""

    lender: str
    borrower: str
    unit: QuotaUnit
    amount: Count
    period: QuotaPeriod


Quotas = Annotated[list[QuotaRequest], Meta(max_length=100)]


class BalanceRequest(Body):
    """One side uses at most `ratio` times what the other does, beyond so many room-days a year."""

    ratio: Annotated[int, Meta(ge=1, le=100)]
    beyond: Annotated[int, Meta(ge=0, le=10_000)] = 5


class AgreementRequest(Body):
    """`valid_until` is the first day on which it no longer holds; no venues: all of its parties."""

    kind: AgreementKind
    title: Text
    parties: Annotated[list[str], Meta(max_length=50)]
    valid_from: date
    valid_until: date
    number: Number = ""
    scope: Scope = ""
    venue_ids: Annotated[list[Identifier], Meta(max_length=1000)] = []  # noqa: RUF012 -- msgspec copies defaults
    quotas: Quotas = []  # noqa: RUF012 -- as above
    umbrella_id: Identifier | None = None
    cooperation: Cooperation = Cooperation.KSDD
    severities: Severities = {}  # noqa: RUF012 -- as above
    balance: BalanceRequest | None = None


class AgreementPatch(Body):
    """An earlier `valid_until` ends it early: sessions beyond become conflicts, none is lost."""

    number: Unset[Number] = UNSET
    title: Unset[Text] = UNSET
    valid_from: Unset[date] = UNSET
    valid_until: Unset[date] = UNSET
    scope: Unset[Scope] = UNSET
    venue_ids: Unset[Annotated[list[Identifier], Meta(max_length=1000)]] = UNSET
    quotas: Unset[Quotas] = UNSET
    umbrella_id: Unset[Identifier | None] = UNSET
    cooperation: Unset[Cooperation] = UNSET
    severities: Unset[Severities] = UNSET
    balance: Unset[BalanceRequest | None] = UNSET
    reason: Annotated[str, Meta(max_length=2000)] = ""


class QuotaReply(Struct):
    lender: str
    borrower: str
    unit: str
    amount: int
    period: str


class BalanceReply(Struct):
    ratio: int
    beyond: int


class AgreementReply(Struct):
    """`state`: offered by one party, or in force. `umbrella_id`: the KB under which a PKS is."""

    id: UUID
    kind: str
    number: str
    title: str
    parties: list[str]
    valid_from: date
    valid_until: date
    state: str
    scope: str
    venue_ids: list[UUID]
    quotas: list[QuotaReply]
    offered_by: str | None
    is_example: bool
    version: int
    umbrella_id: UUID | None
    cooperation: str
    severities: dict[str, str]
    balance: BalanceReply | None


@post("/agreements", tags=["agreements"], responses=refuses(403))
async def make_agreement(request: AnyRequest, data: JSONBody[AgreementRequest]) -> AgreementReply:
    """Offered by one party, for another to accept; an operator's is in force at once."""
    facts = AgreementFacts(
        kind=data.kind,
        title=data.title,
        parties=tuple(data.parties),
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        number=data.number,
        scope=data.scope,
        venue_ids=tuple(data.venue_ids),
        quotas=read_quotas(data.quotas),
        umbrella_id=data.umbrella_id,
        cooperation=data.cooperation,
        severities=data.severities,
        balance=_balance(data.balance),
    )
    return _reply(await offer_agreement(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/agreements", tags=["agreements"])
async def show_agreements(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[AgreementReply]:
    """Those to which a regency of the asker's is party."""
    found = await list_agreements(
        seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, _reply, lambda agreement: agreement.id)


@get("/agreements/{agreement_id:uuid}", tags=["agreements"])
async def show_agreement(
    request: AnyRequest, agreement_id: FromPath[UUID]
) -> Response[AgreementReply]:
    """Its ETag is its version, for If-Match."""
    agreement = await find_agreement(agreement_id, seen_by=asking(request))
    return Response(_reply(agreement), headers={"ETag": version_tag(agreement.version)})


@post(
    "/agreements/{agreement_id:uuid}/accept",
    tags=["agreements"],
    status_code=200,
    responses=refuses(403, 409),
)
async def accept(request: AnyRequest, agreement_id: FromPath[UUID]) -> AgreementReply:
    """Another party than the one that offered it says yes: it is in force."""
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await accept_agreement(agreement_id, actor=actor, now=now))


@patch("/agreements/{agreement_id:uuid}", tags=["agreements"], responses=refuses(403, 412))
async def alter_agreement(
    request: AnyRequest,
    agreement_id: FromPath[UUID],
    data: JSONBody[AgreementPatch],
    if_match: IfMatch = None,
) -> AgreementReply:
    given = sent(data)
    if "venue_ids" in given:
        given["venue_ids"] = tuple(given["venue_ids"])
    if "quotas" in given:
        given["quotas"] = read_quotas(given["quotas"])
    if "balance" in given:
        given["balance"] = _balance(given["balance"])
    change = AgreementChange(**given, version=read_version(if_match))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_agreement(agreement_id, change, actor=actor, now=now))


def read_quotas(given: Sequence[QuotaRequest]) -> tuple[Quota, ...]:
    return tuple(
        Quota(
            RegencyCode(each.lender),
            RegencyCode(each.borrower),
            each.unit,
            each.amount,
            each.period,
        )
        for each in given
    )


def quota_reply(quota: Quota) -> QuotaReply:
    unit, period = quota.unit.value, quota.period.value
    return QuotaReply(quota.lender, quota.borrower, unit, quota.amount, period)


def _balance(given: BalanceRequest | None) -> Balance | None:
    return Balance(given.ratio, given.beyond) if given else None


def _reply(agreement: Agreement) -> AgreementReply:
    return AgreementReply(
        id=agreement.id,
        kind=agreement.kind.value,
        number=agreement.number,
        title=agreement.title,
        parties=list(agreement.parties),
        valid_from=agreement.valid_from,
        valid_until=agreement.valid_until,
        state=agreement.state.value,
        scope=agreement.scope,
        venue_ids=list(agreement.venue_ids),
        quotas=[quota_reply(quota) for quota in agreement.quotas],
        offered_by=agreement.offered_by,
        is_example=agreement.is_example,
        version=agreement.version,
        umbrella_id=agreement.umbrella_id,
        cooperation=agreement.cooperation.value,
        severities=dict(agreement.severities),
        balance=BalanceReply(agreement.balance.ratio, agreement.balance.beyond)
        if agreement.balance
        else None,
    )


AGREEMENTS = (make_agreement, show_agreements, show_agreement, accept, alter_agreement)
