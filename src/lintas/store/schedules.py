"""Published versions of schedules, kept."""

import json
from typing import Any
from uuid import UUID

from lintas.domain.people import AccountId, Actor
from lintas.domain.programs import Batch, BatchId
from lintas.domain.refusal import NotFound
from lintas.domain.schedules import Version, VersionId, read_meeting, write_meeting
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.programs.batches import find_any_batch
from lintas.store.sql import Args, insert
from lintas.store.tables import ScheduleVersionRow


async def find_shared_batch(batch_id: UUID, *, seen_by: Actor, field: str = "batch_id") -> Batch:
    """One that the actor's side keeps, or that keeps seats for its people.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"t.id = {args.put(batch_id)} AND t.retired_at IS NULL"
    if not seen_by.is_operator:
        mine = args.put_all(sorted(seen_by.regencies()))
        where += f""" AND (t.keeper IN {mine} OR EXISTS (SELECT 1 FROM batch_reservation r
            WHERE r.batch = t.id AND r.regency IN {mine} AND r.ended_at IS NULL))"""
    if not await fetch(f"SELECT 1 AS found FROM batch t WHERE {where}", *args):
        raise NotFound(field, batch_id)
    return await find_any_batch(BatchId(batch_id))


async def list_versions(batch_id: UUID) -> tuple[Version, ...]:
    """The first one first. For whoever sees the batch."""
    sql = "SELECT * FROM schedule_version WHERE batch = $1 ORDER BY number"
    return tuple(map(_version, await fetch(sql, batch_id)))


async def find_last_version(batch_id: UUID) -> Version | None:
    sql = "SELECT * FROM schedule_version WHERE batch = $1 ORDER BY number DESC LIMIT 1"
    rows = await fetch(sql, batch_id)
    return _version(rows[0]) if rows else None


async def add_version(version: Version) -> None:
    await insert(
        ScheduleVersionRow,
        {
            "id": version.id,
            "batch": version.batch_id,
            "number": version.number,
            "published_by": version.published_by,
            "published_at": version.published_at,
            "note": version.note,
            "snapshot": json.dumps([write_meeting(each) for each in version.meetings]),
        },
    )


def _version(row: dict[str, Any]) -> Version:
    return Version(
        id=VersionId(read_id(row["id"])),
        batch_id=BatchId(read_id(row["batch"])),
        number=row["number"],
        published_by=AccountId(read_id(row["published_by"])),
        published_at=read_moment(row["published_at"]),
        note=row["note"],
        meetings=tuple(read_meeting(each) for each in json.loads(row["snapshot"])),
    )
