"""Other calendars of a room or of a trainer: how they are doing, one more, one less."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.outside_calendars.add_calendar import add_calendar, add_file
from lintas.actions.outside_calendars.ground import OfRoom, find_ground, ground_of
from lintas.actions.outside_calendars.remove_calendar import remove_calendar
from lintas.domain.outside_calendars import horizon
from lintas.domain.refusal import Refusal
from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.vouching import vouch_for
from lintas.store.outside_calendars.added import find_calendar, list_calendars_of
from lintas.web.api.outside_calendars import schemes_of, sealed_address
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.shown.outside import show_in_full
from lintas.web.uploads import file_of

TEMPLATE = "outside/calendars.html"
_LONGEST = 2000


@get("/ruang/{room_id:uuid}/kalender")
async def show_of_room(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    return await _show(request, room_id, None)


@get("/orang/{person_id:uuid}/kalender")
async def show_of_trainer(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    return await _show(request, None, person_id)


@post("/ruang/{room_id:uuid}/kalender", status_code=200)
async def add_to_room(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    return await _add(request, room_id, None)


@post("/orang/{person_id:uuid}/kalender", status_code=200)
async def add_to_trainer(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    return await _add(request, None, person_id)


@post("/ruang/{room_id:uuid}/kalender/berkas", status_code=200, opt={"uploads": True})
async def send_for_room(request: AnyRequest, room_id: FromPath[UUID]) -> Page:
    return await _send(request, room_id, None)


@post("/orang/{person_id:uuid}/kalender/berkas", status_code=200, opt={"uploads": True})
async def send_for_trainer(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    return await _send(request, None, person_id)


@post("/kalender-lain/{calendar_id:uuid}/hapus")
async def remove(request: AnyRequest, calendar_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    ground = await ground_of(await find_calendar(calendar_id, seen_by=actor))
    await remove_calendar(calendar_id, actor=actor, now=datetime.now(UTC))
    return go(request, ground.address, flash="saved")


async def _show(request: AnyRequest, room_id: UUID | None, trainer_id: UUID | None) -> Page:
    facts = await _facts(request, room_id, trainer_id)
    return await show(request, TEMPLATE, form=blank_form(url=""), **facts)


async def _add(request: AnyRequest, room_id: UUID | None, trainer_id: UUID | None) -> Page:
    """Looked at soon; what was typed is not shown again, for it is a secret."""
    facts = await _facts(request, room_id, trainer_id)
    form = await read_form(request)
    typed = form.text("url", longest=_LONGEST)
    try:
        form.refuse_faults()
        address = await vouch_for(typed, schemes=schemes_of(request))
        await add_calendar(
            sealed_address(request, address),
            room_id=room_id,
            trainer_id=trainer_id,
            actor=asking(request),
            now=datetime.now(UTC),
        )
    except Refusal as refusal:
        return await _again(request, refusal, facts)
    return go(request, facts["address"], flash="saved")


async def _send(request: AnyRequest, room_id: UUID | None, trainer_id: UUID | None) -> Page:
    facts = await _facts(request, room_id, trainer_id)
    now = datetime.now(UTC)
    await read_form(request)
    ground = await find_ground(room_id, trainer_id)
    try:
        content = file_of(request, "file")
        ours = await ground.list_own_uids(since=horizon(now.date()).start)
        zone = await ground.zone()
        reading = await read_apart(content, horizon(now.date()), zone, ours=ours)
        await add_file(
            reading, room_id=room_id, trainer_id=trainer_id, actor=asking(request), now=now
        )
    except Refusal as refusal:
        return await _again(request, refusal, facts)
    return go(request, facts["address"], flash="saved")


async def _again(request: AnyRequest, refusal: Refusal, facts: dict[str, Any]) -> Page:
    form: Form = blank_form(url="")
    return await show_again(request, TEMPLATE, form, refusal, **facts)


async def _facts(
    request: AnyRequest, room_id: UUID | None, trainer_id: UUID | None
) -> dict[str, Any]:
    """Raises NotFound, NotAllowed: not one that the asker keeps."""
    ground = await find_ground(room_id, trainer_id)
    ground.check_permission(asking(request))
    of = ([each] if each else [] for each in (room_id, trainer_id))
    is_room = isinstance(ground, OfRoom)
    return {
        "name": ground.name,
        "is_room": is_room,
        "address": ground.address,
        "back": f"/ruang/{room_id}" if is_room else f"/kelola/orang/{trainer_id}",
        "calendars": await show_in_full(
            await list_calendars_of(*of), await ground.zone(), now=datetime.now(UTC)
        ),
    }


OUTSIDE = (
    show_of_room,
    show_of_trainer,
    add_to_room,
    add_to_trainer,
    send_for_room,
    send_for_trainer,
    remove,
)
