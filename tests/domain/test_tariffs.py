"""What a room costs: whose tariff holds, and how days, hours and uses are counted."""

import pytest

from lintas.domain.tariffs import Basis, Per, Tariff, TariffId, choose_tariff, cost_of
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from tests.builders import BANDUNG, SERANG, TUESDAY, WIB, WIT, hours, named


def tariff(per: Per = Per.DAY, amount: int = 100, borrower: str | None = None) -> Tariff:
    return Tariff(
        TariffId(named(f"tariff {borrower}")),
        RoomId(named("Aula")),
        borrower and BANDUNG,  # type: ignore[arg-type]  # none, or the one borrower there is
        Basis.RENT,
        amount,
        per,
    )


def test_the_borrower_s_own_tariff_comes_before_everybody_s() -> None:
    own, everybody_s = tariff(borrower=BANDUNG, amount=0), tariff()

    assert choose_tariff([everybody_s, own], BANDUNG) == own
    assert choose_tariff([everybody_s, own], SERANG) == everybody_s
    assert choose_tariff([everybody_s, own], None) == everybody_s
    assert choose_tariff([own], SERANG) is None


@pytest.mark.parametrize(
    ("per", "spans", "units"),
    [
        (Per.DAY, [hours(8, 12), hours(13, 16)], 1),
        (Per.DAY, [hours(8, 12), hours(8, 12, TUESDAY)], 2),
        (Per.DAY, [hours(22, 24)], 1),
        (Per.DAY, [hours(22, 24.5)], 2),
        (Per.HOUR, [hours(8, 10)], 2),
        (Per.HOUR, [hours(8, 10 + 1 / 60)], 3),
        (Per.HOUR, [hours(8, 8.5), hours(9, 9.5)], 2),
        (Per.USE, [hours(8, 12), hours(13, 16)], 2),
        (Per.USE, [], 0),
    ],
    ids=[
        "a morning and an afternoon are one day",
        "two days",
        "until midnight",
        "past midnight",
        "two hours",
        "an hour that has begun",
        "halves of two sessions",
        "two uses",
        "nothing",
    ],
)
def test_days_are_counted_once_and_hours_as_begun(
    per: Per, spans: list[TimeSpan], units: int
) -> None:
    assert cost_of(tariff(per), spans, WIB) == 100 * units


def test_a_day_is_the_place_s_own() -> None:
    assert cost_of(tariff(), [hours(21, 23)], WIB) == 100
    assert cost_of(tariff(), [hours(21, 23)], WIT) == 200
    assert cost_of(tariff(), [hours(20, 22)], WIT) == 100


def test_nothing_is_a_price_too() -> None:
    assert cost_of(tariff(amount=0), [hours(8, 12)], WIB) == 0
