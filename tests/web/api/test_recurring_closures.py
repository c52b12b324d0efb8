"""Closures that come again: every Monday until a day, judged date by date."""

from typing import Any

import pytest

from tests.actions.world import BANDUNG_MANAGER, SERANG_TRAINER, World
from tests.web.api.conftest import Program

# A Monday; the next is the 13th.
FIRST = {
    "starts_at": "2090-02-06T08:00:00+07:00",
    "ends_at": "2090-02-06T10:00:00+07:00",
    "reason": "Apel pagi",
}


def asking(world: World, day: str, start: str = "09:00", end: str = "12:00") -> dict[str, Any]:
    return {
        "room_id": str(world.open_room),
        "agency_id": str(world.serang_dinas),
        "purpose": "Pelatihan",
        "headcount": 20,
        "sessions": [{"starts_at": f"{day}T{start}:00+07:00", "ends_at": f"{day}T{end}:00+07:00"}],
        "reasons": {"*": "Perlu"},
    }


async def test_every_monday_until_a_day(world: World, program_of: Program) -> None:
    manager, trainer = await program_of(BANDUNG_MANAGER), await program_of(SERANG_TRAINER)
    kept = await trainer.post("/api/v1/bookings", json=asking(world, "2090-02-20"))

    made = await manager.post(
        "/api/v1/closures",
        json={**FIRST, "room_id": str(world.open_room), "rrule": "FREQ=WEEKLY;UNTIL=20900227"},
    )
    statuses = {}
    for day, start, end in (
        ("2090-02-13", "09:00", "12:00"),
        ("2090-02-13", "10:00", "12:00"),
        ("2090-02-14", "09:00", "12:00"),
        ("2090-02-27", "07:00", "08:01"),
        ("2090-03-06", "09:00", "12:00"),
    ):
        answer = await trainer.post("/api/v1/bookings", json=asking(world, day, start, end))
        statuses[f"{day} {start}"] = answer.status_code
    address = f"/api/v1/closures/{made.json()['id']}"
    shorter = await manager.patch(address, json={"rrule": "FREQ=WEEKLY;UNTIL=20900213"})
    conflicts = (await manager.get("/api/v1/conflicts", params={"state": "open"})).json()["items"]

    assert kept.status_code == 201
    assert (made.status_code, len(made.json()["conflict_ids"])) == (201, 1)
    assert statuses == {
        "2090-02-13 09:00": 409,
        "2090-02-13 10:00": 201,
        "2090-02-14 09:00": 201,
        "2090-02-27 07:00": 409,
        "2090-03-06 09:00": 201,
    }
    assert shorter.json()["rrule"] == "FREQ=WEEKLY;UNTIL=20900213"
    assert conflicts == []


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=WEEKLY",
        "FREQ=SECONDLY;COUNT=3",
        "FREQ=DAILY;COUNT=367",
        "FREQ=DAILY;UNTIL=21000101",
        "setiap Senin",
    ],
)
async def test_a_rule_without_end_or_with_a_bomb_is_named(
    world: World, program_of: Program, rrule: str
) -> None:
    manager = await program_of(BANDUNG_MANAGER)

    answer = await manager.post(
        "/api/v1/closures", json={**FIRST, "room_id": str(world.open_room), "rrule": rrule}
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "rrule")
