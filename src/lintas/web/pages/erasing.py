"""Somebody's personal data is erased, after a page that says what goes and what stays."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.people.erase_person import erase_person, find_person_to_erase
from lintas.domain.refusal import Refusal
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again

TEMPLATE = "people/erase.html"


@get("/orang/{person_id:uuid}/hapus-data")
async def show_erasing(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    person = await find_person_to_erase(person_id, asking(request))
    return await show(request, TEMPLATE, person=person, form=blank_form())


@post("/orang/{person_id:uuid}/hapus-data", status_code=200)
async def erase(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    form = await read_form(request)
    try:
        await erase_person(person_id, actor=actor, now=datetime.now(UTC))
    except Refusal as refusal:
        person = await find_person_to_erase(person_id, actor)
        return await show_again(request, TEMPLATE, form, refusal, person=person)
    return go(request, "/kelola/orang", flash="erased")


ERASING = (show_erasing, erase)
