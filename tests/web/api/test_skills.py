"""What trainers can teach and when they are away, for programs."""

from typing import Any
from uuid import uuid4

import pytest

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, request_body, times

API = "/api/v1"
SEWING = {
    "field": "Menjahit",
    "level": "Instruktur Muda",
    "certificate": "No. 7",
    "valid_until": "2090-12-31",
}
AWAY = {**times(0, 24), "reason": "Cuti"}


async def test_a_qualification_is_noted_changed_and_dropped(
    world: World, program_of: Program
) -> None:
    program = await program_of(SERANG_COORDINATOR)
    of_person = f"{API}/people/{world.trainer}/qualifications"

    noted = await program.post(of_person, json=SEWING)
    one = f"{API}/qualifications/{noted.json()['id']}"
    changed = await program.patch(one, json={"level": "Instruktur Madya", "valid_until": None})
    listed = (await program.get(of_person)).json()["items"]
    dropped = await program.delete(one)

    assert noted.status_code == 201
    assert noted.json() == {
        "id": noted.json()["id"],
        "person_id": str(world.trainer),
        **SEWING,
    }
    assert changed.json() == {
        **noted.json(),
        "level": "Instruktur Madya",
        "valid_until": None,
    }
    assert listed == [changed.json()]
    assert dropped.status_code == 204
    assert (await program.get(one)).status_code == 404
    assert (await program.get(of_person)).json()["items"] == []


async def test_an_absence_makes_and_ends_conflicts(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    body = request_body(world, trainer_ids=[str(world.trainer)])
    await program.post(f"{API}/bookings", json=body)
    of_person = f"{API}/people/{world.trainer}/absences"

    async def open_conflicts() -> list[str]:
        found = await program.get(f"{API}/conflicts", params={"state": "open"})
        return [each["finding"]["code"] for each in found.json()["items"]]

    noted = await program.post(of_person, json=AWAY)
    one = f"{API}/absences/{noted.json()['id']}"
    away = await open_conflicts()
    changed = await program.patch(one, json={"ends_at": times(0, 8)["ends_at"]})
    back_in_time = await open_conflicts()
    await program.patch(one, json={"ends_at": AWAY["ends_at"]})
    again = await open_conflicts()
    dropped = await program.delete(one)

    assert (noted.status_code, changed.status_code, dropped.status_code) == (201, 200, 204)
    assert (away, back_in_time, again, await open_conflicts()) == (
        ["trainer_clash"],
        [],
        ["trainer_clash"],
        [],
    )


@pytest.mark.parametrize(
    ("path", "body", "status", "fault"),
    [
        ("qualifications", {**SEWING, "field": ""}, 422, "field"),
        ("qualifications", {**SEWING, "field": 5}, 400, "field"),
        ("qualifications", {**SEWING, "field": "x" * 201}, 422, "field"),
        ("qualifications", {**SEWING, "level": "x" * 61}, 422, "level"),
        ("qualifications", {**SEWING, "valid_until": "besok"}, 400, "valid_until"),
        ("qualifications", {**SEWING, "valid_until": "2999-01-01"}, 422, "valid_until"),
        ("qualifications", {}, 400, "field"),
        ("absences", {**AWAY, "reason": ""}, 422, "reason"),
        ("absences", {**AWAY, **times(10, 9)}, 422, "ends_at"),
        ("absences", {**AWAY, "starts_at": "2090-02-06T08:00:00"}, 400, "starts_at"),
        ("absences", {"reason": "Cuti"}, 400, "starts_at"),
        ("absences", {**AWAY, "nonsense": 1}, 400, "nonsense"),
    ],
    ids=lambda value: str(value)[-30:],
)
async def test_a_faulty_value_is_named(
    world: World, program_of: Program, path: str, body: dict[str, Any], status: int, fault: str
) -> None:
    program = await program_of(SERANG_COORDINATOR)
    of_person = f"{API}/people/{world.trainer}/{path}"

    answer = await program.post(of_person, json=body)

    assert answer.status_code == status
    assert fault in [each["field"] for each in answer.json()["errors"]]
    assert (await program.get(of_person)).json()["items"] == []


@pytest.mark.parametrize(("path", "body"), [("qualifications", SEWING), ("absences", AWAY)])
async def test_they_are_the_own_side_s(
    world: World, program_of: Program, path: str, body: dict[str, Any]
) -> None:
    ours, theirs = await program_of(SERANG_TRAINER), await program_of(BANDUNG_COORDINATOR)
    of_person = f"{API}/people/{world.trainer}/{path}"
    noted = await ours.post(of_person, json=body)
    one = f"{API}/{path}/{noted.json()['id']}"

    strangers = [
        (await theirs.post(of_person, json=body)).status_code,
        (await theirs.get(of_person)).status_code,
        (await theirs.get(one)).status_code,
        (await theirs.patch(one, json={})).status_code,
        (await theirs.delete(one)).status_code,
        (await ours.get(f"{API}/{path}/{uuid4()}")).status_code,
        (await ours.post(f"{API}/people/{uuid4()}/{path}", json=body)).status_code,
    ]

    assert noted.status_code == 201
    assert strangers == [404] * 7
    assert (await (await program_of(OPERATOR)).get(one)).json() == noted.json()
