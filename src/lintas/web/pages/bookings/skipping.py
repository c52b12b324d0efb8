"""Dates a booking was made without: shown on its page, and taken once they are free."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import post
from litestar.params import FromPath

from lintas.actions.bookings.give_up_skipped import give_up_skipped
from lintas.actions.bookings.take_skipped import take_skipped
from lintas.domain.bookings import Booking
from lintas.render.findings import say_finding
from lintas.render.times import say_span
from lintas.store.bookings.skipped import SkippedState, list_skipped_of
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.html import Page, go


@dataclass(frozen=True, slots=True)
class SkippedShown:
    """`why` is what stood in its way when it was judged last."""

    id: UUID
    when: str
    why: str
    is_free: bool


async def list_skipped_shown(
    booking: Booking, zone: ZoneInfo, *, now: datetime
) -> list[SkippedShown]:
    """Those still to come that are neither taken nor given up."""
    return [
        SkippedShown(
            id=each.id,
            when=say_span(each.planned.span, zone),
            why="; ".join(say_finding(found, zone) for found in each.findings),
            is_free=each.state is SkippedState.OFFERED,
        )
        for each in await list_skipped_of(booking.id)
        if not each.state.is_settled and each.planned.span.start > now
    ]


@post("/peminjaman/{booking_id:uuid}/tanggal/{skipped_id:uuid}/ambil", status_code=200)
async def take(request: AnyRequest, booking_id: FromPath[UUID], skipped_id: FromPath[UUID]) -> Page:
    await take_skipped(
        booking_id,
        skipped_id,
        actor=asking(request),
        hold_for=settings_of(request).hold,
        now=datetime.now(UTC),
    )
    return go(request, f"/peminjaman/{booking_id}", flash="date_taken")


@post("/peminjaman/{booking_id:uuid}/tanggal/{skipped_id:uuid}/lepas", status_code=200)
async def give_up(
    request: AnyRequest, booking_id: FromPath[UUID], skipped_id: FromPath[UUID]
) -> Page:
    await give_up_skipped(booking_id, skipped_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/peminjaman/{booking_id}", flash="date_given_up")


SKIPPING = (take, give_up)
