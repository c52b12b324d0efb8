"""Tools that bookings take along, through the API: counted, refused, changed, judged again."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    FAR_MONDAY,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program

NINE, TWELVE = f"{FAR_MONDAY}T09:00:00+07:00", f"{FAR_MONDAY}T12:00:00+07:00"


async def register(client: httpx.AsyncClient, world: World, quantity: int, **more: Any) -> str:
    answer = await client.post(
        "/api/v1/assets",
        json={
            "agency_id": str(world.serang_dinas),
            "name": "Mesin jahit",
            "quantity": quantity,
            "movable": True,
            **more,
        },
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def ask(
    client: httpx.AsyncClient, world: World, room: object, *needs: tuple[str, int], **more: Any
) -> httpx.Response:
    body = {
        "room_id": str(room),
        "agency_id": str(world.serang_dinas),
        "purpose": "Pelatihan menjahit",
        "headcount": 20,
        "sessions": [{"starts_at": NINE, "ends_at": TWELVE}],
        "asset_needs": [{"asset_id": asset, "quantity": number} for asset, number in needs],
        "reasons": {"*": "Sudah dibicarakan"},
        **more,
    }
    return await client.post("/api/v1/bookings", json=body)


async def test_the_last_machines_are_taken_and_no_more(world: World, program_of: Program) -> None:
    client = await program_of(SERANG_COORDINATOR)
    machines = await register(client, world, 16)

    first = await ask(client, world, world.part_a, (machines, 12))
    refused = await ask(client, world, world.open_room, (machines, 5))
    last = await ask(client, world, world.open_room, (machines, 4))

    assert first.status_code == 201, first.text
    assert first.json()["sessions"][0]["asset_needs"] == [{"asset_id": machines, "quantity": 12}]
    assert refused.status_code == 409
    (finding,) = [each for each in refused.json()["findings"] if each["severity"] == "blocks"]
    assert (finding["code"], finding["with"]["label"]) == ("equip_clash", "Mesin jahit")
    assert "Perlu 5, tersisa 4 dari 16." in str(finding)
    assert last.status_code == 201


async def test_the_only_truck_is_held_by_the_database_itself(
    world: World, program_of: Program
) -> None:
    client = await program_of(SERANG_COORDINATOR)
    truck = await register(client, world, 1, name="Mobil pelatihan")

    taken = await ask(client, world, world.open_room, (truck, 1))
    refused = await ask(client, world, world.part_a, (truck, 1))
    held = await fetch("SELECT resource FROM hold WHERE resource = $1", truck)
    grown = await client.patch(f"/api/v1/assets/{truck}", json={"quantity": 2})
    second = await ask(client, world, world.part_a, (truck, 1))
    unheld = await fetch("SELECT resource FROM hold WHERE resource = $1", truck)
    shrunk = await client.patch(f"/api/v1/assets/{truck}", json={"quantity": 1})
    again = await fetch("SELECT resource FROM hold WHERE resource = $1", truck)
    conflicts = (await client.get("/api/v1/conflicts")).json()["items"]

    assert (taken.status_code, refused.status_code, len(held)) == (201, 409, 1)
    assert (grown.status_code, second.status_code, len(unheld)) == (200, 201, 0)
    assert (shrunk.status_code, len(again)) == (200, 1)
    assert {each["code"] for each in conflicts} == {"equip_clash"}
    assert len(conflicts) == 2


async def test_broken_machines_become_conflicts_and_mended_ones_close_them(
    world: World, program_of: Program
) -> None:
    client = await program_of(SERANG_COORDINATOR)
    machines = await register(client, world, 16)
    address = f"/api/v1/assets/{machines}"
    await ask(client, world, world.open_room, (machines, 12))

    async def open_conflicts() -> list[str]:
        listed = await client.get("/api/v1/conflicts", params={"state": "open"})
        return [each["code"] for each in listed.json()["items"]]

    await client.patch(address, json={"quantity": 11})
    broken = await open_conflicts()
    await client.patch(address, json={"quantity": 12})
    mended = await open_conflicts()
    retired = await client.delete(address)

    assert (broken, mended) == (["equip_clash"], [])
    assert retired.status_code == 409


@pytest.mark.parametrize(
    ("quantity", "status", "field"),
    [(0, 422, "asset_needs[0].quantity"), ("2", 400, "asset_needs[0].quantity")],
)
async def test_what_is_no_need_is_named(
    world: World, program_of: Program, quantity: Any, status: int, field: str
) -> None:
    client = await program_of(SERANG_COORDINATOR)
    machines = await register(client, world, 16)

    answer = await ask(client, world, world.open_room, (machines, quantity))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


async def test_an_asset_that_is_unknown_foreign_or_named_twice_is_refused(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    machines = await register(serang, world, 16)
    ovens = await register(bandung, world, 2, agency_id=str(world.bandung_dinas), name="Oven")
    gone = await register(serang, world, 2)
    await serang.delete(f"/api/v1/assets/{gone}")

    unknown = await ask(serang, world, world.open_room, (str(uuid4()), 1))
    retired = await ask(serang, world, world.open_room, (gone, 1))
    twice = await ask(serang, world, world.open_room, (machines, 1), (machines, 2))
    the_lender_s = await ask(serang, world, world.open_room, (ovens, 1))

    for answer in (unknown, retired):
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (404, "asset_needs")
    assert twice.status_code == 422
    assert the_lender_s.status_code == 201


async def test_tools_of_a_session_are_changed_in_place(world: World, program_of: Program) -> None:
    coordinator, trainer = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)
    machines = await register(coordinator, world, 16)
    booking = (await ask(trainer, world, world.open_room)).json()
    other = await ask(trainer, world, world.part_a, (machines, 10))
    address = f"/api/v1/sessions/{booking['sessions'][0]['id']}"

    def needing(number: int) -> dict[str, Any]:
        return {"asset_needs": [{"asset_id": machines, "quantity": number}]}

    refused = await trainer.patch(address, json=needing(7))
    changed = await trainer.patch(address, json=needing(6))
    unknown = await trainer.patch(
        address, json={"asset_needs": [{"asset_id": str(uuid4()), "quantity": 1}]}
    )
    none = await trainer.patch(address, json={"asset_needs": []})

    assert other.status_code == 201
    assert (refused.status_code, refused.json()["findings"][0]["code"]) == (409, "equip_clash")
    assert (changed.status_code, changed.json()["asset_needs"]) == (
        200,
        [{"asset_id": machines, "quantity": 6}],
    )
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (404, "asset_needs")
    assert none.json()["asset_needs"] == []


async def test_what_a_booking_costs_is_answered(world: World, program_of: Program) -> None:
    manager, client = await program_of(BANDUNG_COORDINATOR), await program_of(SERANG_COORDINATOR)
    unknown = await ask(client, world, world.part_a)
    await manager.post(
        f"/api/v1/rooms/{world.open_room}/tariffs",
        json={"basis": "sewa", "amount": 50_000, "per": "jam", "legal_basis": "Perda 1"},
    )

    made = (await ask(client, world, world.open_room)).json()
    address = f"/api/v1/bookings/{made['id']}"
    seen = (await client.get(address)).json()
    cancelled = (await client.post(f"{address}/cancel", json={"reason": "Batal"})).json()

    assert unknown.json()["cost"] is None
    assert made["cost"] == {
        "amount": 150_000,
        "parts": [
            {
                "room_id": str(world.open_room),
                "basis": "sewa",
                "amount": 50_000,
                "per": "jam",
                "legal_basis": "Perda 1",
                "total": 150_000,
            }
        ],
    }
    assert seen["cost"] == made["cost"]
    assert cancelled["cost"] is None
