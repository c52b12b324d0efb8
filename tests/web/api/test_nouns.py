"""The nouns through the API: made, listed, changed, refused."""

from typing import Any

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

BANTEN = {"code": "36.73", "name": "Kota Serang", "province": "Banten", "timezone": "Asia/Jakarta"}


async def make(client: httpx.AsyncClient, noun: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/api/v1/{noun}", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_an_operator_builds_two_governments_from_nothing(program: httpx.AsyncClient) -> None:
    for code, name in (("36.04", "Kabupaten Serang"), ("32.04", "Kabupaten Bandung")):
        await make(program, "regencies", **{**BANTEN, "code": code, "name": name})
    lender = await make(program, "agencies", regency="32.04", name="Dinas Bandung")
    venue = await make(
        program,
        "venues",
        regency="32.04",
        name="PLUT",
        owner_agency_id=lender["id"],
        opening_hours={"mon": [["08:00", "16:00"]]},
    )
    hall = await make(program, "rooms", venue_id=venue["id"], name="Aula")
    part = await make(
        program,
        "rooms",
        venue_id=venue["id"],
        name="Aula A",
        part_of=hall["id"],
        capacities={"classroom": 40},
    )

    assert (venue["keeper"], venue["lender"]) == ("32.04", "32.04")
    found = (await program.get(f"/api/v1/rooms/{hall['id']}")).json()
    assert found["leaf_ids"] == [part["id"]]
    listed = (await program.get("/api/v1/rooms", params={"venue_id": venue["id"]})).json()
    assert ([each["id"] for each in listed["items"]], listed["next"]) == (
        [hall["id"], part["id"]],
        None,
    )


async def test_a_page_of_a_list_leads_to_the_next(world: World, program: httpx.AsyncClient) -> None:
    first = (await program.get("/api/v1/rooms?limit=2")).json()
    rest = (await program.get("/api/v1/rooms", params={"cursor": first["next"]})).json()

    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 3, None)


async def test_a_venue_is_changed_only_by_its_keeper_and_only_as_it_was_seen(
    world: World, program_of: Program
) -> None:
    address = f"/api/v1/venues/{world.plut}"
    stranger, keeper = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    change = {"address": "Jl. Al Fathu"}

    assert (await stranger.patch(address, json=change)).status_code in {403, 404}
    seen = await keeper.get(address)
    changed = await keeper.patch(address, json=change, headers={"If-Match": seen.headers["etag"]})
    stale = await keeper.patch(address, json=change, headers={"If-Match": seen.headers["etag"]})

    assert (changed.status_code, changed.json()["address"]) == (200, "Jl. Al Fathu")
    assert stale.status_code == 412


async def test_a_smaller_room_tells_of_its_conflicts(world: World, program_of: Program) -> None:
    manager = await program_of(BANDUNG_MANAGER)
    address = f"/api/v1/rooms/{world.open_room}"

    changed = await manager.patch(
        address, json={"capacities": {"classroom": 10}, "turnaround_minutes": 30}
    )
    mixed = await manager.patch(address, json={"part_of": None, "name": "Lain"})

    assert (changed.status_code, changed.json()["turnaround_minutes"]) == (200, 30)
    assert (mixed.status_code, mixed.json()["errors"][0]["field"]) == (422, "part_of")


@pytest.mark.parametrize(
    ("noun", "body", "status", "field"),
    [
        ("regencies", {**BANTEN, "code": "Serang"}, 422, "code"),
        ("regencies", {**BANTEN, "timezone": "GMT+7"}, 422, "timezone"),
        ("regencies", {**BANTEN, "code": SERANG}, 409, "code"),
        ("agencies", {"name": "Hotel", "kind": "hotel"}, 422, "kind"),
        ("agencies", {"name": "Dinas", "regency": "99.99"}, 404, "regency"),
        ("agencies", {"name": ""}, 422, "name"),
        ("rooms", {"venue_id": "x", "name": "Aula"}, 400, "venue_id"),
    ],
)
async def test_what_can_not_be_meant_is_named(
    world: World,
    program: httpx.AsyncClient,
    noun: str,
    body: dict[str, Any],
    status: int,
    field: str,
) -> None:
    answer = await program.post(f"/api/v1/{noun}", json=body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
