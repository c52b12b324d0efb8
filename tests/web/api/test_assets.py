"""Tools through the API: made, listed, changed, retired, refused."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.actions.world import (
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program


def machines(world: World, **more: Any) -> dict[str, Any]:
    return {"agency_id": str(world.serang_dinas), "name": "Mesin  Jahit", "quantity": 16, **more}


async def test_an_asset_is_made_seen_changed_and_retired(world: World, program_of: Program) -> None:
    keeper, reader = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)
    made = await keeper.post("/api/v1/assets", json=machines(world, venue_id=str(world.plut)))
    address = f"/api/v1/assets/{made.json()['id']}"

    seen = await reader.get(address)
    listed = await reader.get("/api/v1/assets", params={"venue_id": str(world.plut)})
    changed = await keeper.patch(
        address, json={"quantity": 12}, headers={"If-Match": seen.headers["etag"]}
    )
    stale = await keeper.patch(
        address, json={"quantity": 1}, headers={"If-Match": seen.headers["etag"]}
    )
    retired = await keeper.delete(address)

    assert made.status_code == 201
    assert made.json() == {
        "id": made.json()["id"],
        "agency_id": str(world.serang_dinas),
        "venue_id": str(world.plut),
        "name": "Mesin  Jahit",
        "kind": "mesin jahit",
        "quantity": 16,
        "movable": False,
        "keeper": SERANG,
        "is_example": False,
        "version": 1,
    }
    assert seen.json() == listed.json()["items"][0] == made.json()
    assert (changed.json()["quantity"], changed.json()["version"]) == (12, 2)
    assert stale.status_code == 412
    assert retired.status_code == 204
    assert (await reader.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"quantity": 0}, 422, "quantity"),
        ({"quantity": "16"}, 400, "quantity"),
        ({"quantity": 2**31}, 422, "quantity"),
        ({"name": " "}, 422, "name"),
        ({"kind": "x" * 61}, 422, "kind"),
        ({"agency_id": str(UUID(int=7))}, 404, "agency_id"),
        ({"venue_id": str(UUID(int=7))}, 404, "venue_id"),
        ({"movable": "ya"}, 400, "movable"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, dict) else None,
)
async def test_what_can_not_be_meant_is_named(
    world: World, program: httpx.AsyncClient, change: dict[str, Any], status: int, field: str
) -> None:
    answer = await program.post("/api/v1/assets", json=machines(world, **change))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


async def test_another_regency_s_assets_are_seen_but_not_kept(
    world: World, program_of: Program
) -> None:
    keeper, stranger = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_MANAGER)
    trainer = await program_of(SERANG_TRAINER)
    made = (await keeper.post("/api/v1/assets", json=machines(world))).json()
    address = f"/api/v1/assets/{made['id']}"

    assert (await stranger.get(address)).status_code == 200
    assert (await stranger.patch(address, json={"quantity": 1})).status_code == 404
    assert (await stranger.delete(address)).status_code == 404
    assert (await stranger.post("/api/v1/assets", json=machines(world))).status_code == 404
    assert (await trainer.post("/api/v1/assets", json=machines(world))).status_code == 403


async def test_rooms_and_programs_say_what_equipment_they_have_and_need(
    world: World, program_of: Program
) -> None:
    manager, coordinator = await program_of(BANDUNG_MANAGER), await program_of(SERANG_COORDINATOR)
    address = f"/api/v1/rooms/{world.open_room}"

    unknown = (await manager.get(address)).json()["equipment"]
    known = await manager.patch(address, json={"equipment": {"Mesin  Jahit": 16}})
    named = await manager.patch(address, json={"name": "Bengkel"})
    none = await manager.patch(address, json={"equipment": {}})
    forgotten = await manager.patch(address, json={"equipment": None})
    needing = await coordinator.post(
        "/api/v1/programs",
        json={
            "agency_id": str(world.serang_dinas),
            "title": "Menjahit",
            "equipment": {"Mesin jahit": 2},
        },
    )
    needed = f"/api/v1/programs/{needing.json()['id']}"
    changed = await coordinator.patch(needed, json={"equipment": {"mesin jahit": 1}})

    assert unknown is None
    assert known.json()["equipment"] == {"mesin jahit": 16}
    assert named.json()["equipment"] == {"mesin jahit": 16}
    assert none.json()["equipment"] == {}
    assert forgotten.json()["equipment"] is None
    assert needing.json()["equipment"] == {"mesin jahit": 2}
    assert changed.json()["equipment"] == {"mesin jahit": 1}


@pytest.mark.parametrize(
    "equipment",
    [{"mesin jahit": 0}, {"": 3}, {"x" * 61: 3}, {"oven": 1, "Oven": 2}],
    ids=["none of it", "no name", "a long name", "two spellings"],
)
async def test_equipment_that_can_not_be_meant_is_named(
    world: World, program_of: Program, equipment: dict[str, int]
) -> None:
    manager = await program_of(BANDUNG_MANAGER)

    answer = await manager.patch(f"/api/v1/rooms/{world.open_room}", json={"equipment": equipment})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].startswith("equipment")
