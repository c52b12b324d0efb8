"""Taking people into a batch, and what that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lintas.domain.ids import new_id
from lintas.domain.people import Person
from lintas.domain.programs import Batch, Enrolment, EnrolmentId
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.programs.enrolments import add_enrolments, list_left


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment, and the secret of its personal link: told this once, kept only as its hash."""

    enrolment: Enrolment
    secret: str


def batch_lock(batch_id: object) -> str:
    """Held while people are taken into a batch."""
    return f"batch:{batch_id}"


async def take_in(people: Sequence[Person], batch: Batch, *, now: datetime) -> tuple[Enrolled, ...]:
    """Enrol them, in their order; who left before comes back."""
    left = await list_left(batch.id, [person.id for person in people])
    # Of one moment, ids are in no order by themselves.
    ids = sorted(EnrolmentId(new_id(now)) for _ in people)
    enrolled = tuple(
        Enrolled(
            Enrolment(
                id=left.get(person.id, enrolment_id),
                batch_id=batch.id,
                person=person,
                created_at=now,
            ),
            new_secret(),
        )
        for person, enrolment_id in zip(people, ids, strict=True)
    )
    await add_enrolments([(each.enrolment, hash_secret(each.secret)) for each in enrolled])
    return enrolled
