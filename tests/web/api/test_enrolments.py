"""Lists of people and citizens' numbers, over the API."""

from typing import Any

import httpx
import pytest

from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, World, named
from tests.web.api.conftest import Program, request_body, times

SITI = {"name": "Siti Aminah", "phone": "0812 3456 7789"}
NIK = "3604125508900001"


async def batch_of(client: httpx.AsyncClient, world: World, **more: Any) -> str:
    body = {"agency_id": str(world.serang_dinas), "title": "Kemasan", **more}
    program = (await client.post("/api/v1/programs", json=body)).json()["id"]
    made = await client.post("/api/v1/batches", json={"program_id": program, "number": 1})
    return str(made.json()["id"])


async def test_a_list_is_enrolled_at_once_and_the_rest_waits(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await batch_of(serang, world, max_participants=1)
    people = [{**SITI, "nik": NIK}, {"name": "Budi", "phone": "081345678901"}]

    made = await serang.post(f"/api/v1/batches/{batch}/enrolments", json={"people": people})
    listed = await serang.get(f"/api/v1/enrolments?batch_id={batch}")
    again = await serang.post(f"/api/v1/batches/{batch}/enrolments", json={"people": people})

    assert made.status_code == 201
    told = [(each["name"], each["nik"], each["reserve_number"]) for each in made.json()["items"]]
    assert told == [("Siti Aminah", "••••••••••••0001", None), ("Budi", "", 1)]
    assert all("/p/" in each["url"] for each in made.json()["items"])
    assert [each["reserve_number"] for each in listed.json()["items"]] == [None, 1]
    assert again.status_code == 409
    assert [each["field"] for each in again.json()["errors"]] == ["people[0]", "people[1]"]


@pytest.mark.parametrize(
    ("people", "status", "fields"),
    [
        pytest.param([], 422, ["people"], id="nobody"),
        pytest.param([SITI] * 501, 422, ["people"], id="too many"),
        pytest.param([SITI, SITI], 422, ["people[0]", "people[1]"], id="twice"),
        pytest.param([{**SITI, "phone": "0812"}], 422, ["people[0].phone"], id="no phone"),
        pytest.param([{**SITI, "name": " "}], 422, ["people[0].name"], id="no name"),
        pytest.param([{**SITI, "nik": f"{NIK}1"}], 422, ["people[0].nik"], id="no NIK"),
        pytest.param([{**SITI, "nik": int(NIK)}], 400, ["people[0].nik"], id="a number"),
        pytest.param([{**SITI, "nik": NIK * 3}], 422, ["people[0].nik"], id="far too long"),
    ],
)
async def test_a_list_that_cannot_be_meant(
    world: World, program_of: Program, people: list[Any], status: int, fields: list[str]
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await batch_of(serang, world)

    refused = await serang.post(f"/api/v1/batches/{batch}/enrolments", json={"people": people})

    assert refused.status_code == status
    assert [each["field"] for each in refused.json()["errors"]] == fields
    assert NIK not in refused.text
    assert await fetch("SELECT id FROM enrolment") == []


async def test_a_nik_is_noted_replaced_and_forgotten(world: World, program_of: Program) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    person = (await serang.post("/api/v1/people", json={"name": "Siti"})).json()["id"]
    address = f"/api/v1/people/{person}/nik"

    noted = await serang.put(address, json={"nik": NIK})
    wrong = await serang.put(address, json={"nik": NIK[::-1]})
    foreign = await bandung.put(address, json={"nik": NIK})
    unknown = await serang.put(f"/api/v1/people/{named('nobody')}/nik", json={"nik": NIK})
    other = (await serang.post("/api/v1/people", json={"name": "Ani"})).json()["id"]
    taken = await serang.put(f"/api/v1/people/{other}/nik", json={"nik": NIK})
    gone = await serang.delete(address)
    after = await serang.get(f"/api/v1/people/{person}")

    answers = [noted, wrong, foreign, unknown, taken, gone]
    assert [each.status_code for each in answers] == [200, 422, 404, 404, 409, 204]
    assert (noted.json()["nik"], after.json()["nik"]) == ("••••••••••••0001", "")
    assert not any(NIK in each.text or NIK[::-1] in each.text for each in answers)


async def test_how_much_of_its_program_a_batch_is_taught(world: World, program_of: Program) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await batch_of(serang, world, jp_total=24, jp_minutes=60)
    more = {"batch_id": batch, "sessions": [times(9, 12), times(13, 15)]}
    await serang.post("/api/v1/bookings", json=request_body(world, **more))

    hours = await serang.get(f"/api/v1/batches/{batch}/hours")
    foreign = await bandung.get(f"/api/v1/batches/{batch}/hours")

    assert hours.json() == {
        "jp_total": 24,
        "jp_planned": 4,
        "jp_taught": 0,
        "oj_planned": 4.75,
        "oj_taught": 0.0,
    }
    assert foreign.status_code == 404
