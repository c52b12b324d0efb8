"""What it costs to use a room, and on which ground: 0 is allowed, and is still said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId

TariffId = NewType("TariffId", UUID)

_HOUR = timedelta(hours=1)


class Basis(StrEnum):
    """The ground on which a government's room is used by others."""

    PERMIT = "izin_pemakaian"
    LOAN = "pinjam_pakai"
    RENT = "sewa"
    GRANT = "hibah"


class Per(StrEnum):
    DAY = "hari"
    HOUR = "jam"
    USE = "pemakaian"


@dataclass(frozen=True, slots=True)
class Tariff:
    """For one borrowing government, or (none) for everybody else; `amount` in whole rupiah."""

    id: TariffId
    room_id: RoomId
    borrower: RegencyCode | None
    basis: Basis
    amount: int
    per: Per
    legal_basis: str = ""


def choose_tariff(tariffs: Iterable[Tariff], borrower: RegencyCode | None) -> Tariff | None:
    """The borrower's own, else everybody's; none: nobody stated one."""
    by_borrower = {tariff.borrower: tariff for tariff in tariffs}
    return by_borrower.get(borrower) or by_borrower.get(None)


def cost_of(tariff: Tariff, spans: Iterable[TimeSpan], zone: ZoneInfo) -> int:
    """Rupiah for meetings at these times: local days are counted once, hours as begun."""
    spans = tuple(spans)
    if tariff.per is Per.DAY:
        units = len({day for span in spans for day in span.days(zone)})
    elif tariff.per is Per.HOUR:
        units = sum(-(-span.length // _HOUR) for span in spans)
    else:
        units = len(spans)
    return tariff.amount * units


@dataclass(frozen=True, slots=True)
class Cost:
    """Rupiah in all, and what each room's tariff makes of it."""

    amount: int
    parts: tuple[tuple[Tariff, int], ...]
