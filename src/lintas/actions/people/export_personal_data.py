"""Whoever it is about gets a copy of all that is kept (UU 27/2022, articles 7 and 13)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.actions.people.erase_person import find_person_to_erase
from lintas.actions.steps.announcing import audit
from lintas.domain.people import Actor, Person
from lintas.store.people import find_any_person
from lintas.store.personal_data import (
    Kept,
    list_kept_of_account,
    list_kept_of_enrolment,
    list_kept_of_person,
    list_kept_of_trainer_link,
)
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.trainer_links import find_trainer_link_by_secret
from lintas.store.transaction import reading, retrying, writing

# As much of a phone number as tells its owner which one it is.
SHOWN_OF_PHONE = 3


async def export_own(*, actor: Actor) -> Kept:
    """Of the account, and of the person whose it is."""
    async with reading():
        kept = await list_kept_of_account(actor.id)
        if actor.person_id is None:
            return kept
        return {**kept, **await list_kept_of_person(actor.person_id)}


async def export_by_link(secret: str) -> Kept:
    """What one enrolment is about, for whoever holds its personal link.

    Links are passed on: contacts are shortened, and reasons, often illnesses, are left out. The
    office hands the whole copy to whoever shows who it is.

    Raises:
        NotFound: no personal page has that secret.
    """
    async with reading():
        enrolment = await find_enrolment_by_secret(secret)
        kept = await list_kept_of_enrolment(enrolment.id)
    answers = _without_reasons(kept["answers"])
    return {"person": [_shortened(enrolment.person)], **kept, "answers": answers}


async def export_by_trainer_link(secret: str) -> Kept:
    """The same for a trainer, of what the government that made the link shows by it.

    Raises:
        NotFound: no link has that secret.
        LinkRevoked: it is no longer in force.
    """
    async with reading():
        link = await find_trainer_link_by_secret(secret)
        kept = await list_kept_of_trainer_link(link)
        person = await find_any_person(link.person_id)
    return {"person": [_shortened(person)], "teaching": _without_reasons(kept["teaching"])}


@retrying
async def export_of_person(person_id: UUID, *, actor: Actor, now: datetime) -> Kept:
    """For the coordinator to hand over; that it was made is kept.

    Raises:
        NotAllowed: the actor is no coordinator.
        NotFound: no such person whom the actor's regency keeps, on its lists or off them.
    """
    async with writing():
        person = await find_person_to_erase(person_id, actor)
        kept = await list_kept_of_person(person.id)
        await audit(actor, "export", ("person", person.id), now=now)
    return kept


def _without_reasons(facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**each, "reason": "…" if each["reason"] else ""} for each in facts]


def _shortened(person: Person) -> dict[str, str]:
    name, at, host = person.email.rpartition("@")
    return {
        "name": person.name,
        "phone": f"…{person.phone[-SHOWN_OF_PHONE:]}" if person.phone else "",
        "email": f"{name[:2]}…{at}{host}" if at else "",
        "nik": person.nik.masked if person.nik else "",
    }
