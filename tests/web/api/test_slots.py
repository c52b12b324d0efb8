"""Free slots through the API."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.actions.test_slot_teachers import teacher
from tests.actions.world import BANDUNG, FAR_MONDAY, SERANG_TRAINER, World
from tests.web.api.conftest import Program

SLOTS = "/api/v1/slots"


def asked(**facts: Any) -> dict[str, Any]:
    until = FAR_MONDAY + timedelta(days=5)
    return {
        "from": FAR_MONDAY.isoformat(),
        "until": until.isoformat(),
        "headcount": 20,
        "sessions": 2,
        **facts,
    }


async def test_what_is_offered_can_be_booked_as_it_is(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    found = await program.get(SLOTS, params=asked(room_id=world.open_room))
    (item,) = found.json()["items"]
    booked = await program.post("/api/v1/bookings", json={**item["plan"], "reasons": {"*": "x"}})
    again = await program.get(SLOTS, params=asked(room_id=world.open_room))

    assert found.status_code == 200
    assert (item["rank"], item["room"]["id"]) == (1, str(world.open_room))
    assert item["sessions"][0]["starts_at"] == f"{FAR_MONDAY}T08:00:00+07:00"
    assert found.json()["searched"] == {"rooms": 1, "days": 5, "judged": 1, "exhaustive": True}
    assert found.json()["next"] is None
    assert booked.status_code == 201
    assert again.json()["items"][0]["sessions"] != item["sessions"]


async def test_a_room_too_small_is_told_with_its_law(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    found = await program.get(SLOTS, params=asked(headcount=41, room_id=world.open_room))

    assert found.json()["items"] == []
    (miss,) = found.json()["misses"]
    assert {each["code"] for each in miss["findings"]} == {"capacity"}


async def test_a_trainer_who_was_found_is_booked_with_the_plan(
    world: World, program_of: Program
) -> None:
    found = await teacher(world, "Ani")
    program = await program_of(SERANG_TRAINER)

    answer = await program.get(
        SLOTS, params=asked(room_id=world.open_room, trainer_regency=BANDUNG)
    )
    (item,) = answer.json()["items"]
    booked = await program.post("/api/v1/bookings", json={**item["plan"], "reasons": {"*": "x"}})

    assert item["trainers"] == [{"id": str(found), "name": "Ani"}]
    assert item["plan"]["trainer_ids"] == [str(found)]
    assert booked.status_code == 201


async def test_nobody_to_teach_is_told_with_its_law(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    answer = await program.get(SLOTS, params=asked(trainer_regency=BANDUNG, trainer_field="Las"))

    assert answer.json()["items"] == []
    (finding,) = answer.json()["misses"][0]["findings"]
    assert finding["code"] == "trainer_unqualified"
    assert "Kab. Bandung" in finding["message"]


async def test_a_tool_nobody_has_is_told_with_its_law(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    found = await program.get(SLOTS, params=asked(equipment="Sealer", room_id=world.open_room))

    (miss,) = found.json()["misses"]
    (finding,) = miss["findings"]
    assert (finding["code"], finding["evidence"]["kind"]) == ("equip_missing", "sealer")
    assert "sealer" in finding["message"]
    assert miss["beyond"] == []


async def test_a_place_without_rooms_shows_what_lies_elsewhere(
    world: World, program_of: Program
) -> None:
    program = await program_of(SERANG_TRAINER)

    found = await program.get(SLOTS, params=asked(regency="36.04"))

    assert found.json()["items"] == []
    assert {tuple(miss["beyond"]) for miss in found.json()["misses"]} == {
        ("Di luar tempat yang dicari",)
    }


@pytest.mark.parametrize(
    ("wrong", "status", "field"),
    [
        ({"headcount": "many"}, 400, "headcount"),
        ({"from": "soon"}, 400, "from"),
        ({"earliest": "8"}, 400, "earliest"),
        ({"pattern": "daily"}, 400, "pattern"),
        ({"trainer_ids": "nobody"}, 400, "trainer_ids"),
        ({"colour": "red"}, 400, "colour"),
        ({"earliest": "08:10"}, 422, "earliest"),
        ({"until": FAR_MONDAY.isoformat()}, 422, "until"),
        ({"until": "2099-01-01"}, 422, "until"),
        ({"from": "1000-01-01"}, 422, "from"),
        ({"minutes": 600}, 422, "latest"),
        ({"trainer_ids": str(uuid4())}, 404, "trainer_ids"),
        ({"agency_id": str(uuid4())}, 404, "agency_id"),
        ({"room_id": str(uuid4())}, 404, "room_id"),
        ({"near": str(uuid4())}, 404, "near"),
        ({"regency": "99.99"}, 404, "regency"),
        ({"trainer_regency": "99.99"}, 404, "trainer_regency"),
        ({"trainer_regency": "9" * 14}, 400, "trainer_regency"),
        ({"trainer_field": "x" * 201}, 400, "trainer_field"),
        ({"trainer_level": "mahir"}, 422, "trainer_field"),
    ],
)
async def test_what_cannot_be_meant_is_named(
    world: World, program_of: Program, wrong: dict[str, Any], status: int, field: str
) -> None:
    answer = await (await program_of(SERANG_TRAINER)).get(SLOTS, params=asked(**wrong))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


async def test_an_agency_of_others_is_not_asked_for(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_TRAINER)

    foreign = await program.get(SLOTS, params=asked(agency_id=world.bandung_dinas))

    assert (foreign.status_code, foreign.json()["errors"][0]["field"]) == (404, "agency_id")
