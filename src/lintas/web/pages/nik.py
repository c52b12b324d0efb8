"""Somebody's NIK, typed once and never shown again but for its last four digits."""

from datetime import UTC, datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.people.note_nik import note_nik
from lintas.actions.people.placing import find_kept_person
from lintas.domain.refusal import Refusal
from lintas.web.asking import AnyRequest, asking, nik_key_of
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show, show_again

TEMPLATE = "people/nik.html"


@get("/orang/{person_id:uuid}/nik")
async def show_nik(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    person = await find_kept_person(person_id, asking(request))
    return await show(request, TEMPLATE, person=person, form=blank_form(nik=""))


@post("/orang/{person_id:uuid}/nik", status_code=200)
async def keep_nik(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    """What was typed is not shown again, neither when it is refused."""
    actor = asking(request)
    form = await read_form(request)
    typed = form.secret("nik")
    try:
        form.refuse_faults()
        nik = nik_key_of(request).seal(typed)
        await note_nik(person_id, nik, actor=actor, now=datetime.now(UTC))
    except Refusal as refusal:
        person = await find_kept_person(person_id, actor)
        return await show_again(request, TEMPLATE, blank_form(nik=""), refusal, person=person)
    return go(request, f"/kelola/orang/{person_id}", flash="saved")


@post("/orang/{person_id:uuid}/nik/hapus")
async def drop_nik(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    await note_nik(person_id, None, actor=asking(request), now=datetime.now(UTC))
    return go(request, f"/kelola/orang/{person_id}", flash="saved")


NIK = (show_nik, keep_nik, drop_nik)
