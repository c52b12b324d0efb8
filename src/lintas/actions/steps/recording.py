"""Writing down a plan that passed: sessions and the holds that keep others out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.clashing import PlanClashes
from lintas.domain.bookings import Booking, BookingId, Decision, Session, SessionId, SessionState
from lintas.domain.ids import new_id
from lintas.domain.plans import Plan
from lintas.domain.programs import BatchId
from lintas.domain.timespan import TimeSpan
from lintas.rules import Situation, choose_agreement
from lintas.rules.claims import list_claimed
from lintas.store.approvals.claims import save_comer
from lintas.store.bookings.holds import add_holds
from lintas.store.bookings.requests import add_booking
from lintas.store.bookings.sessions import add_sessions
from lintas.store.things.assets import list_assets_named
from lintas.store.walls import Overlap

# The fixed host of every uid (RFC 7986, 5.3): never the address of the request.
UID_HOST = "lintas"
# An asset needs no rest as a room does.
NO_GAP = timedelta()


def make_sessions(
    plan: Plan,
    situation: Situation,
    booking_id: BookingId,
    *,
    decision: Decision,
    batch_id: BatchId | None,
    now: datetime,
) -> tuple[Session, ...]:
    """One session for each that was planned, in their order."""
    agreement = choose_agreement(plan, situation)
    made = []
    for position, planned in enumerate(plan.sessions):
        session_id = SessionId(new_id(now))
        made.append(
            Session(
                id=session_id,
                booking_id=booking_id,
                position=position,
                uid=f"{session_id}@{UID_HOST}",
                sequence=0,
                revised_at=now,
                span=planned.span,
                room_id=plan.room.id,
                title=planned.title,
                state=SessionState.PLANNED,
                decision=decision,
                trainer_ids=planned.trainer_ids,
                assets=planned.assets,
                mode=planned.mode,
                link=planned.link,
                kind=planned.kind,
                batch_id=batch_id,
                setup=planned.setup,
                cleanup=planned.cleanup,
                lender_keeper=plan.venue.keeper,
                lender=plan.venue.lender,
                agreement_id=agreement.id if agreement else None,
                step_since=now if decision is Decision.REQUESTED else None,
            )
        )
    return tuple(made)


async def keep(plan: Plan, situation: Situation, booking: Booking, *, now: datetime) -> None:
    """Write down a booking made of the plan, and take what it needs.

    Raises:
        PlanClashes: as `hold`.
    """
    await add_booking(booking)
    await add_sessions(booking.sessions, now=now)
    await hold(plan, [session.id for session in booking.sessions], now=now)
    await note_comer(plan, situation, booking.id)


async def note_comer(plan: Plan, situation: Situation, booking_id: BookingId) -> None:
    """Keep with slots that were taken back that this booking has come in there."""
    claimed = {slot.id for _, _, slot in list_claimed(plan, situation)}
    await save_comer(claimed, booking_id)


async def hold(plan: Plan, session_ids: Sequence[SessionId], *, now: datetime) -> None:
    """Take every leaf room and trainer for each planned session; online ones take no room.

    Of what there is only one, such as a truck, that one is taken too; what there is more of is
    counted by the judge. `session_ids` in their order.

    Raises:
        PlanClashes: the database's own wall refused what the judge let pass.
    """
    holds: list[tuple[UUID, TimeSpan, SessionId]] = []
    wanted = {need.asset_id for each in plan.sessions for need in each.assets}
    known = await list_assets_named(wanted) if wanted else {}
    single = {asset.id for asset in known.values() if asset.is_single}
    for planned, session_id in zip(plan.sessions, session_ids, strict=True):
        if planned.mode.takes_room:
            room_span = planned.hold_span(plan.room.turnaround)
            holds += [(leaf, room_span, session_id) for leaf in plan.room.leaves]
        holds += [(trainer, planned.span, session_id) for trainer in planned.trainer_ids]
        gone = planned.hold_span(NO_GAP)
        holds += [(n.asset_id, gone, session_id) for n in planned.assets if n.asset_id in single]
    try:
        await add_holds(holds, now=now)
    except Overlap as overlap:
        raise PlanClashes(plan, ()) from overlap
