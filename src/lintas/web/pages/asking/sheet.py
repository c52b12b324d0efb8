"""What the form that asks for a room offers, and what was typed into it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from lintas.domain.agencies import AgencyId
from lintas.domain.people import Actor, PersonId
from lintas.domain.plans import MOST_SESSIONS, Ask, PlannedSession
from lintas.domain.programs import BatchId
from lintas.domain.refusal import NotFound
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.rules.ways_out import WayOut
from lintas.store.agencies import list_agencies
from lintas.store.people import find_person, list_trainers
from lintas.store.programs.batches import list_batches
from lintas.store.teachers import list_teachers
from lintas.web.csrf import FIELD
from lintas.web.forms import Form
from lintas.web.pages.asking.parting import parting_fields
from lintas.web.pages.asking.repeating import REPEAT, repeated
from lintas.web.pages.rows import (
    COUNT,
    FIELDS,
    STAND_IN,
    TAUGHT,
    Typed,
    count_rows,
    read_sessions,
    read_taught,
    row,
    session_pairs,
    typed_rows,
    with_rows,
)
from lintas.web.pages.shown.claims import read_claim
from lintas.web.pages.shown.clashes import read_reasons
from lintas.web.pages.shown.modes import read_mode
from lintas.web.pages.shown.overriding import read_overrides
from lintas.web.pages.shown.tools import read_needs
from lintas.web.places import find_place

Choices: TypeAlias = list[tuple[UUID, str]]

# What the button says that sent the form.
DO, CHECK, MORE, LESS = "do", "periksa", "tambah", "hapus-"
# What a free slot says that was found elsewhere: only show the form filled in.
FILL = "isi"


async def list_choices(actor: Actor) -> dict[str, Choices]:
    """On whose behalf the actor may ask, for which batch, and who may teach.

    Raises:
        NotAllowed: the actor may ask for nobody.
    """
    return {
        "agencies": await list_asking_agencies(actor),
        "batches": [(each.id, each.title) for each in await list_batches(seen_by=actor)],
        "people": list(await list_teachers(seen_by=actor)),
    }


async def list_asking_agencies(actor: Actor) -> Choices:
    if actor.is_operator:
        return [(each.id, each.name) for each in await list_agencies(limit=500)]
    codes = [
        code for code in sorted(actor.regencies()) if can(actor, Verb.ASK, Subject(keeper=code))
    ]
    if not codes:
        raise NotAllowed("ask")
    return [
        (each.id, each.name)
        for code in codes
        for each in await list_agencies(regency=code, limit=200)
    ]


async def find_own_agency(actor: Actor, agencies: Choices) -> UUID | None:
    """The one that the actor works for, else the only one there is to choose."""
    if actor.person_id:
        try:
            person = await find_person(actor.person_id, seen_by=actor)
        except NotFound:
            return None
        if person.agency_id in {agency_id for agency_id, _ in agencies}:
            return person.agency_id
    return agencies[0][0] if len(agencies) == 1 else None


async def name_stand_ins(form: Form, actor: Actor) -> dict[str, str]:
    """By what is typed in a row, the names of those who teach it; strangers have none."""
    typed = {form.value(f"{row(index)}{TAUGHT}") for index in range(count_rows(form.value(COUNT)))}
    ids = {each: read_taught(Form({TAUGHT: [each]}), TAUGHT) for each in typed if each}
    wanted = {person_id for each in ids.values() for person_id in each}
    people = await list_trainers(wanted, seen_by=actor) if wanted else ()
    names = {person.id: person.name for person in people}
    return {
        said: ", ".join(names.get(each, "pengajar lain") for each in named)
        for said, named in ids.items()
    }


def read_trainers(form: Form) -> tuple[PersonId, ...]:
    """Who teaches all sessions that say nothing else."""
    return tuple(PersonId(each) for each in dict.fromkeys(form.identifiers("trainer_ids")))


async def read_ask(form: Form) -> Ask:
    """What was typed; faults are noted on the form.

    Raises:
        NotFound: no such room.
    """
    venue, room = await find_place(form.identifier("room_id"))
    mode, link = read_mode(form)
    usual = PlannedSession(
        STAND_IN,
        trainer_ids=read_trainers(form),
        assets=read_needs(form),
        mode=mode,
        link=link,
    )
    batch = next(iter(form.identifiers("batch_id")), None)
    return Ask(
        room_id=room.id,
        agency_id=AgencyId(form.identifier("agency_id")),
        purpose=form.text("purpose"),
        headcount=form.count("headcount", at_least=1),
        sessions=tuple(read_sessions(form, venue.zone, usual)),
        layout=form.optional_text("layout", longest=30),
        batch_id=BatchId(batch) if batch else None,
        reasons=read_reasons(form),
        overrides=read_overrides(form),
        skip_clashing=bool(form.value("skip_clashing")),
        claim=read_claim(form),
    )


def reshaped(typed: Typed) -> dict[str, list[str]] | None:
    """The form with other rows, or as it came, where that is what was pressed."""
    pressed = next(iter(typed.get(DO, ())), "")
    rows = typed_rows(typed)
    if pressed == FILL:
        return with_rows(typed, rows)
    if pressed == MORE:
        filled = [each for each in rows if any(each)] or rows[:1]
        return with_rows(typed, [*filled, _day_after(filled[-1])][:MOST_SESSIONS])
    if pressed == REPEAT:
        filled = [each for each in rows if any(each)] or rows[:1]
        return with_rows(typed, repeated(filled[0], Form(typed)).rows)
    if pressed.startswith(LESS) and pressed.removeprefix(LESS).isdecimal():
        gone = int(pressed.removeprefix(LESS))
        kept = [each for index, each in enumerate(rows) if index != gone]
        return with_rows(typed, kept or [[""]])
    return None


def note_of(typed: Typed) -> str:
    """Why a repetition that was pressed gave no rows; empty: it did, or none was."""
    if next(iter(typed.get(DO, ())), "") != REPEAT:
        return ""
    rows = typed_rows(typed)
    filled = [each for each in rows if any(each)] or rows[:1]
    return repeated(filled[0], Form(typed)).note


def tidied(typed: Typed) -> dict[str, list[str]]:
    """Without empty rows, so that sessions count as people see them."""
    rows = typed_rows(typed)
    return with_rows(typed, [each for each in rows if any(each[: len(FIELDS)])] or rows[:1])


def _day_after(values: list[str]) -> list[str]:
    """The same hours on the next day: what a training mostly goes on with."""
    try:
        following = date.fromisoformat(values[0]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return ["", *values[1:3]]
    return [following.isoformat(), *values[1:3]]


def way_fields(typed: Typed, way: WayOut) -> Mapping[str, list[str]]:
    """What was typed, with what the way out changes."""
    usual = read_trainers(Form(typed))
    if way.rest is not None:
        kept = {name: values for name, values in typed.items() if name not in {FIELD, DO}}
        return {**kept, **parting_fields(way, way.rest, usual)}
    left_out = {FIELD, DO, COUNT, "room_id", "layout"}
    kept = {
        name: values
        for name, values in with_rows(typed, ()).items()
        if name not in left_out and any(values)
    }
    return {
        **kept,
        "room_id": [str(way.plan.room.id)],
        "layout": [way.plan.layout],
        **session_pairs(way.plan.sessions, way.plan.venue.zone, usual),
    }
