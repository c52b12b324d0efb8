"""The addresses under /kelola: one handler for each thing that is done, whatever the noun."""

from typing import Annotated

from litestar import get, post
from litestar.params import PathParameter, QueryParameter

from lintas.actions.steps.permitting import may_somewhere
from lintas.rules.access import Verb
from lintas.web.asking import AnyRequest, asking
from lintas.web.doors import NoSuchPage
from lintas.web.html import Page, show
from lintas.web.pages.keeping.agencies import AGENCIES
from lintas.web.pages.keeping.agreements import AGREEMENTS
from lintas.web.pages.keeping.assets import ASSETS
from lintas.web.pages.keeping.batches import BATCHES
from lintas.web.pages.keeping.desk import (
    send_change,
    send_new,
    send_retired,
    show_blank,
    show_filled,
    show_rows,
)
from lintas.web.pages.keeping.handovers import HANDOVERS
from lintas.web.pages.keeping.noun import Noun
from lintas.web.pages.keeping.people import PEOPLE
from lintas.web.pages.keeping.programs import PROGRAMS
from lintas.web.pages.keeping.ramadan import RAMADAN
from lintas.web.pages.keeping.regencies import REGENCIES
from lintas.web.pages.keeping.rooms import ROOMS
from lintas.web.pages.keeping.skills import ABSENCES, SKILLS
from lintas.web.pages.keeping.steps import STEPS
from lintas.web.pages.keeping.tariffs import TARIFFS
from lintas.web.pages.keeping.venues import VENUES
from lintas.web.pages.keeping.ways import WAYS

NOUNS = {
    noun.slug: noun
    for noun in (
        *(VENUES, ROOMS, ASSETS, AGENCIES, PEOPLE, PROGRAMS, BATCHES, REGENCIES, STEPS),
        *(RAMADAN, WAYS),
    )
}
# Reached from the pages of what they hang on.
HANGING = {noun.slug: noun for noun in (TARIFFS, HANDOVERS, SKILLS, ABSENCES)}
# Kept by forms of their own, or from the pages of what they hang on.
ELSEWHERE = (AGREEMENTS,)

Slug = Annotated[str, PathParameter()]
Key = Annotated[str, PathParameter()]
# What a new thing is to hang on: a room on its venue, a part on its hall, a batch on its program.
On = Annotated[str, QueryParameter(name="pada", max_length=40)]
Part = Annotated[str, QueryParameter(name="bagian", max_length=40)]
Program = Annotated[str, QueryParameter(name="program", max_length=40)]
Words = Annotated[str, QueryParameter(name="q", max_length=100)]
Number = Annotated[int, QueryParameter(name="hal", ge=1, le=1000)]


@get("/kelola")
async def show_menu(request: AnyRequest) -> Page:
    actor = asking(request)
    nouns = [each for each in (*NOUNS.values(), *ELSEWHERE) if may_somewhere(actor, each.verb)]
    tiles = [(each.address, each.many) for each in nouns]
    if may_somewhere(actor, Verb.KEEP_ACCOUNTS):
        tiles.append(("/akun", "Akun rekan"))
    return await show(request, "keeping/menu.html", tiles=tiles)


@get("/kelola/{slug:str}")
async def list_kept(request: AnyRequest, slug: Slug, words: Words = "", number: Number = 1) -> Page:
    return await show_rows(request, find_noun(slug), words, number)


@get("/kelola/{slug:str}/baru")
async def show_new(request: AnyRequest, slug: Slug, on: On = "", part: Part = "") -> Page:
    return await show_blank(request, find_noun(slug), f"{on}:{part}" if part else on)


@post("/kelola/{slug:str}/baru", status_code=200)
async def register(request: AnyRequest, slug: Slug) -> Page:
    return await send_new(request, find_noun(slug))


@get("/kelola/{slug:str}/{key:str}")
async def show_kept(request: AnyRequest, slug: Slug, key: Key) -> Page:
    return await show_filled(request, find_noun(slug), key)


@post("/kelola/{slug:str}/{key:str}", status_code=200)
async def change(request: AnyRequest, slug: Slug, key: Key) -> Page:
    return await send_change(request, find_noun(slug), key)


@post("/kelola/{slug:str}/{key:str}/tutup", status_code=200)
async def retire(request: AnyRequest, slug: Slug, key: Key) -> Page:
    return await send_retired(request, find_noun(slug), key)


# Batches have pages of their own, and their forms stand beside them.


@get("/angkatan/baru")
async def show_new_batch(request: AnyRequest, program: Program = "") -> Page:
    return await show_blank(request, BATCHES, program)


@post("/angkatan/baru", status_code=200)
async def register_batch(request: AnyRequest) -> Page:
    return await send_new(request, BATCHES)


@get("/angkatan/{key:str}/ubah")
async def show_batch_form(request: AnyRequest, key: Key) -> Page:
    return await show_filled(request, BATCHES, key)


def find_noun(slug: str) -> Noun:
    """Raises NoSuchPage."""
    found = NOUNS.get(slug) or HANGING.get(slug)
    if found is None:
        raise NoSuchPage
    return found


KEEPING = (
    show_menu,
    list_kept,
    show_new,
    register,
    show_kept,
    change,
    retire,
    show_new_batch,
    register_batch,
    show_batch_form,
)
