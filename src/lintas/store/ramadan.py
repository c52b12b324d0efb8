"""Ramadan windows, kept. Everybody reads them."""

from typing import Any
from uuid import UUID

from lintas.domain.refusal import NotFound
from lintas.domain.teaching_hours import RamadanWindow, RamadanWindowId
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import insert, update
from lintas.store.tables import RamadanWindowRow


async def list_ramadan_windows() -> tuple[RamadanWindow, ...]:
    """All of them, earliest first: one a year."""
    rows = await fetch("SELECT * FROM ramadan_window ORDER BY first_day")
    return tuple(map(_window, rows))


async def find_ramadan_window(window_id: UUID) -> RamadanWindow:
    """Raises NotFound."""
    rows = await fetch("SELECT * FROM ramadan_window WHERE id = $1", window_id)
    if not rows:
        raise NotFound("ramadan_window_id", window_id)
    return _window(rows[0])


async def add_ramadan_window(window: RamadanWindow) -> None:
    await insert(RamadanWindowRow, {"id": window.id, **_values(window)})


async def save_ramadan_window(window: RamadanWindow) -> None:
    await update(RamadanWindowRow, window.id, _values(window))


async def remove_ramadan_window(window_id: RamadanWindowId) -> None:
    await fetch("DELETE FROM ramadan_window WHERE id = $1", window_id)


def _values(window: RamadanWindow) -> dict[str, object]:
    return {
        "hijri_year": window.hijri_year,
        "first_day": window.first,
        "last_day": window.last,
        "official": window.official,
    }


def _window(row: dict[str, Any]) -> RamadanWindow:
    return RamadanWindow(
        id=RamadanWindowId(read_id(row["id"])),
        hijri_year=row["hijri_year"],
        first=read_day(row["first_day"]),
        last=read_day(row["last_day"]),
        official=bool(row["official"]),
    )
