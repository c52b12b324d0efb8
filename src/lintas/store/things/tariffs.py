"""What rooms cost, kept. Everybody with an account reads it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lintas.domain.refusal import NotFound
from lintas.domain.tariffs import Basis, Per, Tariff, TariffId
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import RoomTariffRow


async def find_tariff(tariff_id: UUID, *, field: str = "tariff_id") -> Tariff:
    """Raises NotFound, naming `field`."""
    rows = await fetch("SELECT * FROM room_tariff WHERE id = $1", tariff_id)
    if not rows:
        raise NotFound(field, tariff_id)
    return _tariff(rows[0])


async def list_tariffs_for(room_ids: Iterable[UUID]) -> tuple[Tariff, ...]:
    """Of these rooms, in the order of making."""
    args = Args()
    sql = f"SELECT * FROM room_tariff WHERE room IN {args.put_all(room_ids)} ORDER BY id"
    return tuple(map(_tariff, await fetch(sql, *args)))


async def add_tariff(tariff: Tariff) -> None:
    await insert(RoomTariffRow, {"id": tariff.id, **_values(tariff)})


async def save_tariff(tariff: Tariff) -> None:
    await update(RoomTariffRow, tariff.id, _values(tariff))


async def remove_tariff(tariff_id: TariffId) -> None:
    await fetch("DELETE FROM room_tariff WHERE id = $1", tariff_id)


def _values(tariff: Tariff) -> dict[str, object]:
    return {
        "room": tariff.room_id,
        "borrower": tariff.borrower,
        "basis": tariff.basis.value,
        "amount": tariff.amount,
        "per": tariff.per.value,
        "legal_basis": tariff.legal_basis,
    }


def _tariff(row: dict[str, Any]) -> Tariff:
    return Tariff(
        id=TariffId(read_id(row["id"])),
        room_id=RoomId(read_id(row["room"])),
        borrower=row["borrower"],
        basis=Basis(row["basis"]),
        amount=row["amount"],
        per=Per(row["per"]),
        legal_basis=row["legal_basis"],
    )
