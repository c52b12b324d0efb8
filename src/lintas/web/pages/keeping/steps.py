"""Steps of approval: whose yes an agency, a venue or a room needs, and who stands in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.approvals.declare_step import (
    StepChange,
    StepFacts,
    change_step,
    declare_step,
    drop_step,
)
from lintas.domain.approvals import Step
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.rules.access import Subject, Verb, can
from lintas.store.accounts import list_accounts
from lintas.store.agencies import list_agencies
from lintas.store.approvals.steps import find_step, list_steps
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

_ROLES = {
    "role:coordinator": "Semua koordinator kami",
    "role:venue_manager": "Semua pengelola tempat kami",
}


async def _list_holders(actor: Actor) -> Mapping[str, str]:
    """What the actor may declare steps of, by kind and id."""
    agencies = [
        each
        for each in await list_agencies(limit=2000)
        if can(actor, Verb.KEEP_AGENCIES, Subject(keeper=each.keeper))
    ]
    venues = {
        each.id: each
        for each in await list_venues(limit=2000)
        if can(actor, Verb.KEEP_VENUES, Subject(keeper=each.keeper))
    }
    rooms = await list_rooms_of(venues) if venues else ()
    return {
        **{f"agency:{each.id}": f"Permohonan {each.name}" for each in agencies},
        **{f"venue:{each.id}": f"Tempat {each.name}" for each in venues.values()},
        **{f"room:{each.id}": f"Ruang {each.name}, {venues[each.venue_id].name}" for each in rooms},
    }


def _holder(step: Step) -> str:
    if step.agency_id:
        return f"agency:{step.agency_id}"
    return f"venue:{step.venue_id}" if step.venue_id else f"room:{step.room_id}"


async def _rows(actor: Actor) -> Sequence[Row]:
    holders = await _list_holders(actor)
    return [
        Row(step.id, step.name, f"{holders[_holder(step)]}, tahap {step.position + 1}")
        for step in await list_steps(limit=2000)
        if _holder(step) in holders
    ]


async def _choices(actor: Actor, _: Form) -> Choices:
    accounts = [(str(each.id), each.name) for each in await list_accounts(seen_by=actor, limit=500)]
    return {
        "of": list((await _list_holders(actor)).items()),
        "approver": [*_ROLES.items(), *accounts],
        "stand_in_id": accounts,
    }


async def _find(key: str, actor: Actor) -> Kept:
    step = await _find_kept(key, actor)
    values = {
        "name": step.name,
        "days": step.days,
        "approver": step.approver_id or f"role:{step.role}",
        "stand_in_id": step.stand_in_id,
    }
    return Kept(step.name, values)


async def _find_kept(key: str, actor: Actor) -> Step:
    """Raises NotFound."""
    step_id = read_key(key, "step_id")
    step = await find_step(step_id)
    if _holder(step) not in await _list_holders(actor):
        raise NotFound("step_id", step_id)
    return step


async def _start(on: str, _: Actor) -> Values:
    return {"days": 3, "of": on}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    kind, _, holder = str(values["of"]).partition(":")
    approver, role = _read_approver(values)
    facts = StepFacts(
        name=values["name"],
        days=values["days"],
        agency_id=read_key(holder, "agency_id") if kind == "agency" else None,
        venue_id=read_key(holder, "venue_id") if kind == "venue" else None,
        room_id=read_key(holder, "room_id") if kind == "room" else None,
        approver_id=approver,
        role=role,
        stand_in_id=values["stand_in_id"],
    )
    await declare_step(facts, actor=actor, now=now)
    return "/kelola/tahap"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    step = await _find_kept(key, actor)
    approver, role = _read_approver(values)
    change = StepChange(
        name=values["name"],
        days=values["days"],
        approver_id=approver,
        role=role,
        stand_in_id=values["stand_in_id"],
    )
    await change_step(step.id, change, actor=actor, now=now)
    return "/kelola/tahap"


def _read_approver(values: Values) -> tuple[UUID | None, str]:
    kind, _, role = str(values["approver"]).partition(":")
    return (None, role) if role else (read_key(kind, "approver_id"), "")


STEPS = Noun(
    slug="tahap",
    one="tahap persetujuan",
    many="Tahap persetujuan",
    verb=Verb.KEEP_VENUES,
    entries=(
        Entry(
            "of",
            "Tahap untuk",
            Kind.WORD,
            hint="Permohonan instansi kita, atau pemakaian tempat kita; paling banyak dua tahap",
            fixed=True,
        ),
        Entry("name", "Nama tahap", hint="Misalnya Kabag Umum, Sekda"),
        Entry("approver", "Diputuskan oleh", Kind.WORD),
        Entry("days", "Tenggat (hari)", Kind.NUMBER, hint="Lewat itu pengganti dapat memutuskan"),
        Entry("stand_in_id", "Pengganti", Kind.ONE, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=drop_step,
    fields={
        "agency_id": "of",
        "venue_id": "of",
        "room_id": "of",
        "steps": "of",
        "approver_id": "approver",
        "role": "approver",
    },
)
