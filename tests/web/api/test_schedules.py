"""Versions of a schedule, and seats kept for another government's people, over the API."""

import json
from typing import Any

import httpx
import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    SERANG,
    SERANG_COORDINATOR,
    World,
)
from tests.web.api.conftest import Program, request_body, times


async def make_batch(client: httpx.AsyncClient, world: World, most: int = 16) -> str:
    body = {"agency_id": str(world.serang_dinas), "title": "Kemasan", "max_participants": most}
    program = (await client.post("/api/v1/programs", json=body)).json()["id"]
    made = await client.post("/api/v1/batches", json={"program_id": program, "number": 2})
    return str(made.json()["id"])


async def book(client: httpx.AsyncClient, world: World, batch: str, **more: Any) -> str:
    body = {**request_body(world, batch_id=batch), **more}
    made = await client.post("/api/v1/bookings", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["sessions"][0]["id"])


async def test_each_version_tells_what_changed_since_the_last(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await make_batch(serang, world)
    versions = f"/api/v1/batches/{batch}/versions"
    session = await book(serang, world, batch, trainer_ids=[str(world.trainer)])

    first = await serang.post(versions, json={})
    again = await serang.post(versions, json={})
    await serang.patch(f"/api/v1/sessions/{session}", json=times(13, 16))
    await book(serang, world, batch, sessions=[times(8, 9)])
    second = await serang.post(versions, json={"note": "Menyesuaikan"})
    listed = (await serang.get(versions)).json()["items"]

    assert (first.status_code, again.status_code, second.status_code) == (201, 409, 201)
    assert [each["kind"] for each in first.json()["changes"]] == ["added"]
    assert [each["kind"] for each in second.json()["changes"]] == ["added", "moved"]
    moved = second.json()["changes"][1]
    assert (moved["session_id"], moved["after"]["place"]) == (session, "Ruang bebas, PLUT")
    assert "09.00–12.00 WIB, menjadi Senin, 6 Februari 2090, 13.00–16.00 WIB" in moved["message"]
    assert [each["number"] for each in listed] == [1, 2]
    assert listed[1] == second.json()


async def test_a_trainer_hears_only_of_the_own_sessions(world: World, program_of: Program) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await make_batch(serang, world)
    await fetch("UPDATE person SET email = 'pengajar@example.test' WHERE id = $1", world.trainer)
    await book(serang, world, batch, trainer_ids=[str(world.trainer)])
    await book(serang, world, batch, sessions=[times(13, 15)])

    await serang.post(f"/api/v1/batches/{batch}/versions", json={})

    sql = "SELECT facts, person FROM message WHERE kind = 'schedule_published'"
    told = [(row["person"] is not None, json.loads(row["facts"])) for row in await fetch(sql)]
    assert {(is_trainer, len(facts["changes"])) for is_trainer, facts in told} == {
        (True, 1),
        (False, 2),
    }


async def test_seats_are_kept_for_the_other_side_which_then_sees_the_schedule(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await make_batch(serang, world)
    seats = f"/api/v1/batches/{batch}/reservations"
    body = {"regency": BANDUNG, "seats": 5, "trainer_places": 1, "until": "2089-12-31"}
    hidden = await bandung.get(f"/api/v1/batches/{batch}")

    made = await serang.post(seats, json=body)
    again = await serang.post(seats, json=body)
    seen = await bandung.get(f"/api/v1/batches/{batch}")
    versions = await bandung.get(f"/api/v1/batches/{batch}/versions")
    theirs = await bandung.patch(f"/api/v1/reservations/{made.json()['id']}", json={"seats": 6})
    more = await serang.patch(f"/api/v1/reservations/{made.json()['id']}", json={"seats": 17})
    changed = await serang.patch(f"/api/v1/reservations/{made.json()['id']}", json={"seats": 6})
    ended = await serang.delete(f"/api/v1/reservations/{made.json()['id']}")
    gone = await bandung.get(f"/api/v1/batches/{batch}")

    assert (hidden.status_code, made.status_code, again.status_code) == (404, 201, 409)
    assert (seen.status_code, versions.json()["items"]) == (200, [])
    assert (theirs.status_code, more.status_code) == (404, 422)
    assert (changed.json()["seats"], ended.status_code, gone.status_code) == (6, 204, 404)
    told = await fetch("SELECT count(*) AS n FROM message WHERE kind = 'seats_reserved'")
    assert told[0]["n"] > 0


async def test_the_other_side_names_its_trainers_for_the_places_kept(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await make_batch(serang, world)
    body = {"regency": BANDUNG, "seats": 0, "trainer_places": 1, "until": "2089-12-31"}
    made = (await serang.post(f"/api/v1/batches/{batch}/reservations", json=body)).json()
    places = f"/api/v1/reservations/{made['id']}/trainers"
    people = [
        (await bandung.post("/api/v1/people", json={"name": name})).json()["id"]
        for name in ("Pengajar Satu", "Pengajar Dua")
    ]

    named = await bandung.post(places, json={"person_id": people[0]})
    again = await bandung.post(places, json={"person_id": people[0]})
    full = await bandung.post(places, json={"person_id": people[1]})
    theirs = await bandung.post(places, json={"person_id": str(world.trainer)})
    keepers = await serang.post(places, json={"person_id": str(world.trainer)})
    seen = await serang.get(f"/api/v1/reservations/{made['id']}")
    told = await fetch("SELECT count(*) AS n FROM message WHERE kind = 'trainer_named'")
    freed = await bandung.delete(f"{places}/{people[0]}")
    nobody = await bandung.delete(f"{places}/{people[0]}")
    other = await bandung.post(places, json={"person_id": people[1]})

    assert (named.status_code, named.json()["trainer_ids"]) == (201, [people[0]])
    assert (again.status_code, full.status_code) == (409, 409)
    assert (theirs.status_code, keepers.status_code) == (404, 403)
    assert seen.json()["trainer_ids"] == [people[0]]
    assert told[0]["n"] > 0
    assert (freed.status_code, nobody.status_code) == (204, 404)
    assert other.json()["trainer_ids"] == [people[1]]


async def test_places_that_were_kept_until_yesterday_are_named_no_more(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await make_batch(serang, world)
    body = {"regency": BANDUNG, "trainer_places": 2, "until": "2026-01-01"}
    made = (await serang.post(f"/api/v1/batches/{batch}/reservations", json=body)).json()
    person = (await bandung.post("/api/v1/people", json={"name": "Pengajar"})).json()["id"]

    late = await bandung.post(
        f"/api/v1/reservations/{made['id']}/trainers", json={"person_id": person}
    )

    assert late.status_code == 409


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"regency": SERANG}, 422, "regency"),
        ({"regency": "99.99"}, 404, "regency"),
        ({"seats": 0, "trainer_places": 0}, 422, "seats"),
        ({"seats": 17}, 422, "seats"),
        ({"seats": -1}, 422, "seats"),
        ({"until": "1999-01-01"}, 422, "until"),
        ({"until": "besok"}, 400, "until"),
    ],
    ids=str,
)
async def test_seats_that_cannot_be_kept(
    world: World, program_of: Program, changes: dict[str, Any], status: int, field: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    batch = await make_batch(serang, world)
    body = {"regency": BANDUNG, "seats": 5, "until": "2089-12-31", **changes}

    answer = await serang.post(f"/api/v1/batches/{batch}/reservations", json=body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


async def enrol(client: httpx.AsyncClient, batch: str, name: str) -> tuple[int, int | None]:
    """The status, and the place on the reserve list."""
    person = await client.post("/api/v1/people", json={"name": name})
    body = {"batch_id": batch, "person_id": person.json()["id"]}
    answer = await client.post("/api/v1/enrolments", json=body)
    return answer.status_code, answer.json().get("reserve_number")


async def test_seats_kept_are_taken_by_those_they_are_kept_for(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    batch = await make_batch(serang, world, most=2)
    hidden = await enrol(bandung, batch, "Asep")
    body = {"regency": BANDUNG, "seats": 1, "until": "2089-12-31"}
    await serang.post(f"/api/v1/batches/{batch}/reservations", json=body)

    answers = [
        await enrol(serang, batch, "Siti"),
        await enrol(serang, batch, "Budi"),
        await enrol(bandung, batch, "Dadang"),
        await enrol(bandung, batch, "Euis"),
    ]

    # Who finds no seat of the own side's waits for one.
    assert hidden == (404, None)
    assert answers == [(201, None), (201, 1), (201, None), (201, 2)]
