"""What a search for free slots answers."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from lintas.actions.slots.find_slots import Offer, Slots
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.render.slots import say_beyond, say_why
from lintas.web.findings import FindingReply, findings_reply
from lintas.web.readers import Reader


class SlotRoomReply(Struct):
    id: UUID
    name: str
    seats: int | None
    approval: str


class SlotVenueReply(Struct):
    id: UUID
    name: str
    regency: str
    timezone: str


class SlotSessionReply(Struct):
    starts_at: datetime
    ends_at: datetime


class SlotTrainerReply(Struct):
    id: UUID
    name: str


class SlotReply(Struct):
    """`plan` is a body for POST /api/v1/bookings; `findings` are warnings that want a reason.

    `trainers` were found to teach it, where somebody was looked for.
    """

    rank: int
    room: SlotRoomReply
    venue: SlotVenueReply
    sessions: list[SlotSessionReply]
    findings: list[FindingReply]
    trainers: list[SlotTrainerReply]
    why: list[str]
    plan: dict[str, Any]


class MissReply(Struct):
    """A plan that came near, every law that refused it, and in words what was not looked for."""

    room: SlotRoomReply
    venue: SlotVenueReply
    sessions: list[SlotSessionReply]
    findings: list[FindingReply]
    trainers: list[SlotTrainerReply]
    beyond: list[str]


class SearchedReply(Struct):
    """`rooms` that fit and `days`, each of which was looked at; `judged` plans.

    `exhaustive`: where fewer are offered than were asked for, there are no others.
    """

    rooms: int
    days: int
    judged: int
    exhaustive: bool


class SlotsReply(Struct):
    """All that there is: `next` is always null."""

    items: list[SlotReply]
    misses: list[MissReply]
    searched: SearchedReply
    next: None = None


def slots_reply(slots: Slots, reader: Reader) -> SlotsReply:
    return SlotsReply(
        items=[
            _item(rank, offer, slots, reader) for rank, offer in enumerate(slots.offers, start=1)
        ],
        misses=[
            MissReply(
                room=_room(miss.plan),
                venue=_venue(miss.plan),
                sessions=[_session(miss.plan, each) for each in miss.plan.sessions],
                findings=findings_reply(miss.against, miss.plan.venue.zone, reader),
                trainers=_trainers(miss.plan, slots),
                beyond=list(say_beyond(miss, reader.language)),
            )
            for miss in slots.misses
        ],
        searched=SearchedReply(slots.rooms, slots.days, slots.judged, slots.is_exhaustive),
    )


def _trainers(plan: Plan, slots: Slots) -> list[SlotTrainerReply]:
    return [SlotTrainerReply(each.id, each.name) for each in slots.list_found(plan)]


def _item(rank: int, offer: Offer, slots: Slots, reader: Reader) -> SlotReply:
    plan = offer.plan
    return SlotReply(
        rank=rank,
        room=_room(plan),
        venue=_venue(plan),
        sessions=[_session(plan, each) for each in plan.sessions],
        findings=findings_reply(offer.findings, plan.venue.zone, reader),
        trainers=_trainers(plan, slots),
        why=list(say_why(offer)),
        plan=_body(plan),
    )


def _room(plan: Plan) -> SlotRoomReply:
    room = plan.room
    return SlotRoomReply(room.id, room.name, room.capacity(plan.layout), room.approval.value)


def _venue(plan: Plan) -> SlotVenueReply:
    venue = plan.venue
    return SlotVenueReply(venue.id, venue.name, venue.regency, venue.zone.key)


def _session(plan: Plan, session: PlannedSession) -> SlotSessionReply:
    return SlotSessionReply(*session.span.local(plan.venue.zone))


def _body(plan: Plan) -> dict[str, Any]:
    """What asking for it takes; `purpose` is for the asker to say."""
    zone = plan.venue.zone
    first = plan.sessions[0]
    differs = any(each.trainer_ids != first.trainer_ids for each in plan.sessions)
    return {
        "room_id": str(plan.room.id),
        "agency_id": str(plan.agency.id),
        "purpose": plan.program.title if plan.program else "Pelatihan",
        "headcount": plan.headcount,
        "layout": plan.layout,
        "batch_id": str(plan.batch.id) if plan.batch else None,
        "trainer_ids": [str(each) for each in first.trainer_ids],
        "asset_needs": [
            {"asset_id": str(need.asset_id), "quantity": need.quantity} for need in first.assets
        ],
        "sessions": [
            {
                **dict(zip(("starts_at", "ends_at"), _as_text(each.span, zone), strict=True)),
                **({"trainer_ids": [str(one) for one in each.trainer_ids]} if differs else {}),
            }
            for each in plan.sessions
        ],
    }


# Many rooms are offered at the same hours.
@lru_cache(maxsize=4096)
def _as_text(span: TimeSpan, zone: ZoneInfo) -> tuple[str, str]:
    start, end = span.local(zone)
    return start.isoformat(), end.isoformat()
