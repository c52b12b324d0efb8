"""Seats that a batch keeps free for another government's people."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId
from lintas.domain.programs import BatchId
from lintas.domain.sharing import Reservation, ReservationId, free_seats
from tests.builders import BANDUNG, SERANG, named

LAST = date(2027, 3, 1)
FIVE = Reservation(
    ReservationId(named("reservation")),
    BatchId(named("batch")),
    BANDUNG,
    seats=5,
    trainer_places=1,
    until=LAST,
    made_by=AccountId(named("maker")),
    made_at=datetime(2027, 1, 1, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("enrolled", "whose", "today", "free"),
    [
        ({}, SERANG, LAST, 11),
        ({}, BANDUNG, LAST, 16),
        ({SERANG: 10}, SERANG, LAST, 1),
        ({SERANG: 11}, SERANG, LAST, 0),
        ({SERANG: 11}, BANDUNG, LAST, 5),
        # Those who came fill what was reserved for them.
        ({SERANG: 8, BANDUNG: 3}, SERANG, LAST, 3),
        # More of them than reserved take nothing away twice.
        ({BANDUNG: 6}, SERANG, LAST, 10),
        # The day after, what is left is everybody's.
        ({SERANG: 11}, SERANG, date(2027, 3, 2), 5),
        ({None: 4}, SERANG, LAST, 7),
        ({SERANG: 20}, BANDUNG, LAST, 0),
    ],
)
def test_seats_left(
    enrolled: dict[RegencyCode | None, int], whose: RegencyCode, today: date, free: int
) -> None:
    assert free_seats(16, enrolled, [FIVE], whose=whose, today=today) == free


def test_what_two_others_reserved_is_kept_for_both() -> None:
    garut = replace(FIVE, regency=RegencyCode("32.05"), seats=4)

    assert free_seats(16, {}, [FIVE, garut], whose=SERANG, today=LAST) == 7
