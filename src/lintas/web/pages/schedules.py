"""Versions of a batch's schedule, what changed in each, and seats kept for other governments."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.programs.seats import may_enrol
from lintas.actions.schedules.publish_schedule import list_pending, publish_schedule
from lintas.actions.sharing.name_trainers import name_trainer, unname_trainer
from lintas.actions.sharing.reserve_seats import (
    ReservationFacts,
    end_reservation,
    reserve_seats,
)
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.domain.schedules import Meeting, Version, compare
from lintas.render.changes import say_change
from lintas.render.times import say_days, say_moment, say_span
from lintas.rules.access import Subject, Verb, can
from lintas.store.schedules import find_shared_batch, list_versions
from lintas.store.sharing.named import list_named
from lintas.store.sharing.reservations import find_reservation, list_reservations
from lintas.store.teachers import list_teachers
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.regencies import name_regencies

TEMPLATE = "batches/versions.html"
ZONE = ZoneInfo("Asia/Jakarta")
MOST_SHOWN = 60
MOST_VERSIONS = 10
MOST_TEACHERS = 200


@dataclass(frozen=True, slots=True)
class VersionShown:
    number: int
    when: str
    note: str
    changes: list[str]
    more: int


@dataclass(frozen=True, slots=True)
class ReservationShown:
    id: UUID
    regency: str
    seats: int
    trainer_places: int
    until: str
    named: list[tuple[Any, str]]
    may_name: bool
    has_place: bool


@get("/angkatan/{batch_id:uuid}/jadwal")
async def show_versions(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    form = blank_form(note="", regency="", seats="", trainer_places="0", until="", person_id="")
    return await show(request, TEMPLATE, form=form, **await _facts(batch_id, actor))


@post("/angkatan/{batch_id:uuid}/jadwal", status_code=200)
async def publish(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    try:
        await publish_schedule(batch_id, form.optional_text("note"), actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, TEMPLATE, form, refusal, **await _facts(batch_id, actor))
    return go(request, f"/angkatan/{batch_id}/jadwal", flash="published")


@post("/angkatan/{batch_id:uuid}/kursi", status_code=200)
async def reserve(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    facts = ReservationFacts(
        regency=form.text("regency"),
        seats=form.count("seats"),
        trainer_places=form.count("trainer_places"),
        until=form.day("until"),
    )
    try:
        form.refuse_faults()
        await reserve_seats(batch_id, facts, actor=actor, now=now)
    except Refusal as refusal:
        return await show_again(request, TEMPLATE, form, refusal, **await _facts(batch_id, actor))
    return go(request, f"/angkatan/{batch_id}/jadwal", flash="saved")


@post("/kursi/{reservation_id:uuid}/lepas")
async def release(request: AnyRequest, reservation_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    kept = await find_reservation(reservation_id, seen_by=actor)
    await end_reservation(reservation_id, actor=actor, now=datetime.now(UTC))
    return go(request, f"/angkatan/{kept.batch_id}/jadwal", flash="saved")


@post("/kursi/{reservation_id:uuid}/pengajar", status_code=200)
async def name(request: AnyRequest, reservation_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    reservation = await find_reservation(reservation_id, seen_by=actor)
    try:
        person_id = form.identifier("person_id")
        form.refuse_faults()
        await name_trainer(reservation_id, person_id, actor=actor, now=now)
    except Refusal as refusal:
        facts = await _facts(reservation.batch_id, actor)
        return await show_again(request, TEMPLATE, form, refusal, **facts)
    return go(request, f"/angkatan/{reservation.batch_id}/jadwal", flash="saved")


@post("/kursi/{reservation_id:uuid}/pengajar/{person_id:uuid}/lepas")
async def unname(
    request: AnyRequest, reservation_id: FromPath[UUID], person_id: FromPath[UUID]
) -> Page:
    actor = asking(request)
    kept = await find_reservation(reservation_id, seen_by=actor)
    await unname_trainer(reservation_id, person_id, actor=actor, now=datetime.now(UTC))
    return go(request, f"/angkatan/{kept.batch_id}/jadwal", flash="saved")


async def _facts(batch_id: UUID, actor: Actor) -> dict[str, Any]:
    batch = await find_shared_batch(batch_id, seen_by=actor)
    versions = await list_versions(batch.id)
    may_keep = can(actor, Verb.KEEP_PROGRAMS, Subject(keeper=batch.keeper))
    names = await name_regencies()
    pending = await list_pending(batch) if may_keep else ()
    return {
        "batch": batch,
        "may_keep": may_keep,
        "may_enrol": await may_enrol(batch, actor),
        "pending": [say_change(each) for each in pending[:MOST_SHOWN]],
        "versions": _versions_shown(versions),
        "meetings": [_meeting(each) for each in versions[-1].meetings[:MOST_SHOWN]]
        if versions
        else [],
        "reservations": await _list_reserved(batch.id, actor, names),
        "teachers": await list_teachers(seen_by=actor, limit=MOST_TEACHERS),
        "others": [(code, name) for code, name in names.items() if code != batch.keeper],
    }


def _versions_shown(versions: tuple[Version, ...]) -> list[VersionShown]:
    """The newest first."""
    shown = []
    for index, version in enumerate(versions):
        before = versions[index - 1].meetings if index else ()
        changes = compare(before, version.meetings)
        shown.append(
            VersionShown(
                number=version.number,
                when=say_moment(version.published_at, ZONE),
                note=version.note,
                changes=[say_change(each) for each in changes[:MOST_SHOWN]] if index else [],
                more=max(0, len(changes) - MOST_SHOWN),
            )
        )
    return shown[::-1][:MOST_VERSIONS]


def _meeting(each: Meeting) -> tuple[str, str, str]:
    return say_span(each.span, ZoneInfo(each.zone)), each.title, each.place


async def _list_reserved(
    batch_id: UUID, actor: Actor, names: dict[Any, str]
) -> list[ReservationShown]:
    standing = await list_reservations(batch_id)
    named = await list_named([each.id for each in standing])
    return [
        ReservationShown(
            id=each.id,
            regency=names.get(each.regency, each.regency),
            seats=each.seats,
            trainer_places=each.trainer_places,
            until=say_days(each.until, each.until),
            named=list(named.get(each.id, [])),
            may_name=can(actor, Verb.ENROL, Subject(keeper=each.regency)),
            has_place=len(named.get(each.id, [])) < each.trainer_places,
        )
        for each in standing
    ]


SCHEDULES = (show_versions, publish, reserve, release, name, unname)
