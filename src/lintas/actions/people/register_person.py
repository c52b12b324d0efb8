"""Somebody who teaches or takes part is registered."""

from datetime import datetime

from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.matching import locks_of_contacts, refuse_matches
from lintas.actions.people.placing import find_workplace
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_somewhere, find_keeper
from lintas.actions.steps.residing import known_regency
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Person, PersonId
from lintas.rules.access import Verb
from lintas.store.people import add_person
from lintas.store.transaction import retrying, writing


@retrying
async def register_person(facts: PersonFacts, *, actor: Actor, now: datetime) -> Person:
    """Register the person: kept by the agency's keeper, or by the actor's regency without one.

    Raises:
        NotAllowed: the actor keeps no people.
        Invalid: as `PersonFacts.check`.
        NotFound: an unknown agency, or one whose people the actor doesn't keep.
        AlreadyThere: somebody, in any regency, has the phone or the e-mail.
    """
    allow_somewhere(actor, Verb.KEEP_PEOPLE)
    facts.check()
    async with writing(*locks_of_contacts(facts)):
        home = find_keeper(actor, Verb.KEEP_PEOPLE)
        agency_id, keeper = await find_workplace(facts.agency_id, otherwise=home, actor=actor)
        await refuse_matches(facts)
        person = Person(
            id=PersonId(new_id(now)),
            name=facts.name,
            agency_id=agency_id,
            keeper=keeper,
            email=facts.address,
            phone=facts.number,
            nib=facts.nib,
            born_on=facts.born_on,
            regency=await known_regency(facts.regency, "regency"),
        )
        await add_person(person)
        after = {"agency": agency_id, "keeper": keeper}
        await audit(actor, "register", ("person", person.id), after=after, now=now)
    return person
