"""The edges of the API: what is empty, repeated, foreign, unchanged or far too much."""

from typing import Any

import httpx
import pytest

from lintas.domain.people import Role
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    named,
)
from tests.web.api.conftest import Program, request_body, times

BOOKINGS = "/api/v1/bookings"


async def booked(client: httpx.AsyncClient, world: World, **more: Any) -> dict[str, Any]:
    answer = await client.post(BOOKINGS, json=request_body(world, **more))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def faults(answer: httpx.Response) -> list[tuple[str, object, str]]:
    return [(each["field"], each["value"], each["expected"]) for each in answer.json()["errors"]]


# Far too much


async def test_a_year_of_clashes_is_answered_at_once_and_briefly(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)

    refused = await trainer.post(BOOKINGS, json=request_body(world, sessions=[times(9, 12)] * 366))

    findings = refused.json()["findings"]
    clashes = [each for each in findings if each["code"] == "venue_clash"]
    assert [each["session"] for each in clashes] == list(range(1, 366))
    assert [way["kind"] for way in findings[0]["ways_out"]] == ["leave_out"]
    assert [each["ways_out"] for each in findings[1:]] == [[]] * (len(findings) - 1)
    assert len(refused.content) < 1_000_000


async def test_each_of_a_few_findings_bears_the_ways_out(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    await booked(trainer, world)

    again = request_body(world, sessions=[times(9, 12), times(11, 13)])
    refused = await trainer.post(BOOKINGS, json=again)

    assert all(each["ways_out"] for each in refused.json()["findings"])


# Repeated


async def test_a_key_used_for_one_booking_is_none_for_another(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    one = await booked(trainer, world)
    other = await booked(trainer, world, sessions=[times(13, 15)])
    key = {"Idempotency-Key": "batal"}

    cancelled = await trainer.post(f"{BOOKINGS}/{one['id']}/cancel", headers=key)
    mistaken = await trainer.post(f"{BOOKINGS}/{other['id']}/cancel", headers=key)

    assert (cancelled.status_code, mistaken.status_code) == (200, 422)
    assert (await trainer.get(f"{BOOKINGS}/{other['id']}")).json()["state"] == "approved"


# Empty


async def test_no_session_named_is_not_all_of_them(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    made = await booked(trainer, world)
    address = f"{BOOKINGS}/{made['id']}/cancel"

    nothing = await trainer.post(address, json={"session_ids": []})
    everything = await trainer.post(address, json={"session_ids": None, "reason": None})

    assert (nothing.status_code, faults(nothing)) == (
        422,
        [("session_ids", "[]", "fewest_items")],
    )
    assert (everything.status_code, everything.json()["state"]) == (200, "cancelled")


@pytest.mark.parametrize("change", [{}, {"title": "Sesi 1"}, times(9, 12)])
async def test_a_change_to_what_it_is_changes_nothing_and_is_not_told(
    world: World, program_of: Program, change: dict[str, Any]
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    made = await booked(trainer, world, sessions=[{**times(9, 12), "title": "Sesi 1"}])
    address = f"/api/v1/sessions/{made['sessions'][0]['id']}"
    told = await fetch("SELECT id FROM message ORDER BY id")

    answer = await trainer.patch(address, json=change)
    tried = await trainer.patch(address, json={**change, "dry_run": True})

    assert (answer.status_code, answer.headers["etag"]) == (200, '"0"')
    assert (tried.status_code, tried.json()["sequence"]) == (200, 0)
    assert await fetch("SELECT id FROM message ORDER BY id") == told


# Unknown and foreign


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("agencies?regency=99.99", "regency"),
        ("venues?regency=99.99", "regency"),
        ("conflicts?regency=99.99", "regency"),
        (f"rooms?venue_id={named('nowhere')}", "venue_id"),
        (f"enrolments?batch_id={named('none')}", "batch_id"),
    ],
)
async def test_what_a_list_is_narrowed_to_is_known(
    world: World, program_of: Program, address: str, field: str
) -> None:
    del world
    coordinator = await program_of(SERANG_COORDINATOR)

    answer = await coordinator.get(f"/api/v1/{address}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (404, field)


async def test_a_state_that_is_none_is_named_with_those_that_are(
    world: World, program_of: Program
) -> None:
    del world
    coordinator = await program_of(SERANG_COORDINATOR)

    answer = await coordinator.get("/api/v1/conflicts?state=nonsense")

    assert (answer.status_code, faults(answer)) == (400, [("state", "nonsense", "one_of")])
    assert "open" in answer.json()["errors"][0]["message"]


async def test_a_page_of_regencies_begins_behind_a_code(world: World, program_of: Program) -> None:
    del world
    coordinator = await program_of(SERANG_COORDINATOR)

    first = (await coordinator.get("/api/v1/regencies?limit=1")).json()
    second = (await coordinator.get(f"/api/v1/regencies?cursor={first['next']}")).json()
    nonsense = await coordinator.get("/api/v1/regencies?cursor=nonsense")

    assert [each["code"] for each in (*first["items"], *second["items"])] == [BANDUNG, SERANG]
    assert (nonsense.status_code, faults(nonsense)) == (400, [("cursor", "nonsense", "cursor")])


async def test_all_enrolments_of_ones_side_are_listed(world: World, program_of: Program) -> None:
    coordinator, stranger = (
        await program_of(SERANG_COORDINATOR),
        await program_of(BANDUNG_COORDINATOR),
    )
    course = {"agency_id": str(world.serang_dinas), "title": "Pelatihan kemasan"}
    program = (await coordinator.post("/api/v1/programs", json=course)).json()
    batch = {"program_id": program["id"], "number": 1}
    made = (await coordinator.post("/api/v1/batches", json=batch)).json()
    joining = {"batch_id": made["id"], "person_id": str(world.trainer)}
    enrolment = (await coordinator.post("/api/v1/enrolments", json=joining)).json()

    own = (await coordinator.get("/api/v1/enrolments")).json()
    foreign = (await stranger.get("/api/v1/enrolments")).json()

    assert [each["id"] for each in own["items"]] == [enrolment["id"]]
    assert foreign["items"] == []


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.COORDINATOR, 200), (Role.AUDITOR, 200), (Role.PARTICIPANT, 404)],
)
async def test_phone_numbers_of_others_are_not_for_participants(
    world: World, program_of: Program, role: Role, status: int
) -> None:
    client = await program_of(actor(role, SERANG))

    found = await client.get(f"/api/v1/people/{world.trainer}")
    listed = (await client.get("/api/v1/people")).json()

    assert (found.status_code, len(listed["items"])) == (status, int(status == 200))


