"""How long ways take, through the API."""

from typing import Any

import httpx
import pytest

from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program

WAYS = "/api/v1/travel-times"
WAY = {"start": BANDUNG, "goal": SERANG, "minutes": 360, "source": "Dishub"}


async def test_a_way_is_stated_measured_and_left_to_the_estimate(
    world: World, program_of: Program
) -> None:
    keeper, reader = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)
    stranger = await program_of(BANDUNG_COORDINATOR)

    made = await keeper.post(WAYS, json=WAY)
    again = await keeper.post(WAYS, json=WAY)
    address = f"{WAYS}/{made.json()['id']}"
    measured = {"origin": "diukur", "minutes": 300, "dated": "2026-12-07"}
    changed = await keeper.patch(address, json=measured)
    foreign = await stranger.patch(address, json={"minutes": 1})
    listed = (await reader.get(WAYS)).json()["items"]
    refused = await reader.delete(address)
    gone = await keeper.delete(address)

    assert (made.status_code, again.status_code) == (201, 409)
    assert made.json().items() >= {**WAY, "origin": "diisi koordinator", "keeper": SERANG}.items()
    assert changed.json().items() >= measured.items()
    assert (foreign.status_code, refused.status_code, gone.status_code) == (404, 403, 204)
    assert listed == [changed.json()]
    assert (await reader.get(address)).status_code == 404


async def test_between_two_venues_the_origin_is_told(
    world: World, program: httpx.AsyncClient
) -> None:
    plut = (await program.get(f"/api/v1/venues/{world.plut}")).json()
    facts = {"regency": SERANG, "name": "Balai", "owner_agency_id": str(world.serang_dinas)}
    balai = (await program.post("/api/v1/venues", json=facts)).json()
    ends = {"start": plut["id"], "goal": balai["id"]}

    async def told() -> tuple[Any, Any]:
        found = (await program.get(f"{WAYS}/between", params=ends)).json()
        return found["minutes"], found["origin"]

    unknown = await told()
    for venue, longitude in ((plut, 107.5), (balai, 106.6)):
        point = {"latitude": -7.0, "longitude": longitude}
        await program.patch(f"/api/v1/venues/{venue['id']}", json=point)
    estimated = await told()
    await program.post(WAYS, json=WAY)

    assert (unknown, estimated) == ((None, None), (185, "perkiraan"))
    assert await told() == (360, "diisi koordinator")
    nowhere = await program.get(f"{WAYS}/between", params={**ends, "goal": str(world.hall)})
    assert (nowhere.status_code, nowhere.json()["errors"][0]["field"]) == (404, "goal")


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"minutes": 2**40}, 422, "minutes"),
        ({"minutes": "lama"}, 400, "minutes"),
        ({"origin": "perkiraan"}, 422, "origin"),
        ({"origin": "kira-kira"}, 422, "origin"),
        ({"start": "Bandung"}, 404, "start"),
        ({"goal": BANDUNG}, 422, "goal"),
        ({"start": None}, 400, "start"),
    ],
    ids=str,
)
async def test_what_is_no_way_is_named(
    world: World, program: httpx.AsyncClient, change: dict[str, Any], status: int, field: str
) -> None:
    answer = await program.post(WAYS, json={**WAY, **change})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
