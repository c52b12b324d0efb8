"""The nouns through the API: made, listed, changed, refused."""

from typing import Any

import httpx
import pytest

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, request_body

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


async def test_an_office_and_a_room_state_their_limits(world: World, program_of: Program) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_MANAGER)
    office = {
        "working_hours": {"mon": [["08:00", "16:00"]]},
        "weekly_jp": 30,
        "budget_cutoff": "12-15",
    }
    bounds = {"notice_days": 3, "horizon_days": 90, "longest_minutes": 240}
    nothing = {"working_hours": None, "weekly_jp": None, "budget_cutoff": ""}
    agency, room = f"/api/v1/agencies/{world.serang_dinas}", f"/api/v1/rooms/{world.open_room}"

    stated = await serang.patch(agency, json=office)
    cleared = await serang.patch(agency, json=nothing)
    bounded = await bandung.patch(room, json=bounds)
    freed = await bandung.patch(room, json=dict.fromkeys(bounds))
    empty = await bandung.patch(room, json={"notice_days": 9, "horizon_days": 8})
    wrong = await serang.patch(agency, json={"weekly_jp": "30", "budget_cutoff": 1215})

    assert stated.json().items() >= office.items()
    assert cleared.json().items() >= nothing.items()
    assert bounded.json().items() >= bounds.items()
    assert freed.json().items() >= dict.fromkeys(bounds).items()
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (422, "horizon_days")
    assert wrong.status_code == 400
    assert [each["field"] for each in wrong.json()["errors"]] == ["weekly_jp", "budget_cutoff"]


@pytest.mark.parametrize(
    ("noun", "body", "status", "field"),
    [
        ("regencies", {**BANTEN, "code": "Serang"}, 422, "code"),
        ("regencies", {**BANTEN, "timezone": "GMT+7"}, 422, "timezone"),
        ("regencies", {**BANTEN, "code": SERANG}, 409, "code"),
        ("agencies", {"name": "Hotel", "kind": "hotel"}, 422, "kind"),
        ("agencies", {"name": "Dinas", "regency": "99.99"}, 404, "regency"),
        ("agencies", {"name": ""}, 422, "name"),
        (
            "agencies",
            {"name": "Hotel", "kind": "swasta", "budget_cutoff": "02-29"},
            422,
            "budget_cutoff",
        ),
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


async def test_a_person_is_enrolled_and_subscribes(world: World, program_of: Program) -> None:
    coordinator = await program_of(SERANG_COORDINATOR)
    program = await make(
        coordinator, "programs", agency_id=str(world.serang_dinas), title="Kemasan UMKM"
    )
    batch = await make(coordinator, "batches", program_id=program["id"], number=2)
    person = await make(coordinator, "people", name="Peserta Contoh", phone="0812-3456-7890")

    enrolment = await make(coordinator, "enrolments", batch_id=batch["id"], person_id=person["id"])
    again = await coordinator.post(
        "/api/v1/enrolments", json={"batch_id": batch["id"], "person_id": person["id"]}
    )
    feed = await make(coordinator, "feeds", scope="batch", subject_id=batch["id"], label="Poster")

    assert (batch["title"], person["phone"]) == ("Kemasan UMKM Angkatan 2", "+6281234567890")
    assert "/p/" in enrolment["url"]
    assert again.status_code == 409
    assert feed["url"].endswith(".ics")
    assert (await coordinator.delete(f"/api/v1/feeds/{feed['id']}")).status_code == 204
    listed = await coordinator.get("/api/v1/enrolments", params={"batch_id": batch["id"]})
    assert [(each["name"], each["url"]) for each in listed.json()["items"]] == [
        ("Peserta Contoh", None)
    ]


async def test_a_calendar_is_of_whom_and_told_as_one_says(
    world: World, program_of: Program
) -> None:
    coordinator = await program_of(SERANG_COORDINATOR)
    wish = {"scope": "regency", "subject_id": "36.04", "label": "Lobi"}
    made = await make(coordinator, "feeds", **wish, alarm_minutes=60, show_tentative=False)
    read = (await coordinator.get(f"/api/v1/feeds/{made['id']}")).json()
    others = [
        wish | {"scope": "regency", "subject_id": "32.04"},
        wish | {"scope": "coordinator", "subject_id": "x" * 36},
        wish | {"scope": "batch"},
        wish | {"scope": "venue", "subject_id": str(world.plut)},
        wish | {"show_cancelled": "yes"},
        wish | {"subject_id": 3604},
        wish | {"scope": "everything"},
    ]

    answers = [await coordinator.post("/api/v1/feeds", json=each) for each in others]

    assert (read["subject_id"], read["show_cancelled"], read["show_tentative"]) == (
        "36.04",
        True,
        False,
    )
    assert [each.status_code for each in answers] == [404] * 4 + [400, 400, 422]
    assert [each.json()["errors"][0]["field"] for each in answers[:4]] == ["subject_id"] * 4


async def test_one_side_offers_an_agreement_and_the_other_accepts(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    offered = await make(
        serang,
        "agreements",
        kind="KB",
        title="Kesepakatan contoh",
        parties=["36.04", "32.04"],
        valid_from="2090-01-01",
        valid_until="2091-01-01",
        quotas=[
            {
                "lender": "32.04",
                "borrower": "36.04",
                "unit": "room_days",
                "amount": 24,
                "period": "year",
            }
        ],
    )
    address = f"/api/v1/agreements/{offered['id']}"

    assert offered["state"] == "offered"
    assert (await serang.post(f"{address}/accept")).status_code in {403, 409}
    assert (await bandung.post(f"{address}/accept")).json()["state"] == "in_force"
    ended = await serang.patch(address, json={"valid_until": "2089-01-01"})
    assert (ended.status_code, ended.json()["errors"][0]["field"]) == (422, "valid_until")


async def test_the_inbox_is_ones_own(world: World, program_of: Program) -> None:
    trainer, manager = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    body = request_body(world, room_id=str(world.decided_room))
    await trainer.post("/api/v1/bookings", json=body)

    [told] = (await manager.get("/api/v1/messages")).json()["items"]
    read = await manager.post(f"/api/v1/messages/{told['id']}/read")

    assert (told["kind"], told["read_at"]) == ("request_made", None)
    assert "Ruang pengelola" in told["body"]
    assert read.json()["read_at"] is not None
    assert (await trainer.get(f"/api/v1/messages/{told['id']}")).status_code == 404
