"""Taking people into a batch, and what that answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lintas.actions.steps.seating import gather_seats, move_up, rejudge_seats
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Person
from lintas.domain.programs import Batch, Enrolment, EnrolmentId
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.programs.enrolments import add_enrolments, list_left, list_reserve


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment, and the secret of its personal link: told this once, kept only as its hash."""

    enrolment: Enrolment
    secret: str


async def take_in(
    people: Sequence[Person], batch: Batch, *, actor: Actor, now: datetime
) -> tuple[Enrolled, ...]:
    """Enrol them, in their order; who left before comes back. Within the locks of its seats.

    For whom no seat is left waits on the reserve list, behind all who are there.
    """
    moved = await move_up(batch, actor=actor, now=now)
    seats = await gather_seats(batch, now=now)
    numbers = _number(
        seats.seat(person.keeper for person in people), len(await list_reserve(batch.id))
    )
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
                reserve_number=number,
            ),
            new_secret(),
        )
        for person, enrolment_id, number in zip(people, ids, numbers, strict=True)
    )
    await add_enrolments([(each.enrolment, hash_secret(each.secret)) for each in enrolled])
    seated = [each.enrolment for each in enrolled if each.enrolment.reserve_number is None]
    await rejudge_seats(batch, [each.person.id for each in (*moved, *seated)], now=now)
    return enrolled


def _number(seated: Sequence[bool], waiting: int) -> list[int | None]:
    """Their places on the reserve list, behind so many who wait; none for who has a seat."""
    numbers: list[int | None] = []
    for has_seat in seated:
        waiting += not has_seat
        numbers.append(None if has_seat else waiting)
    return numbers
