"""Programs that one government offers and another adopts and follows up, over the API."""

from typing import Any

import httpx
import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    World,
    named,
)
from tests.web.api.conftest import Program

UNKNOWN = str(named("nobody"))


async def make_program(client: httpx.AsyncClient, world: World, **more: Any) -> str:
    body = {
        "agency_id": str(world.serang_dinas),
        "title": "Kemasan UMKM",
        "jp_total": 24,
        "category": "umkm",
        **more,
    }
    made = await client.post("/api/v1/programs", json=body)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def make_offer(client: httpx.AsyncClient, program: str, to: str = BANDUNG) -> httpx.Response:
    body = {"to_regency": to, "note": "Silakan"}
    return await client.post(f"/api/v1/programs/{program}/offers", json=body)


async def test_a_program_is_offered_adopted_and_followed_up(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    program = await make_program(serang, world)
    hidden = await bandung.get(f"/api/v1/programs/{program}")

    offered = await make_offer(serang, program)
    seen = await bandung.get(f"/api/v1/programs/{program}")
    adopted = await bandung.post(
        f"/api/v1/offers/{offered.json()['id']}/adopt",
        json={"agency_id": str(world.bandung_dinas), "source": "APBD", "note": "Dua angkatan"},
    )
    copy = adopted.json()["adopted_as"]
    taken = (await bandung.get(f"/api/v1/programs/{copy}")).json()
    result = await bandung.post(
        f"/api/v1/programs/{copy}/follow-ups",
        json={"agency_id": str(world.bandung_dinas), "day": "2027-05-01", "result": "16 lulus"},
    )
    done = await serang.get(f"/api/v1/programs/{program}/follow-ups")

    assert (hidden.status_code, offered.status_code, seen.status_code) == (404, 201, 200)
    assert (adopted.status_code, adopted.json()["state"]) == (200, "adopted")
    assert (taken["title"], taken["jp_total"], taken["keeper"], taken["adopted_from"]) == (
        "Kemasan UMKM",
        24,
        BANDUNG,
        program,
    )
    assert result.status_code == 201
    # The side that gave it reads what came of it.
    assert [(each["source"], each["note"], each["result"]) for each in done.json()["items"]] == [
        ("APBD", "Dua angkatan", ""),
        ("", "", "16 lulus"),
    ]
    assert (await serang.get(f"/api/v1/programs/{copy}")).status_code == 200
    told = await fetch("SELECT DISTINCT kind FROM message ORDER BY kind")
    assert [row["kind"] for row in told] == ["program_adopted", "program_offered"]


async def test_an_offer_is_answered_once(world: World, program_of: Program) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    program = await make_program(serang, world)
    offer = (await make_offer(serang, program)).json()["id"]

    again = await make_offer(serang, program)
    own = await serang.post(f"/api/v1/offers/{offer}/decline", json={"reason": "x"})
    silent = await bandung.post(f"/api/v1/offers/{offer}/decline", json={"reason": " "})
    declined = await bandung.post(f"/api/v1/offers/{offer}/decline", json={"reason": "Sudah ada"})
    late = await serang.post(f"/api/v1/offers/{offer}/withdraw", json={})
    hidden = await bandung.get(f"/api/v1/programs/{program}")
    once_more = await make_offer(serang, program)

    assert (again.status_code, own.status_code, silent.status_code) == (409, 403, 422)
    assert (declined.status_code, declined.json()["reason"]) == (200, "Sudah ada")
    assert (late.status_code, hidden.status_code, once_more.status_code) == (409, 404, 201)


async def test_who_may_not_share_what(world: World, program_of: Program) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    manager = await program_of(BANDUNG_MANAGER)
    program = await make_program(serang, world)
    offer = (await make_offer(serang, program)).json()["id"]
    theirs = {"agency_id": str(world.serang_dinas)}

    answers = [
        await make_offer(serang, program, SERANG),
        await make_offer(serang, program, "99.99"),
        await make_offer(bandung, program),
        await make_offer(serang, UNKNOWN),
        await manager.post(f"/api/v1/offers/{offer}/adopt", json=theirs),
        await bandung.post(f"/api/v1/offers/{offer}/adopt", json=theirs),
        await bandung.post(f"/api/v1/offers/{UNKNOWN}/adopt", json=theirs),
        await bandung.post(
            f"/api/v1/programs/{program}/follow-ups",
            json={"agency_id": str(world.bandung_dinas), "day": "2027-05-01", "note": "x"},
        ),
    ]

    told = [(each.status_code, [e["field"] for e in each.json()["errors"]]) for each in answers]
    assert told == [
        (422, ["to_regency"]),
        (404, ["to_regency"]),
        (404, ["program_id"]),
        (404, ["program_id"]),
        (403, []),
        (404, ["agency_id"]),
        (404, ["offer_id"]),
        (404, ["program_id"]),
    ]


async def test_the_catalogue_is_everybodys(world: World, program_of: Program) -> None:
    serang, manager = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_MANAGER)
    program = await make_program(serang, world)
    await make_program(serang, world, title="Tidak tampil", category="")
    await make_program(serang, world, title="Alat baru", category="inovasi")

    listed = (await manager.get("/api/v1/catalogue")).json()["items"]
    umkm = (await manager.get("/api/v1/catalogue?category=umkm")).json()["items"]
    odd = await manager.get("/api/v1/catalogue?category=lain")

    assert [each["title"] for each in listed] == ["Kemasan UMKM", "Alat baru"]
    assert [(each["id"], each["regency"], each["agency"]) for each in umkm] == [
        (program, SERANG, "Dinas Serang")
    ]
    assert odd.status_code == 400


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": "1999-01-01", "note": "x"}, "day"),
        ({}, "note"),
        ({"note": "x", "source": "x" * 201}, "source"),
    ],
    ids=str,
)
async def test_a_follow_up_that_cannot_be(
    world: World, program_of: Program, changes: dict[str, str], field: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    program = await make_program(serang, world)
    body = {"agency_id": str(world.serang_dinas), "day": "2027-05-01", **changes}

    answer = await serang.post(f"/api/v1/programs/{program}/follow-ups", json=body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


async def test_a_follow_up_learns_its_result(world: World, program_of: Program) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    program = await make_program(serang, world)
    body = {"agency_id": str(world.serang_dinas), "day": "2027-05-01", "note": "Mulai"}
    made = (await serang.post(f"/api/v1/programs/{program}/follow-ups", json=body)).json()["id"]

    changed = await serang.patch(f"/api/v1/follow-ups/{made}", json={"result": "Selesai"})

    assert (changed.status_code, changed.json()["result"]) == (200, "Selesai")
    assert (await serang.get(f"/api/v1/follow-ups/{made}")).json()["result"] == "Selesai"
