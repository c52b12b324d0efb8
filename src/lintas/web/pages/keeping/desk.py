"""What is done with every noun alike: its list, a blank form, a filled one, and sending either."""

from datetime import UTC, datetime
from typing import Any

from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.web.asking import AnyRequest, asking
from lintas.web.doors import NoSuchPage
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.keeping.entries import read_values, write_values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key
from lintas.web.pages.places.search import Candidate, search

LIST, FORM = "keeping/list.html", "keeping/form.html"
ON_A_PAGE = 30


async def show_rows(request: AnyRequest, noun: Noun, query: str, number: int) -> Page:
    """What the actor keeps, looked through as people spell."""
    actor = asking(request)
    allow_somewhere(actor, noun.verb)
    rows = sorted(await noun.rows(actor), key=lambda row: row.name.casefold())
    found: list[Row] = search(query, [Candidate(row, [row.name], row.about) for row in rows])
    return await show(
        request,
        LIST,
        form=blank_form(q=query),
        noun=noun,
        rows=found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        total=len(found),
        number=number,
        is_last=number * ON_A_PAGE >= len(found),
    )


async def show_blank(request: AnyRequest, noun: Noun, on: str = "") -> Page:
    """A new one's form; `on` is the key of what it is to hang on."""
    actor = asking(request)
    allow_somewhere(actor, noun.verb)
    values = await noun.start(on, actor) if noun.start else {}
    form = write_values(values, noun.enterable)
    return await show(request, FORM, form=form, **await _facts(noun, form, actor))


async def send_new(request: AnyRequest, noun: Noun) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    values = read_values(form, noun.enterable)
    try:
        form.refuse_faults()
        address = await noun.register(values, actor, now)
    except Refusal as refusal:
        facts = await _facts(noun, form, actor)
        return await show_again(request, FORM, form, refusal, fields=noun.fields, **facts)
    return go(request, address, flash="saved")


async def show_filled(request: AnyRequest, noun: Noun, key: str) -> Page:
    actor = asking(request)
    kept = await noun.find(key, actor)
    form = write_values(kept.values, noun.changeable)
    return await show(request, FORM, form=form, **await _facts(noun, form, actor, key, kept))


async def send_change(request: AnyRequest, noun: Noun, key: str) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    values = read_values(form, noun.changeable)
    try:
        form.refuse_faults()
        address = await noun.change(key, values, actor, now)
    except Refusal as refusal:
        kept = await noun.find(key, actor)
        facts = await _facts(noun, form, actor, key, kept)
        return await show_again(request, FORM, form, refusal, fields=noun.fields, **facts)
    return go(request, address, flash="saved")


async def send_retired(request: AnyRequest, noun: Noun, key: str) -> Page:
    """Off the lists, unless something still stands on it: then the page says so."""
    if noun.retire is None:
        raise NoSuchPage
    actor, now = asking(request), datetime.now(UTC)
    try:
        await noun.retire(read_key(key, f"{noun.slug}_id"), actor=actor, now=now)
    except Refusal as refusal:
        kept = await noun.find(key, actor)
        form = write_values(kept.values, noun.changeable)
        facts = await _facts(noun, form, actor, key, kept)
        return await show_again(request, FORM, form, refusal, **facts)
    return go(request, noun.address, flash="retired")


async def _facts(
    noun: Noun, form: Form, actor: Actor, key: str = "", kept: Kept | None = None
) -> dict[str, Any]:
    return {
        "noun": noun,
        "entries": noun.changeable if kept else noun.enterable,
        "choices": await noun.choices(actor, form),
        "kept": kept,
        "action": f"{noun.address}/{key}" if kept else f"{noun.address}/baru",
    }
