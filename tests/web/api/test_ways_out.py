"""Ways out, for programs: each is one request, sent as it stands."""

from typing import Any

import pytest

from tests.actions.world import SERANG_TRAINER, World
from tests.web.api.conftest import Program, request_body, times
from tests.web.pages.stories import asked, far, recorded, teacher

BOOKINGS = "/api/v1/bookings"


async def way_of(refused: Any, kind: str) -> dict[str, Any]:
    ways: list[dict[str, Any]] = refused.json()["findings"][0]["ways_out"]
    return next(way for way in ways if way["kind"] == kind)


async def test_another_trainer_for_one_session(world: World, program_of: Program) -> None:
    budi = await teacher(world)
    await asked(world, room=world.decided_room, trainer_ids=(world.trainer,))
    trainer = await program_of(SERANG_TRAINER)
    sessions = [times(9, 12), times(13, 15)]
    body = request_body(world, sessions=sessions, trainer_ids=[str(world.trainer)])
    body["reasons"] = {"*": "perlu"}

    way = await way_of(await trainer.post(BOOKINGS, json=body), "other_trainer")
    taken = await trainer.request(way["method"], way["address"], json=way["plan"])

    assert (way["label"], taken.status_code) == ("Pengajar lain: Budi (sesi 1)", 201)
    assert [each["trainer_ids"] for each in taken.json()["sessions"]] == [
        [str(budi)],
        [str(world.trainer)],
    ]


async def test_two_bookings_in_one_request(world: World, program_of: Program) -> None:
    for room, span in (
        (world.open_room, far(9, 12)),
        (world.hall, far(13, 15)),
        (world.decided_room, far(13, 15)),
    ):
        await recorded(world, span, room=room)
    trainer = await program_of(SERANG_TRAINER)
    body = request_body(world, sessions=[times(9, 12), times(13, 15)])

    way = await way_of(await trainer.post(BOOKINGS, json=body), "split")
    key = {"Idempotency-Key": "pecah"}
    tried = await trainer.post(way["address"], json={**way["plan"], "dry_run": True})
    taken = await trainer.post(way["address"], json=way["plan"], headers=key)
    again = await trainer.post(way["address"], json=way["plan"], headers=key)

    assert (tried.status_code, tried.json()["also"]["room_id"]) == (
        200,
        way["plan"]["also"]["room_id"],
    )
    assert (taken.status_code, again.json()) == (201, taken.json())
    first = taken.json()
    assert [each["sessions"][0]["starts_at"][11:13] for each in (first, first["also"])] == [
        "06",
        "02",
    ]
    listed = await trainer.get(BOOKINGS)
    assert {each["id"] for each in listed.json()["items"]} == {first["id"], first["also"]["id"]}


async def test_of_two_parts_that_clash_nothing_is_kept(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    body = request_body(
        world,
        also={"room_id": str(world.open_room), "headcount": 5, "sessions": [times(11, 13)]},
    )

    refused = await trainer.post(BOOKINGS, json=body)

    assert (refused.status_code, refused.json()["findings"][0]["code"]) == (409, "venue_clash")
    assert (await trainer.get(BOOKINGS)).json()["items"] == []


@pytest.mark.parametrize(
    ("part", "status", "field"),
    [
        ({}, 400, "also.room_id"),
        ({"headcount": 0}, 422, "also.headcount"),
        ({"sessions": []}, 422, "also.sessions"),
        ({"sessions": [times(12, 9)]}, 422, "also.sessions[0].ends_at"),
        ({"room_id": "00000000-0000-0000-0000-000000000001"}, 404, "room_id"),
        ({"agency_id": "x"}, 400, "also.agency_id"),
    ],
    ids=["nothing", "nobody", "no time", "backwards", "a foreign room", "another agency"],
)
async def test_a_part_that_can_not_be_meant(
    world: World, program_of: Program, part: dict[str, Any], status: int, field: str
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    sound = {"room_id": str(world.hall), "headcount": 5, "sessions": [times(9, 12)]}

    refused = await trainer.post(
        BOOKINGS, json=request_body(world, also={**sound, **part} if part else {})
    )

    assert refused.status_code == status, refused.text
    assert field in refused.text


async def test_who_queues_queues_for_one_room(world: World, program_of: Program) -> None:
    await recorded(world)
    trainer = await program_of(SERANG_TRAINER)
    part = {"room_id": str(world.hall), "headcount": 5, "sessions": [times(9, 12)]}

    refused = await trainer.post("/api/v1/queue", json=request_body(world, also=part))

    assert refused.status_code == 422


async def test_a_move_is_mended_by_another_trainer(world: World, program_of: Program) -> None:
    budi = await teacher(world)
    await asked(world, far(13, 15), room=world.decided_room, trainer_ids=(world.trainer,))
    booking = await asked(world, trainer_ids=(world.trainer,))
    trainer = await program_of(SERANG_TRAINER)
    address = f"/api/v1/sessions/{booking.sessions[0].id}"

    refused = await trainer.patch(address, json={**times(13, 15), "reason": "Listrik padam"})
    way = await way_of(refused, "other_trainer")
    taken = await trainer.request(way["method"], way["address"], json=way["plan"])

    assert (taken.status_code, taken.json()["trainer_ids"]) == (200, [str(budi)])
