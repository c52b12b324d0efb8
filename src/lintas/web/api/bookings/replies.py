"""Bookings, as programs see them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Optional
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from lintas.actions.bookings.made import Made
from lintas.actions.steps.standing import list_standings
from lintas.domain.bookings import Booking, SessionId
from lintas.domain.tariffs import Cost
from lintas.store.bookings.skipped import SkippedDate, list_skipped_of
from lintas.store.things.costs import find_cost
from lintas.web.api.ledger import UsageReply, usage_reply
from lintas.web.api.sessions import NO_LINKS, SessionReply, own_links, session_reply
from lintas.web.findings import FindingReply, findings_reply
from lintas.web.places import find_place
from lintas.web.readers import SOMEBODY, Reader


class SkippedReply(Struct):
    """A date that was left out; `state`: waiting, offered (it is free now), taken or withdrawn."""

    id: UUID | None
    starts_at: datetime
    ends_at: datetime
    state: str
    findings: list[FindingReply]


class ForeseenDateReply(Struct):
    """A date as asking would leave it: `state` approved, requested or skipped, and why."""

    starts_at: datetime
    ends_at: datetime
    state: str
    findings: list[FindingReply]


class StepStandingReply(Struct):
    """`state`: passed, declined, waiting or to_come; `side`: asker or owner.

    `as_stand_in`: whoever decided stood in for whose step it is.
    """

    name: str
    side: str
    state: str
    decided_by: str
    as_stand_in: bool
    at: datetime | None
    reason: str
    due_at: datetime | None


class CostPartReply(Struct):
    """`total` for the sessions in that room, by `amount` for each `per`."""

    room_id: UUID
    basis: str
    amount: int
    per: str
    legal_basis: str
    total: int


class CostReply(Struct):
    """Whole rupiah, by the tariffs that hold now."""

    amount: int
    parts: list[CostPartReply]


class BookingReply(Struct):
    """`id` is null for a dry run. `hold_until`: how long undecided sessions keep their slots.

    `claim` is given where the lender gave one; `offer` ("queue", "bump") where the slot is held for
    who has yet to take it. After a bump: the displaced sessions, and the booking offered instead.
    """

    id: UUID | None
    state: str
    room_id: UUID
    agency_id: UUID
    agreement_id: UUID | None
    batch_id: UUID | None
    purpose: str
    headcount: int
    layout: str
    hold_until: datetime | None
    decision_reason: str
    version: int
    sessions: list[SessionReply]
    skipped: list[SkippedReply] = []
    warnings: list[FindingReply] = []
    dry_run: bool = False
    dates: Annotated[
        list[ForeseenDateReply],
        Meta(description="Of a dry run: every date that was asked for, kept or left out"),
    ] = []
    steps: list[StepStandingReply] = []
    claim: int | None = None
    claim_authority: str = ""
    offer: str = ""
    cost: CostReply | None = None
    quota_left: Annotated[
        list[UsageReply],
        Meta(
            description="Of each quota of its agreement that asking for it draws on: what is used,"
            " held and left after it. Answered when it is made or tried; else empty."
        ),
    ] = []
    displaced: list[UUID] = []
    alternative_id: UUID | None = None
    also: Annotated[
        Optional["BookingReply"], Meta(description="The second part, where one was asked for")
    ] = None


def made_reply(made: Made, reader: Reader) -> BookingReply:
    reply = booking_reply(made.booking, own_links(made.booking.sessions))
    reply.warnings = findings_reply(made.warnings, made.zone, reader)
    reply.cost = _cost_reply(made.cost)
    reply.quota_left = [usage_reply(each) for each in made.quota_left]
    reply.skipped = [_skipped(each, made.zone, reader) for each in made.skipped]
    return reply


async def _list_skipped(booking: Booking) -> list[SkippedReply]:
    skipped = await list_skipped_of(booking.id)
    if not skipped:
        return []
    venue, _ = await find_place(booking.room_id)
    return [_skipped(each, venue.zone) for each in skipped]


def _skipped(skipped: SkippedDate, zone: ZoneInfo, reader: Reader = SOMEBODY) -> SkippedReply:
    span = skipped.planned.span
    found = findings_reply(skipped.findings, zone, reader)
    return SkippedReply(skipped.id, span.start, span.end, skipped.state.value, found)


def booking_reply(booking: Booking, links: Mapping[SessionId, str] = NO_LINKS) -> BookingReply:
    return BookingReply(
        id=booking.id,
        state=booking.state.value,
        room_id=booking.room_id,
        agency_id=booking.agency_id,
        agreement_id=booking.sessions[0].agreement_id,
        batch_id=booking.batch_id,
        purpose=booking.purpose,
        headcount=booking.headcount,
        layout=booking.layout,
        hold_until=booking.hold_until,
        decision_reason=booking.decision_reason,
        version=booking.version,
        sessions=[session_reply(session, links) for session in booking.sessions],
        claim=booking.claim.level if booking.claim else None,
        claim_authority=booking.claim.authority if booking.claim else "",
        offer=booking.offer.value,
    )


async def full_reply(booking: Booking, links: Mapping[SessionId, str] = NO_LINKS) -> BookingReply:
    """With its steps of approval, what it costs, and the dates it was made without."""
    reply = booking_reply(booking, links)
    reply.cost = _cost_reply(await find_cost(booking))
    reply.skipped = await _list_skipped(booking)
    reply.steps = [
        StepStandingReply(
            name=each.name,
            side=each.side,
            state=each.state,
            decided_by=each.who if each.at else "",
            as_stand_in=each.as_stand_in,
            at=each.at,
            reason=each.reason,
            due_at=each.due_at,
        )
        for each in await list_standings(booking)
    ]
    return reply


def _cost_reply(cost: Cost | None) -> CostReply | None:
    if cost is None:
        return None
    parts = [
        CostPartReply(
            room_id=tariff.room_id,
            basis=tariff.basis.value,
            amount=tariff.amount,
            per=tariff.per.value,
            legal_basis=tariff.legal_basis,
            total=total,
        )
        for tariff, total in cost.parts
    ]
    return CostReply(cost.amount, parts)