# Closures


async def test_a_closure_is_shortened_and_what_it_meets_is_judged_again(
    world: World, program_of: Program
) -> None:
    trainer, manager = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    await booked(trainer, world)
    closing = {"room_id": str(world.open_room), "reason": "Atap bocor", **times(0, 24)}
    closure = (await manager.post("/api/v1/closures", json=closing)).json()
    address = f"/api/v1/closures/{closure['id']}"

    later = await manager.patch(address, json={"starts_at": times(13, 14)["starts_at"]})
    solved = (await trainer.get("/api/v1/conflicts?state=open")).json()["items"]
    earlier = await manager.patch(address, json=times(8, 10))

    assert (later.status_code, later.json()["conflict_ids"], solved) == (200, [], [])
    assert (earlier.status_code, len(earlier.json()["conflict_ids"])) == (200, 1)
    shown = (await manager.get(address)).json()
    assert (shown["reason"], shown["ends_at"]) == ("Atap bocor", earlier.json()["ends_at"])


async def test_a_closure_keeps_a_sound_span_and_a_reason(world: World, program_of: Program) -> None:
    manager, stranger = await program_of(BANDUNG_MANAGER), await program_of(SERANG_COORDINATOR)
    closing = {"venue_id": str(world.plut), "reason": "Libur", **times(0, 24)}
    closure = (await manager.post("/api/v1/closures", json=closing)).json()
    address = f"/api/v1/closures/{closure['id']}"

    reversed_ = await manager.patch(address, json={"ends_at": times(-2, -1)["ends_at"]})
    unexplained = await manager.patch(address, json={"reason": "  "})
    foreign = await stranger.patch(address, json={"reason": "Lain"})
    elsewhere = await stranger.post("/api/v1/closures", json=closing)

    assert (reversed_.status_code, unexplained.status_code) == (422, 422)
    assert [each[0] for each in faults(reversed_) + faults(unexplained)] == ["ends_at", "reason"]
    assert (foreign.status_code, elsewhere.status_code) == (404, 404)
    assert (await manager.get(address)).json() == {**closure, "conflict_ids": []}


# The description


async def test_the_description_says_what_bodies_and_answers_are(
    program: httpx.AsyncClient,
) -> None:
    answer = await program.get("/schema/openapi.json")

    assert answer.headers["content-type"] == "application/json"
    described = answer.json()
    asking = described["paths"][BOOKINGS]["post"]
    assert {"200", "201", "409"} <= asking["responses"].keys()
    request = described["components"]["schemas"]["BookingRequest"]
    assert request["additionalProperties"] is False
    assert {"type": "null"} in request["properties"]["layout"]["oneOf"]
    assert "oneOf" not in request["properties"]["purpose"]
