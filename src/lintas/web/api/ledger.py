"""How much of quotas is used, and what two governments lent each other, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from lintas.domain.ledger import Amounts, LedgerSide, QuotaState
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR
from lintas.store.agencies import find_regency
from lintas.store.agreements import find_agreement
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.ledgers import read_ledger, read_no_shows, read_usage

AnyRequest = Request[Any, Any, Any]
Code = Annotated[str, QueryParameter(max_length=13)]
Year = Annotated[int | None, QueryParameter(ge=FIRST_YEAR, le=LAST_YEAR)]


class UsageReply(Struct):
    """`used` is over, `held` to come; `year` null: over the whole term. `left` may be below 0."""

    lender: str
    borrower: str
    unit: str
    period: str
    year: int | None
    amount: int
    used: float
    held: float
    left: float


class AmountsReply(Struct):
    """`rupiah` is what tariffs say, where somebody stated one."""

    room_days: float
    hours: float
    bookings: float
    rupiah: int


class LedgerSideReply(Struct):
    """What the borrower used of the lender's rooms (over), and holds (to come)."""

    lender: str
    borrower: str
    used: AmountsReply
    held: AmountsReply


class NoShowsReply(Struct):
    """How many sessions of an agency in the lender's rooms were left unused."""

    lender: str
    agency: str
    sessions: int


class LedgerReply(Struct):
    year: int
    sides: list[LedgerSideReply]
    no_shows: list[NoShowsReply] = []


@get("/agreements/{agreement_id:uuid}/usage", tags=["agreements"])
async def show_usage(request: AnyRequest, agreement_id: FromPath[UUID]) -> Items[UsageReply]:
    """Of each quota, per year or over the term: used, held and left."""
    agreement = await find_agreement(agreement_id, seen_by=asking(request))
    return Items(
        [usage_reply(state) for state in await read_usage(agreement, now=datetime.now(UTC))],
        None,
    )


@get("/ledger", tags=["agreements"], responses=refuses(403, 404, 422))
async def show_ledger(
    request: AnyRequest, one: Code, other: Code, year: Year = None
) -> LedgerReply:
    """What two governments, by their codes, lent each other in a calendar year; else in this."""
    first = await find_regency(one, field="one")
    second = await find_regency(other, field="other")
    if first.code == second.code:
        raise Invalid(faults=(Fault("other", other, "distinct"),))
    now = datetime.now(UTC)
    asked = year or now.astimezone(first.zone).year
    sides = await read_ledger(first, second, asked, seen_by=asking(request), now=now)
    counted = await read_no_shows(first, second, asked, seen_by=asking(request))
    no_shows = [
        NoShowsReply(each.lender, each.agency, count) for each, count in counted.most_common()
    ]
    return LedgerReply(asked, [_side(each) for each in sides], no_shows)


def usage_reply(state: QuotaState) -> UsageReply:
    quota = state.quota
    return UsageReply(
        lender=quota.lender,
        borrower=quota.borrower,
        unit=quota.unit.value,
        period=quota.period.value,
        year=state.year,
        amount=quota.amount,
        used=state.used,
        held=state.held,
        left=state.left,
    )


def _side(side: LedgerSide) -> LedgerSideReply:
    return LedgerSideReply(side.lender, side.borrower, _amounts(side.used), _amounts(side.held))


def _amounts(amounts: Amounts) -> AmountsReply:
    return AmountsReply(amounts.room_days, amounts.hours, amounts.bookings, amounts.rupiah)


LEDGER = (show_usage, show_ledger)
