"""Plans on their way in, kept; and what was found about their rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import BookingId
from lintas.domain.imports import ImportId, ImportState, PlanImport
from lintas.domain.people import AccountId, Actor, Membership, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.rules import Finding
from lintas.store.bookings.conflicts import read_finding, write_finding
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import PlanImportRow


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What a row runs into; `refuses`: it stands in the way of the whole plan."""

    row: int
    finding: Finding
    zone: str
    refuses: bool


async def find_import(import_id: UUID, *, seen_by: Actor) -> PlanImport:
    """One that the actor sent.

    Raises:
        NotFound: naming `plan_id`.
    """
    args = Args()
    where = f"id = {args.put(import_id)}"
    if not seen_by.is_operator:
        where += f" AND actor = {args.put(seen_by.id)}"
    rows = await fetch(f"SELECT * FROM plan_import WHERE {where}", *args)
    if not rows:
        raise NotFound("plan_id", import_id)
    return _import(rows[0])


async def list_waiting_imports(*, untouched_since: datetime, limit: int) -> tuple[PlanImport, ...]:
    """Those to be judged, and those whose judging was broken off. For the clock: sees all."""
    sql = (
        "SELECT * FROM plan_import WHERE state = 'waiting'"
        " OR (state = 'judging' AND touched_at < $1) ORDER BY id LIMIT $2"
    )
    return tuple(map(_import, await fetch(sql, untouched_since, limit)))


async def list_row_findings(import_id: UUID) -> tuple[RowFinding, ...]:
    """What was found when it was judged last. For whoever sees the import."""
    rows = await fetch("SELECT findings FROM plan_import WHERE id = $1", import_id)
    return tuple(
        RowFinding(each["row"], read_finding(each["finding"]), each["zone"], each["refuses"])
        for each in json.loads(rows[0]["findings"] or "[]")
    )


async def add_import(each: PlanImport) -> None:
    content = {"actor": _write_actor(each.actor), "content": each.content}
    await insert(
        PlanImportRow,
        {
            "id": each.id,
            "actor": each.actor.id,
            "rows": each.rows,
            "asks": json.dumps(content),
            "findings": "",
            "created_at": each.created_at,
            **_values(each),
        },
    )


async def save_import(each: PlanImport, findings: Sequence[RowFinding] | None = None) -> None:
    """With what was found, if it was judged just now."""
    values = _values(each)
    if findings is not None:
        values["findings"] = json.dumps(
            [
                {
                    "row": found.row,
                    "finding": write_finding(found.finding),
                    "zone": found.zone,
                    "refuses": found.refuses,
                }
                for found in findings
            ]
        )
    await update(PlanImportRow, each.id, values)


async def save_import_progress(import_id: ImportId, done: int, *, now: datetime) -> None:
    await update(PlanImportRow, import_id, {"done": done, "touched_at": now})


def _values(each: PlanImport) -> dict[str, object]:
    return {
        "state": each.state.value,
        "for_keeps": int(each.for_keeps),
        "done": each.done,
        "bookings": json.dumps([str(booking) for booking in each.booking_ids]),
        "touched_at": each.touched_at,
        "finished_at": each.finished_at,
    }


def _import(row: dict[str, Any]) -> PlanImport:
    asks = json.loads(row["asks"])
    return PlanImport(
        id=ImportId(read_id(row["id"])),
        actor=_read_actor(asks["actor"]),
        state=ImportState(row["state"]),
        rows=row["rows"],
        content=asks["content"],
        created_at=read_moment(row["created_at"]),
        touched_at=read_moment(row["touched_at"]),
        for_keeps=bool(row["for_keeps"]),
        done=row["done"],
        booking_ids=tuple(BookingId(UUID(each)) for each in json.loads(row["bookings"] or "[]")),
        finished_at=read_moment(row["finished_at"]) if row["finished_at"] else None,
    )


def _write_actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": str(actor.id),
        "name": actor.name,
        "email": actor.email,
        "person": str(actor.person_id) if actor.person_id else None,
        "memberships": [[each.role.value, each.regency] for each in actor.memberships],
    }


def _read_actor(plain: dict[str, Any]) -> Actor:
    return Actor(
        id=AccountId(UUID(plain["id"])),
        name=plain["name"],
        memberships=tuple(Membership(Role(role), code) for role, code in plain["memberships"]),
        person_id=PersonId(UUID(plain["person"])) if plain["person"] else None,
        email=plain["email"],
    )
