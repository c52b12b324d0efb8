"""What is known better than estimated of ways between places, kept. Everybody reads it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.refusal import NotFound
from lintas.domain.travel import TravelOrigin, TravelOverride, TravelOverrideId
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import insert, update
from lintas.store.tables import TravelOverrideRow


async def list_travel_overrides() -> tuple[TravelOverride, ...]:
    """All that stand, in the order of entering."""
    rows = await fetch("SELECT * FROM travel_override WHERE removed_at IS NULL ORDER BY id")
    return tuple(map(_override, rows))


async def find_travel_override(override_id: UUID) -> TravelOverride:
    """Raises NotFound."""
    sql = "SELECT * FROM travel_override WHERE id = $1 AND removed_at IS NULL"
    rows = await fetch(sql, override_id)
    if not rows:
        raise NotFound("travel_time_id", override_id)
    return _override(rows[0])


async def add_travel_override(override: TravelOverride) -> None:
    await insert(TravelOverrideRow, {"id": override.id, **_values(override)})


async def save_travel_override(override: TravelOverride) -> None:
    await update(TravelOverrideRow, override.id, _values(override))


async def remove_travel_override(override_id: UUID, *, now: datetime) -> None:
    """The row stays, so that the audit can name it."""
    await update(TravelOverrideRow, override_id, {"removed_at": now})


def _values(override: TravelOverride) -> dict[str, object]:
    return {
        "start": override.start,
        "goal": override.goal,
        "minutes": override.minutes,
        "origin": override.origin.value,
        "source": override.source,
        "dated": override.dated,
        "keeper": override.keeper,
    }


def _override(row: dict[str, Any]) -> TravelOverride:
    return TravelOverride(
        id=TravelOverrideId(read_id(row["id"])),
        start=row["start"],
        goal=row["goal"],
        minutes=row["minutes"],
        origin=TravelOrigin(row["origin"]),
        source=row["source"],
        dated=read_day(row["dated"]) if row["dated"] else None,
        keeper=RegencyCode(row["keeper"]) if row["keeper"] else None,
    )
