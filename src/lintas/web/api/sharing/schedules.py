"""Versions of schedules and seats kept free, for programs."""

from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.schedules.publish_schedule import publish_schedule
from lintas.actions.sharing.name_trainers import name_trainer, unname_trainer
from lintas.actions.sharing.reserve_seats import (
    ReservationChange,
    ReservationFacts,
    change_reservation,
    end_reservation,
    reserve_seats,
)
from lintas.domain.schedules import Change, Meeting, Version, compare
from lintas.domain.sharing import Reservation
from lintas.render.changes import say_change
from lintas.store.schedules import find_shared_batch, list_versions
from lintas.store.sharing.named import list_named
from lintas.store.sharing.reservations import find_reservation, list_reservations
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Seats = Annotated[int, Meta(ge=0, le=100_000)]


class VersionRequest(Body):
    note: Annotated[str, Meta(max_length=2000)] = ""


class MeetingReply(Struct):
    session_id: UUID
    starts_at: datetime
    ends_at: datetime
    title: str
    room_id: UUID
    place: str
    trainers: list[str]


class ChangeReply(Struct):
    """`kind`: added, cancelled, moved, room, trainers or title."""

    kind: str
    session_id: UUID
    before: MeetingReply | None
    after: MeetingReply | None
    message: str


class VersionReply(Struct):
    """`changes` are those since the version before."""

    id: UUID
    batch_id: UUID
    number: int
    published_at: datetime
    note: str
    meetings: list[MeetingReply]
    changes: list[ChangeReply]


class ReservationRequest(Body):
    """`until` is the last day on which they are kept free."""

    regency: str
    until: date
    seats: Seats = 0
    trainer_places: Seats = 0


class ReservationPatch(Body):
    until: Unset[date] = UNSET
    seats: Unset[Seats] = UNSET
    trainer_places: Unset[Seats] = UNSET


class ReservationReply(Struct):
    id: UUID
    batch_id: UUID
    regency: str
    seats: int
    trainer_places: int
    until: date
    trainer_ids: list[UUID]


class NamedTrainerRequest(Body):
    person_id: UUID


@post("/batches/{batch_id:uuid}/versions", tags=["batches"], responses=refuses(403, 409))
async def make_version(
    request: AnyRequest, batch_id: FromPath[UUID], data: JSONBody[VersionRequest]
) -> VersionReply:
    """Publish the schedule as it stands: everybody hears of what changed for them."""
    actor, now = asking(request), datetime.now(UTC)
    version, changes = await publish_schedule(batch_id, data.note, actor=actor, now=now)
    return _version_reply(version, changes)


@get("/batches/{batch_id:uuid}/versions", tags=["batches"])
async def show_versions(request: AnyRequest, batch_id: FromPath[UUID]) -> Items[VersionReply]:
    """All, the first one first, each with what changed since the one before."""
    batch = await find_shared_batch(batch_id, seen_by=asking(request))
    versions = await list_versions(batch.id)
    first = [_version_reply(each, compare((), each.meetings)) for each in versions[:1]]
    later = [
        _version_reply(each, compare(before.meetings, each.meetings))
        for before, each in pairwise(versions)
    ]
    return Items([*first, *later], None)


@post("/batches/{batch_id:uuid}/reservations", tags=["batches"], responses=refuses(403, 409))
async def make_reservation(
    request: AnyRequest, batch_id: FromPath[UUID], data: JSONBody[ReservationRequest]
) -> ReservationReply:
    """Keep seats and trainers' places free for another government's people."""
    facts = ReservationFacts(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return await _reply(await reserve_seats(batch_id, facts, actor=actor, now=now))


@get("/batches/{batch_id:uuid}/reservations", tags=["batches"])
async def show_reservations(
    request: AnyRequest, batch_id: FromPath[UUID]
) -> Items[ReservationReply]:
    batch = await find_shared_batch(batch_id, seen_by=asking(request))
    return Items([await _reply(each) for each in await list_reservations(batch.id)], None)


@get("/reservations/{reservation_id:uuid}", tags=["batches"])
async def show_reservation(request: AnyRequest, reservation_id: FromPath[UUID]) -> ReservationReply:
    return await _reply(await find_reservation(reservation_id, seen_by=asking(request)))


@patch("/reservations/{reservation_id:uuid}", tags=["batches"], responses=refuses(403))
async def alter_reservation(
    request: AnyRequest, reservation_id: FromPath[UUID], data: JSONBody[ReservationPatch]
) -> ReservationReply:
    change = ReservationChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return await _reply(await change_reservation(reservation_id, change, actor=actor, now=now))


@delete("/reservations/{reservation_id:uuid}", tags=["batches"], responses=refuses(403))
async def stop_reservation(request: AnyRequest, reservation_id: FromPath[UUID]) -> None:
    """What is left of them is everybody's again."""
    await end_reservation(reservation_id, actor=asking(request), now=datetime.now(UTC))


@post("/reservations/{reservation_id:uuid}/trainers", tags=["batches"], responses=refuses(403, 409))
async def take_trainer_place(
    request: AnyRequest, reservation_id: FromPath[UUID], data: JSONBody[NamedTrainerRequest]
) -> ReservationReply:
    """One of your own trainers takes a place that another government's batch keeps for you."""
    actor, now = asking(request), datetime.now(UTC)
    return await _reply(await name_trainer(reservation_id, data.person_id, actor=actor, now=now))


@delete(
    "/reservations/{reservation_id:uuid}/trainers/{person_id:uuid}",
    tags=["batches"],
    responses=refuses(403),
)
async def leave_trainer_place(
    request: AnyRequest, reservation_id: FromPath[UUID], person_id: FromPath[UUID]
) -> None:
    """The place is free again; sessions that were agreed with the trainer stay."""
    await unname_trainer(reservation_id, person_id, actor=asking(request), now=datetime.now(UTC))


def _version_reply(version: Version, changes: tuple[Change, ...]) -> VersionReply:
    return VersionReply(
        id=version.id,
        batch_id=version.batch_id,
        number=version.number,
        published_at=version.published_at,
        note=version.note,
        meetings=[_meeting_reply(each) for each in version.meetings],
        changes=[_change_reply(each) for each in changes],
    )


def _change_reply(change: Change) -> ChangeReply:
    sides = [_meeting_reply(side) for side in (change.before, change.after) if side]
    return ChangeReply(
        kind=change.kind.value,
        session_id=sides[0].session_id,
        before=_meeting_reply(change.before) if change.before else None,
        after=_meeting_reply(change.after) if change.after else None,
        message=say_change(change),
    )


def _meeting_reply(meeting: Meeting) -> MeetingReply:
    return MeetingReply(
        session_id=meeting.session_id,
        starts_at=meeting.span.start,
        ends_at=meeting.span.end,
        title=meeting.title,
        room_id=meeting.room_id,
        place=meeting.place,
        trainers=list(meeting.trainers),
    )


async def _reply(each: Reservation) -> ReservationReply:
    named = (await list_named([each.id])).get(each.id, [])
    return ReservationReply(
        id=each.id,
        batch_id=each.batch_id,
        regency=each.regency,
        seats=each.seats,
        trainer_places=each.trainer_places,
        until=each.until,
        trainer_ids=[person_id for person_id, _ in named],
    )


SCHEDULES = (
    make_version,
    show_versions,
    make_reservation,
    show_reservations,
    show_reservation,
    alter_reservation,
    stop_reservation,
    take_trainer_place,
    leave_trainer_place,
)
