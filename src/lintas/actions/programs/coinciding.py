"""Nobody is enrolled who would have to be in two places at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lintas.domain.people import Actor, Person
from lintas.domain.programs import Batch
from lintas.domain.refusal import Fault, Refusal
from lintas.domain.seats import Coincidence
from lintas.store.agencies import find_regency
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.seats import list_coincidences


class SeatedElsewhere(Refusal):
    """Nobody was enrolled: some have seats in other batches that meet at the same time.

    Each is named; the limit of each fault is a `Meanwhile`.
    """


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Where somebody is then: `title` is the other batch's, or its government's across a border."""

    coincidence: Coincidence
    title: str


async def refuse_coinciding(
    people: Mapping[str, Person], batch: Batch, *, actor: Actor, now: datetime
) -> None:
    """Go on only if nobody has a seat elsewhere then; within the locks of the batch's seats.

    `people` are by the field that names them.

    Raises:
        SeatedElsewhere: naming everybody who has, with the first such meeting of each batch.
    """
    ids = [person.id for person in people.values()]
    found = await list_coincidences(batch.id, ids, since=now)
    faults = [
        Fault(field, person.name, "seated_elsewhere", Meanwhile(each, await _title(each, actor)))
        for field, person in people.items()
        for each in _first_of_each([each for each in found if each.person_id == person.id])
    ]
    if faults:
        raise SeatedElsewhere(faults=tuple(faults))


def _first_of_each(coincidences: list[Coincidence]) -> list[Coincidence]:
    """The earliest of each other batch."""
    return list({each.elsewhere: each for each in reversed(coincidences)}.values())[::-1]


async def _title(coincidence: Coincidence, actor: Actor) -> str:
    other = await find_any_batch(coincidence.elsewhere)
    if actor.is_operator or other.keeper is None or other.keeper in actor.regencies():
        return other.title
    return (await find_regency(other.keeper)).name
