"""What is kept of people and what for; and a copy of it, for whoever it is about."""

import json
from datetime import UTC, datetime
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from lintas.actions.people.export_personal_data import (
    export_by_link,
    export_by_trainer_link,
    export_of_person,
    export_own,
)
from lintas.domain.refusal import NotFound
from lintas.store.personal_data import Kept
from lintas.store.trainer_links import LinkRevoked
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.html import Page, show
from lintas.web.pages.policy import BY_SECRET, OPEN
from lintas.web.pages.teaching.by_link import show_gone_link
from lintas.web.pages.unlisted import UNLISTED, Secret, show_gone

TYPE = "application/json"
NAME = "data-pribadi.json"


@get("/data-pribadi", opt=OPEN)
async def show_purposes(request: AnyRequest) -> Page:
    days = settings_of(request).retention.days
    return await show(request, "people/purposes.html", days=days)


@get("/akun/saya/data")
async def send_own(request: AnyRequest) -> Response[bytes]:
    return _file(await export_own(actor=asking(request)))


@get("/p/{secret:str}/data", opt=BY_SECRET)
async def send_by_link(request: AnyRequest, secret: Secret) -> Response[bytes] | Page:
    try:
        copy = _file(await export_by_link(secret))
    except NotFound:
        return await show_gone(request)
    copy.headers.update(UNLISTED)
    return copy


@get("/ajar/{secret:str}/data", opt=BY_SECRET)
async def send_by_trainer_link(request: AnyRequest, secret: Secret) -> Response[bytes] | Page:
    try:
        copy = _file(await export_by_trainer_link(secret))
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    copy.headers.update(UNLISTED)
    return copy


@get("/orang/{person_id:uuid}/data")
async def send_of_person(request: AnyRequest, person_id: FromPath[UUID]) -> Response[bytes]:
    kept = await export_of_person(person_id, actor=asking(request), now=datetime.now(UTC))
    return _file(kept)


def _file(kept: Kept) -> Response[bytes]:
    content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    headers = {"Content-Disposition": f'attachment; filename="{NAME}"'}
    return Response(content, media_type=TYPE, headers=headers)


PERSONAL_DATA = (show_purposes, send_own, send_by_link, send_by_trainer_link, send_of_person)
