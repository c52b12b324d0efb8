"""Facts that ship with the program are those that were decreed."""

from datetime import date

import pytest

from lintas.domain.venues import HolidayKind
from lintas.render.findings import say_finding
from lintas.rules import judge
from lintas.store.reference import list_decreed_years, list_holidays
from tests.builders import WIB, hours, plan, situation

# Month and day, by the decrees of the three ministers: SKB 1497/2025, 2/2025 and 5/2025 of 2026,
# SKB 1205/2026, 3/2026 and 2/2026 of 2027.
DECREED = {
    (2026, HolidayKind.NATIONAL): """
        01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17
        08-25 12-25
    """,
    (2026, HolidayKind.JOINT_LEAVE): "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24",
    (2027, HolidayKind.NATIONAL): """
        01-01 01-05 02-06 03-08 03-10 03-11 03-26 03-28 05-01 05-06 05-17 05-20 06-01 06-06 08-15
        08-17 12-25 12-26
    """,
    (2027, HolidayKind.JOINT_LEAVE): "02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24",
}


@pytest.mark.parametrize(
    ("year", "kind"), DECREED, ids=[f"{kind.value} {year}" for year, kind in DECREED]
)
def test_days_off_are_those_of_the_decree(year: int, kind: HolidayKind) -> None:
    decreed = {date.fromisoformat(f"{year}-{day}") for day in DECREED[year, kind].split()}

    off = [each for each in list_holidays().values() if each.kind is kind]

    assert {each.day for each in off if each.day.year == year} == decreed
    assert all(each.name and each.decree for each in off)


def test_of_other_years_nobody_says_that_there_is_no_holiday() -> None:
    around = situation(holidays=list_holidays(), holidays_decreed=list_decreed_years())

    def said(year: int) -> str:
        planned = plan(hours(9, 12, day=date(year, 8, 18)))
        found = [each for each in judge(planned, around) if each.code == "holiday"]
        return " ".join(say_finding(each, WIB) for each in found)

    assert list_decreed_years() == {2026, 2027}
    for year in (2025, 2028):
        assert f"Hari libur tahun {year} belum ditetapkan SKB" in said(year)
    assert [said(2026), said(2027)] == ["", ""]
