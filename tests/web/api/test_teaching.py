"""Trainers' answers and links, for programs."""

from typing import Any

import pytest

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    named,
)
from tests.web.api.conftest import Program, request_body

API = "/api/v1"


async def booked(program: Any, world: World) -> str:
    body = request_body(world, trainer_ids=[str(world.trainer)])
    session: str = (await program.post(f"{API}/bookings", json=body)).json()["sessions"][0]["id"]
    return session


async def test_an_answer_bears_its_reason(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    teaching = f"{API}/sessions/{await booked(program, world)}/teaching"

    said = await program.patch(
        f"{teaching}/{world.trainer}", json={"answer": "declined", "reason": "Cuti"}
    )
    letter = await program.patch(f"{teaching}/{world.trainer}", json={"letter": "800/1"})

    assert said.json()["answered_at"]
    assert (await program.get(teaching)).json()["items"] == [letter.json()]
    assert (letter.json()["answer"], letter.json()["reason"], letter.json()["letter"]) == (
        "declined",
        "Cuti",
        "800/1",
    )


@pytest.mark.parametrize(
    ("body", "status", "fault"),
    [
        ({"answer": "perhaps"}, 422, "answer"),
        ({"answer": 5}, 400, "answer"),
        ({"reason": "x" * 501}, 422, "reason"),
        ({"letter": "x" * 201}, 422, "letter"),
        ({"nonsense": 1}, 400, "nonsense"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_faulty_answer_is_named(
    world: World, program_of: Program, body: dict[str, Any], status: int, fault: str
) -> None:
    program = await program_of(SERANG_COORDINATOR)
    teaching = f"{API}/sessions/{await booked(program, world)}/teaching"

    answer = await program.patch(f"{teaching}/{world.trainer}", json=body)

    assert answer.status_code == status
    assert [each["field"] for each in answer.json()["errors"]] == [fault]


async def test_who_answers_for_whom(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    session = await booked(program, world)
    yes = {"answer": "accepted"}
    lender = await program_of(BANDUNG_COORDINATOR)
    stranger = await program_of(SERANG_TRAINER)

    statuses = [
        (await each.patch(f"{API}/sessions/{session}/teaching/{person}", json=yes)).status_code
        for each, person in (
            (lender, world.trainer),
            (stranger, world.trainer),
            (program, named("nobody")),
            (program, world.trainer),
        )
    ]

    assert statuses == [403, 404, 404, 200]


async def test_a_link_is_made_and_taken_back(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    session = await booked(program, world)
    path = f"{API}/people/{world.trainer}/link"

    waiting = (await program.get(f"{API}/unanswered-teaching")).json()["items"]
    made = await program.post(path, json={"regency": "36.04"})
    page = await program.get(made.json()["url"], headers={"Authorization": ""})
    ended = [
        (await program.delete(path, params={"regency": "36.04"})).status_code for _ in range(2)
    ]
    gone = await program.get(made.json()["url"], headers={"Authorization": ""})

    assert waiting == [
        {
            "person_id": str(world.trainer),
            "name": "Pengajar Contoh",
            "regency": "36.04",
            "session_ids": [session],
        }
    ]
    assert (made.status_code, page.status_code) == (201, 200)
    assert (ended, gone.status_code) == ([204, 404], 410)


async def test_links_are_the_asking_side_s(world: World, program_of: Program) -> None:
    await booked(await program_of(SERANG_COORDINATOR), world)
    path = f"{API}/people/{world.trainer}/link"
    asks = [
        (SERANG_TRAINER, path, "36.04"),
        (BANDUNG_COORDINATOR, path, "36.04"),
        (BANDUNG_COORDINATOR, path, "32.04"),
        (SERANG_COORDINATOR, f"{API}/people/{named('nobody')}/link", "36.04"),
    ]

    statuses = [
        (await (await program_of(actor)).post(to, json={"regency": regency})).status_code
        for actor, to, regency in asks
    ]

    assert statuses == [403, 404, 404, 404]
