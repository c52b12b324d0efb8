"""A citizen's number becomes known of somebody, or turns out to be another's."""

from collections.abc import Sequence
from dataclasses import replace

from lintas.domain.nik import Nik
from lintas.domain.people import Actor, Person
from lintas.domain.refusal import AlreadyThere, Fault, Invalid
from lintas.store.people import list_people_numbered, save_person


async def with_nik(person: Person, nik: Nik, *, actor: Actor, field: str = "nik") -> Person:
    """The person with that number, written down if it is new; within the number's lock.

    Raises:
        Invalid: the person is known with another number.
        AlreadyThere: somebody else whom the actor sees has it, in the same government.
    """
    if person.nik == nik:
        return person
    if person.nik is not None:
        raise Invalid(faults=(Fault(field, nik.masked, "nik_differs", person.nik.masked),))
    await refuse_numbered(person, nik, actor=actor, field=field)
    numbered = replace(person, nik=nik)
    await save_person(numbered)
    return numbered


async def refuse_numbered(person: Person, nik: Nik, *, actor: Actor, field: str = "nik") -> None:
    """Raises AlreadyThere: somebody else of the same government has it."""
    if _namesakes(person, await list_people_numbered([nik], seen_by=actor)):
        raise AlreadyThere(field, nik.masked)


def _namesakes(person: Person, found: Sequence[Person]) -> list[Person]:
    return [each for each in found if each.id != person.id and each.keeper == person.keeper]
