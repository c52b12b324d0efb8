"""A person's name, contacts or workplace change."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.people.facts import PersonChange, PersonFacts
from lintas.actions.people.matching import locks_of_contacts, refuse_matches
from lintas.actions.people.placing import find_kept_person, find_workplace
from lintas.actions.people.seated import rejudge_attended
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.residing import known_regency
from lintas.domain.given import changed
from lintas.domain.people import Actor, Person
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.people import save_person
from lintas.store.transaction import TryAgain, retrying, writing


@retrying
async def change_person(
    person_id: UUID, change: PersonChange, *, actor: Actor, now: datetime
) -> Person:
    """Change it; in another agency, that agency's keeper keeps the person.

    What the person attends is judged again where programs ask for what has changed.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps; or as `register_person`.
        Invalid: as `PersonFacts.check`.
        AlreadyThere: somebody else has the phone or the e-mail.
    """
    foreseen = changed(PersonFacts.of(await find_kept_person(person_id, actor)), change)
    foreseen.check()
    locks = (f"person:{person_id}", *locks_of_contacts(foreseen))
    async with writing(*locks):
        before = await find_kept_person(person_id, actor)
        facts = changed(PersonFacts.of(before), change)
        if not set(locks_of_contacts(facts)) <= set(locks):
            raise TryAgain
        agency_id, keeper = before.agency_id, before.keeper
        if facts.agency_id != agency_id:
            agency_id, keeper = await find_workplace(facts.agency_id, otherwise=keeper, actor=actor)
        await refuse_matches(_new_contacts(facts, before))
        after = replace(
            before,
            name=facts.name,
            agency_id=agency_id,
            keeper=keeper,
            email=facts.address,
            phone=facts.number,
            nib=facts.nib,
            born_on=facts.born_on,
            regency=await known_regency(facts.regency, "regency"),
        )
        await save_person(after)
        if after.name != before.name:
            await revise_sessions_showing("trainer", person_id, now=now)
        if _asked_of(after) != _asked_of(before):
            await rejudge_attended(person_id, now=now)
        await audit(
            actor,
            "change",
            ("person", person_id),
            before={"agency": before.agency_id, "keeper": before.keeper},
            after={"agency": agency_id, "keeper": keeper},
            now=now,
        )
    return after


def _asked_of(person: Person) -> tuple[object, ...]:
    """What programs may ask of who takes part."""
    return person.nib, person.born_on, person.regency


def _new_contacts(facts: PersonFacts, before: Person) -> PersonFacts:
    """Who shares a phone since before may keep it."""
    return replace(
        facts,
        phone=facts.phone if facts.number != before.phone else "",
        email=facts.email if facts.address != before.email else "",
    )
