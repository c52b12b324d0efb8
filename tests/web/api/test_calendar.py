"""When Ramadan is, through the API and by its form."""

from typing import Any

import httpx
import pytest

from tests.actions.world import SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.api.conftest import Program

NEXT = {"hijri_year": 1449, "first": "2028-01-28", "last": "2028-02-26", "official": False}
WINDOWS = "/api/v1/ramadan-windows"


async def test_ramadan_is_stated_moved_and_taken_back(world: World, program_of: Program) -> None:
    coordinator, reader = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)

    made = await coordinator.post(WINDOWS, json=NEXT)
    again = await coordinator.post(WINDOWS, json=NEXT)
    address = f"{WINDOWS}/{made.json()['id']}"
    moved = await coordinator.patch(address, json={"first": "2028-01-29", "official": True})
    refused = await reader.patch(address, json={"official": False})
    listed = (await reader.get(WINDOWS)).json()["items"]
    gone = await coordinator.delete(address)

    assert (made.status_code, again.status_code, refused.status_code) == (201, 409, 403)
    assert made.json().items() >= NEXT.items()
    assert (moved.json()["first"], moved.json()["official"]) == ("2028-01-29", True)
    assert [each["hijri_year"] for each in listed] == [1447, 1448, 1449]
    assert (gone.status_code, (await reader.get(address)).status_code) == (204, 404)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"hijri_year": 1}, 422, "hijri_year"),
        ({"hijri_year": "1449"}, 400, "hijri_year"),
        ({"first": "2028-02-30"}, 400, "first"),
        ({"first": "9999-12-31"}, 422, "first"),
        ({"last": "2028-02-01"}, 422, "last"),
        ({"official": 1}, 400, "official"),
        ({"zone": "WIB"}, 400, "zone"),
    ],
    ids=str,
)
async def test_what_is_no_ramadan_is_named(
    world: World, program: httpx.AsyncClient, change: dict[str, Any], status: int, field: str
) -> None:
    answer = await program.post(WINDOWS, json={**NEXT, **change})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
