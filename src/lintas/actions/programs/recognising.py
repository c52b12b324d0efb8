"""Who it is that a line of a list names: somebody known, or somebody new."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lintas.actions.programs.pasting import Listed, NotARoster
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor, Person
from lintas.domain.refusal import Fault
from lintas.store.people import list_people_numbered, list_people_phoned, save_person


async def recognise(
    roster: Sequence[Listed], side: RegencyCode | None, actor: Actor
) -> Mapping[Listed, Person]:
    """Those whom the actor sees already: by the NIK where one is given and known, else by phone.

    Of two with one number the one of that side counts, else who was registered first.
    """
    phoned = await list_people_phoned([each.phone for each in roster], seen_by=actor)
    by_phone = {person.phone: person for person in _ranked(phoned, side)}
    niks = [each.nik for each in roster if each.nik]
    numbered = await list_people_numbered(niks, seen_by=actor) if niks else ()
    by_nik = {person.nik: person for person in _ranked(numbered, side)}
    found = {each: by_nik.get(each.nik) if each.nik else None for each in roster}
    return {
        each: person
        for each in roster
        if (person := found[each] or by_phone.get(each.phone)) is not None
    }


def check_recognised(known: Mapping[Listed, Person]) -> None:
    """Go on only if every line means who it says.

    Raises:
        NotARoster: naming each line that names somebody else, or whom another line names too.
    """
    faults = []
    first: dict[object, Listed] = {}
    for each, person in known.items():
        other = first.setdefault(person.id, each)
        if not _alike(each.name, person.name):
            faults.append(Fault(each.field, each.name, "known_as", person.name))
        elif each.nik and person.nik and each.nik != person.nik:
            faults.append(Fault(each.field, each.name, "nik_differs", person.nik.masked))
        elif other is not each:
            faults.append(Fault(each.field, each.name, "once_in_list", other.index + 1))
    if faults:
        raise NotARoster(faults=tuple(faults))


async def note_news(known: Mapping[Listed, Person]) -> Mapping[Listed, Person]:
    """Write down a number that nobody knew of somebody known."""
    people = dict(known)
    for each, person in known.items():
        told = replace(person, nik=person.nik or each.nik, phone=person.phone or each.phone)
        if told != person:
            await save_person(told)
            people[each] = told
    return people


def _ranked(people: Sequence[Person], side: RegencyCode | None) -> list[Person]:
    """Those who count last, so that they stand in a mapping."""
    return sorted(people, key=lambda person: (person.keeper != side, person.id), reverse=True)


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one person's; in families that share a phone no word is the same."""
    words, others = (set(re.findall(r"\w{3,}", name.casefold())) for name in (one, other))
    return not words or not others or bool(words & others)
