"""What a plan would make of the situation once it was kept, for a second one to meet.

Ids are stand-ins, for what is only planned has none.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from lintas.domain.attending import Lesson
from lintas.domain.bookings import BookingId, Mode, SessionId
from lintas.domain.plans import Plan
from lintas.domain.things import AssetId, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import place_at
from lintas.rules.agencies import choose_agreement
from lintas.rules.quotas import list_planned
from lintas.rules.rule import Situation, Use

_BOOKING = BookingId(UUID(int=1))
# An asset needs no rest as a room does.
_NO_GAP = timedelta()


def besides(plan: Plan, situation: Situation) -> Situation:
    """The situation with all that the plan would hold, use up and teach."""
    uses: defaultdict[UUID, list[Use]] = defaultdict(list)
    for use in list_uses(plan):
        uses[use.resource].append(use)
    assets: defaultdict[AssetId, list[AssetUse]] = defaultdict(list)
    for asset_use in _asset_uses(plan):
        assets[asset_use.asset_id].append(asset_use)
    agreement = choose_agreement(plan, situation)
    quota_uses = (
        replace(use, booking_id=_BOOKING, agreement_id=agreement.id)
        for _, use in list_planned(plan, situation)
        if agreement
    )
    people = situation.people
    if plan.batch:
        lessons = (
            Lesson(
                _id(index), session.span, plan.venue.zone, session.kind, _BOOKING, plan.headcount
            )
            for index, session in enumerate(plan.sessions)
        )
        people = replace(people, lessons=(*people.lessons, *lessons))
    return replace(
        situation,
        uses={**situation.uses, **{each: _among(uses[each], each, situation) for each in uses}},
        asset_uses={
            **situation.asset_uses,
            **{each: (*situation.asset_uses.get(each, ()), *assets[each]) for each in assets},
        },
        quota_uses=(*situation.quota_uses, *quota_uses),
        people=people,
    )


def list_uses(plan: Plan) -> Iterator[Use]:
    """What the plan would keep others out of: every leaf room, unless online, and every trainer."""
    here = place_at(plan.venue, plan.room.id)
    for index, session in enumerate(plan.sessions):
        held: list[tuple[UUID, TimeSpan]] = [(each, session.span) for each in session.trainer_ids]
        if session.mode.takes_room:
            room_span = session.hold_span(plan.room.turnaround)
            held += [(leaf, room_span) for leaf in plan.room.leaves]
        for resource, span in held:
            yield Use(
                resource=resource,
                held=span,
                meeting=session.span,
                session_id=_id(index),
                agency_name=plan.agency.short_name or plan.agency.name,
                room_name=plan.room.name,
                venue_name=plan.venue.name,
                place=None if session.mode is Mode.ONLINE else here,
                batch_id=plan.batch.id if plan.batch else None,
            )


def _asset_uses(plan: Plan) -> Iterator[AssetUse]:
    here = place_at(plan.venue, plan.room.id)
    for index, session in enumerate(plan.sessions):
        for need in session.assets:
            yield AssetUse(
                asset_id=need.asset_id,
                quantity=need.quantity,
                held=session.hold_span(_NO_GAP),
                meeting=session.span,
                session_id=_id(index),
                agency_name=plan.agency.short_name or plan.agency.name,
                place=here,
            )


def _among(uses: list[Use], resource: UUID, situation: Situation) -> tuple[Use, ...]:
    return tuple(sorted((*situation.uses.get(resource, ()), *uses), key=lambda use: use.held))


def _id(index: int) -> SessionId:
    return SessionId(UUID(int=index + 1))
