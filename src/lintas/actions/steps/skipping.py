"""Dates that were left out: remembered, and offered once nothing stands in their way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from lintas.actions.steps.planning import plan_more
from lintas.domain.bookings import Booking
from lintas.domain.ids import new_id
from lintas.domain.people import Role
from lintas.domain.plans import Plan
from lintas.domain.venues import RoomId
from lintas.rules import judge, refusing
from lintas.rules.skipping import Rest
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.skipped import (
    SkippedDate,
    SkippedState,
    add_skipped,
    list_skipped_near,
    save_skipped,
)
from lintas.store.outbox import News, add_messages, list_account_recipients, list_desk
from lintas.store.situations import gather_situation

# More than that wait for the clock.
MOST_OFFERED = 20


async def remember_skipped(
    booking: Booking, rest: Rest, *, now: datetime
) -> tuple[SkippedDate, ...]:
    """Keep what a booking was made without."""
    skipped = tuple(
        SkippedDate(
            id=new_id(now),
            booking_id=booking.id,
            room_id=booking.room_id,
            planned=planned,
            findings=findings,
            judged_at=now,
        )
        for planned, findings in rest.skipped
    )
    await add_skipped(skipped)
    return skipped


async def offer_freed(room_ids: Iterable[RoomId], *, now: datetime) -> None:
    """Judge again the dates that wait in the halls of these rooms; offer those that pass."""
    for skipped in await list_skipped_near(room_ids, now=now, limit=MOST_OFFERED):
        await judge_again(skipped, now=now)


async def judge_again(skipped: SkippedDate, *, now: datetime) -> None:
    """Offer a date that passes by now, once for each time that it becomes free."""
    booking = await find_any_booking(skipped.booking_id)
    if not booking.state.holds:
        return
    plan = await plan_more(booking, skipped.room_id, [skipped.planned])
    findings = judge(plan, await gather_situation(plan, now=now))
    broken = refusing(findings, booking.reasons)
    if broken:
        waiting = SkippedState.WAITING
        await save_skipped(replace(skipped, state=waiting, findings=broken, judged_at=now))
    elif skipped.state is SkippedState.OFFERED:
        await save_skipped(replace(skipped, judged_at=now))
    else:
        offered = replace(
            skipped, state=SkippedState.OFFERED, offers=skipped.offers + 1, judged_at=now
        )
        if await save_skipped(offered):
            await _tell(offered, booking, plan, now=now)


async def _tell(skipped: SkippedDate, booking: Booking, plan: Plan, *, now: datetime) -> None:
    news = News(
        kind="date_freed",
        subject_kind="booking",
        subject_id=booking.id,
        version=f"{skipped.id}.{skipped.offers}",
        facts={
            "booking_id": str(booking.id),
            "purpose": booking.purpose,
            "title": skipped.planned.title,
            "agency": plan.agency.name,
            "room": plan.room.name,
            "venue": plan.venue.name,
            "zone": str(plan.venue.zone),
            "starts_at": skipped.planned.span.start.isoformat(),
            "ends_at": skipped.planned.span.end.isoformat(),
        },
    )
    recipients = (
        *await list_account_recipients([booking.asked_by]),
        *await list_desk([booking.keeper], [Role.COORDINATOR]),
    )
    await add_messages(news, recipients, now=now)
