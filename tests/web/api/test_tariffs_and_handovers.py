"""What rooms cost and when venues change hands, through the API."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    World,
)
from tests.web.api.conftest import Program

FREE = {"basis": "izin_pemakaian", "amount": 0, "per": "hari", "borrower": SERANG}


async def test_a_tariff_is_stated_once_for_each_borrower(world: World, program_of: Program) -> None:
    manager, reader = await program_of(BANDUNG_MANAGER), await program_of(SERANG_COORDINATOR)
    tariffs = f"/api/v1/rooms/{world.open_room}/tariffs"

    made = await manager.post(tariffs, json=FREE)
    again = await manager.post(tariffs, json=FREE)
    others = await manager.post(
        tariffs, json={"basis": "sewa", "amount": 150_000, "per": "hari", "legal_basis": "Perda 1"}
    )
    address = f"/api/v1/tariffs/{made.json()['id']}"
    changed = await manager.patch(address, json={"amount": 50_000})
    listed = await reader.get(tariffs)
    foreign = await reader.patch(address, json={"amount": 1})
    gone = await manager.delete(address)

    assert (made.status_code, again.status_code, others.status_code) == (201, 409, 201)
    assert (changed.status_code, changed.json()["amount"]) == (200, 50_000)
    assert [(each["borrower"], each["amount"]) for each in listed.json()["items"]] == [
        (SERANG, 50_000),
        (None, 150_000),
    ]
    assert (foreign.status_code, foreign.json()["errors"][0]["field"]) == (404, "tariff_id")
    assert gone.status_code == 204
    assert (await reader.get(address)).status_code == 404


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"amount": -1}, 422, "amount"),
        ({"amount": 0.5}, 400, "amount"),
        ({"amount": 2**31}, 422, "amount"),
        ({"basis": "gratis"}, 422, "basis"),
        ({"per": "minggu"}, 422, "per"),
        ({"borrower": "99.99"}, 404, "borrower"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
async def test_what_is_no_tariff_is_named(
    world: World, program: httpx.AsyncClient, change: dict[str, Any], status: int, field: str
) -> None:
    answer = await program.post(f"/api/v1/rooms/{world.open_room}/tariffs", json={**FREE, **change})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


async def test_a_room_that_is_not_there_costs_nothing(program: httpx.AsyncClient) -> None:
    answer = await program.post(f"/api/v1/rooms/{uuid4()}/tariffs", json=FREE)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (404, "room_id")


async def test_a_handover_is_noted_changed_and_taken_back(
    world: World, program_of: Program
) -> None:
    keeper, stranger = await program_of(BANDUNG_COORDINATOR), await program_of(SERANG_COORDINATOR)
    handovers = f"/api/v1/venues/{world.plut}/handovers"
    facts = {"day": "2030-01-02", "to_name": "Kota Bandung", "document": "BAST 12"}

    made = await keeper.post(handovers, json=facts)
    address = f"/api/v1/handovers/{made.json()['id']}"
    changed = await keeper.patch(address, json={"to_agency_id": str(world.serang_dinas)})
    listed = await stranger.get(handovers)
    foreign = await stranger.delete(address)
    gone = await keeper.delete(address)

    assert (made.status_code, made.json()["to_name"]) == (201, "Kota Bandung")
    assert changed.json()["to_name"] == "Dinas Serang"
    assert listed.json()["items"] == [changed.json()]
    assert foreign.status_code == 404
    assert (gone.status_code, (await keeper.get(handovers)).json()["items"]) == (204, [])


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"day": "besok"}, 400, "day"),
        ({"day": "1999-01-01"}, 422, "day"),
        ({"to_name": " "}, 422, "to_name"),
        ({"to_agency_id": str(UUID(int=7))}, 404, "to_agency_id"),
    ],
    ids=["no day", "long ago", "to nobody", "to an unknown agency"],
)
async def test_what_is_no_handover_is_named(
    world: World, program: httpx.AsyncClient, change: dict[str, Any], status: int, field: str
) -> None:
    answer = await program.post(
        f"/api/v1/venues/{world.plut}/handovers",
        json={"day": "2030-01-02", "to_name": "Kota", **change},
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
