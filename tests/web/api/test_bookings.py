"""Bookings through the API: asked, clashing, decided, moved, repeated."""

from typing import Any
from uuid import uuid4

import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, request_body, times

BOOKINGS = "/api/v1/bookings"


async def count(table: str) -> int:
    return len(await fetch(f"SELECT id FROM {table}"))  # noqa: S608 -- a name of ours


async def test_a_request_is_answered_with_what_it_became(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    answer = await trainer.post(BOOKINGS, json=request_body(world))

    assert answer.status_code == 201
    made = answer.json()
    assert (made["state"], made["agreement_id"]) == ("approved", str(world.agreement))
    session = made["sessions"][0]
    assert session["uid"] == f"{session['id']}@lintas"
    assert (session["sequence"], session["state"]) == (0, "planned")
    assert (await trainer.get(f"{BOOKINGS}/{made['id']}")).json()["id"] == made["id"]


async def test_a_clash_offers_ways_out_that_can_be_sent_as_they_are(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    await trainer.post(BOOKINGS, json=request_body(world))

    refused = await trainer.post(BOOKINGS, json=request_body(world, sessions=[times(10, 15)]))

    assert refused.status_code == 409
    assert refused.headers["content-type"] == "application/problem+json"
    finding = next(f for f in refused.json()["findings"] if f["severity"] == "blocks")
    assert (finding["code"], finding["session"]) == ("venue_clash", 0)
    assert "09.00–12.00 WIB" in finding["message"]
    assert await count("booking") == 1

    way = finding["ways_out"][0]
    taken = await trainer.request(way["method"], way["address"], json=way["plan"])
    assert taken.status_code == 201


async def test_a_dry_run_keeps_nothing(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    answer = await trainer.post(BOOKINGS, json=request_body(world, dry_run=True))

    assert answer.status_code == 200
    assert (answer.json()["dry_run"], answer.json()["state"]) == (True, "approved")
    assert await count("booking") == 0


async def test_the_owner_decides_and_nobody_else(world: World, program_of: Program) -> None:
    trainer, manager = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    body = request_body(world, room_id=str(world.decided_room))
    made = (await trainer.post(BOOKINGS, json=body)).json()
    assert made["state"] == "requested"

    address = f"{BOOKINGS}/{made['id']}"
    assert (await trainer.post(f"{address}/approve")).status_code == 403
    assert (await manager.post(f"{address}/decline", json={})).status_code == 422
    approved = await manager.post(f"{address}/approve", json={"reason": "Silakan"})

    assert (approved.status_code, approved.json()["state"]) == (200, "approved")
    assert (await manager.post(f"{address}/decline", json={"reason": "Tidak"})).status_code == 409


@pytest.mark.parametrize("verb", ["withdraw", "cancel"])
async def test_a_request_taken_back_frees_its_slot(
    world: World, program_of: Program, verb: str
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    body = request_body(world, room_id=str(world.decided_room))
    made = (await trainer.post(BOOKINGS, json=body)).json()

    answer = await trainer.post(f"{BOOKINGS}/{made['id']}/{verb}")

    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert await count("hold") == 0


async def test_the_same_key_gets_the_same_answer_and_another_body_none(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    key = {"Idempotency-Key": "satu"}

    first = await trainer.post(BOOKINGS, json=request_body(world), headers=key)
    again = await trainer.post(BOOKINGS, json=request_body(world), headers=key)
    other = await trainer.post(BOOKINGS, json=request_body(world, headcount=21), headers=key)

    assert (again.status_code, again.content) == (201, first.content)
    assert other.status_code == 422
    assert await count("booking") == 1


async def test_moving_raises_the_sequence_and_an_old_version_is_refused(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    made = (await trainer.post(BOOKINGS, json=request_body(world))).json()
    address = f"/api/v1/sessions/{made['sessions'][0]['id']}"

    moved = await trainer.patch(address, json=times(13, 16), headers={"If-Match": '"0"'})
    stale = await trainer.patch(address, json=times(14, 16), headers={"If-Match": '"0"'})

    assert (moved.status_code, moved.json()["sequence"]) == (200, 1)
    assert moved.json()["uid"] == made["sessions"][0]["uid"]
    assert stale.status_code == 412
    assert (await trainer.get(address)).headers["etag"] == '"1"'


async def test_what_is_another_regencys_is_not_there(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    stranger = await program_of(BANDUNG_COORDINATOR)
    theirs = request_body(world, agency_id=str(world.bandung_dinas))

    refused = await trainer.post(BOOKINGS, json=theirs)
    unknown = await trainer.post(BOOKINGS, json=request_body(world, room_id=str(uuid4())))
    own = (await stranger.post(BOOKINGS, json=theirs)).json()

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (404, "agency_id")
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (404, "room_id")
    assert (await trainer.get(f"{BOOKINGS}/{own['id']}")).status_code == 404


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    "reversed": ({"sessions": [times(12, 9)]}, 422, "sessions[0].ends_at"),
    "no length": ({"sessions": [times(9, 9)]}, 422, "sessions[0].ends_at"),
    "longer than a day": ({"sessions": [times(9, 34)]}, 422, "sessions[0].ends_at"),
    "nobody": ({"headcount": 0}, 422, "headcount"),
    "fewer than nobody": ({"headcount": -1}, 422, "headcount"),
    "no sessions": ({"sessions": []}, 422, "sessions"),
    "a number for a time": (
        {"sessions": [{**times(9, 12), "starts_at": 1_800_000_000}]},
        400,
        "sessions[0].starts_at",
    ),
    "no offset": (
        {"sessions": [{**times(9, 12), "starts_at": "2090-02-06T09:00:00"}]},
        400,
        "sessions[0].starts_at",
    ),
    "unknown field": ({"colour": "red"}, 400, "colour"),
    "NUL": ({"purpose": "a\0b"}, 400, "purpose"),
    "no id": ({"room_id": "aula"}, 400, "room_id"),
    "year 1999": (
        {"sessions": [{"starts_at": "1999-02-06T09:00:00Z", "ends_at": "1999-02-06T10:00:00Z"}]},
        422,
        "sessions[0].starts_at",
    ),
}


@pytest.mark.parametrize(("change", "status", "field"), BAD.values(), ids=BAD.keys())
async def test_what_nobody_can_mean_is_named_and_nothing_is_kept(
    world: World, program_of: Program, change: dict[str, Any], status: int, field: str
) -> None:
    trainer = await program_of(SERANG_TRAINER)

    answer = await trainer.post(BOOKINGS, json=request_body(world, **change))

    assert answer.status_code == status
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert await count("booking") == 0


async def test_a_closure_opens_conflicts_that_both_coordinators_see(
    world: World, program_of: Program
) -> None:
    trainer, manager = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    await trainer.post(BOOKINGS, json=request_body(world))
    body = {"room_id": str(world.open_room), "reason": "Rapat", **times(11, 13)}

    closed = await manager.post("/api/v1/closures", json=body)

    assert (closed.status_code, len(closed.json()["conflict_ids"])) == (201, 1)
    for actor in (SERANG_COORDINATOR, BANDUNG_COORDINATOR, OPERATOR):
        seen = await (await program_of(actor)).get("/api/v1/conflicts?state=open&regency=36.04")
        assert [each["code"] for each in seen.json()["items"]] == ["venue_closed"]
    lifted = await manager.delete(f"/api/v1/closures/{closed.json()['id']}")
    assert lifted.status_code == 204
    assert (await manager.get("/api/v1/conflicts?state=open")).json()["items"] == []


async def test_a_phoned_use_keeps_others_out(world: World, program_of: Program) -> None:
    trainer, manager = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    use = {"room_id": str(world.open_room), "purpose": "Rapat", "caller": "Setda", **times(8, 10)}

    assert (await manager.post("/api/v1/uses", json=use)).status_code == 201
    assert (await trainer.post("/api/v1/uses", json=use)).status_code == 403
    assert (await trainer.post(BOOKINGS, json=request_body(world))).status_code == 409
