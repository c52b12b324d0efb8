"""Attendance lists, for programs."""

from typing import Any
from uuid import uuid4

import pytest

from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, World
from tests.web.api.conftest import Program
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import begun

API = "/api/v1"


async def course(world: World) -> tuple[str, list[str]]:
    """Where the list of a session is that has begun, and who is on it, by name."""
    batch = await batch_of(world)
    booking = await meetings_of(world, batch)
    people = await enrolled(batch, BUDI, SITI)
    await begun(booking.sessions[0].id)
    path = f"{API}/sessions/{booking.sessions[0].id}/attendance"
    return path, [str(each.enrolment.id) for each in people]


async def test_a_list_is_kept_and_corrected(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    path, (budi, siti) = await course(world)

    before = (await program.get(path)).json()
    one = {"marks": [{"enrolment_id": siti, "mark": "excused"}]}
    kept = (await program.put(path, json=one)).json()
    two = {"marks": [{"enrolment_id": budi, "mark": "absent"}]}
    corrected = (await program.put(path, json=two)).json()

    assert before["state"] == "planned"
    assert [(each["name"], each["mark"]) for each in before["items"]] == [
        ("Budi Santoso", None),
        ("Siti Aminah", None),
    ]
    assert kept["state"] == "held"
    assert [each["mark"] for each in kept["items"]] == ["present", "excused"]
    assert [each["mark"] for each in corrected["items"]] == ["absent", "excused"]
    assert (await program.get(path)).json() == corrected


@pytest.mark.parametrize(
    ("marks", "status"),
    [
        ("x", 400),
        ([{"enrolment_id": "x", "mark": "present"}], 400),
        ([{"enrolment_id": str(uuid4()), "mark": "perhaps"}], 422),
        ([{"enrolment_id": str(uuid4()), "mark": "present"}], 404),
        ([{"enrolment_id": str(uuid4())}], 400),
        ([{"enrolment_id": str(uuid4()), "mark": "present"}] * 1001, 422),
    ],
    ids=["no list", "no id", "no mark", "not enrolled", "half", "too many"],
)
async def test_a_faulty_list_is_refused(
    world: World, program_of: Program, marks: Any, status: int
) -> None:
    program = await program_of(SERANG_COORDINATOR)
    path, _ = await course(world)

    answer = await program.put(path, json={"marks": marks})

    assert answer.status_code == status
    assert (await program.get(path)).json()["state"] == "planned"


async def test_the_lender_keeps_no_lists(world: World, program_of: Program) -> None:
    lender = await program_of(BANDUNG_COORDINATOR)
    path, _ = await course(world)
    nowhere = f"{API}/sessions/{uuid4()}/attendance"

    statuses = [
        (await lender.get(path)).status_code,
        (await lender.put(path, json={})).status_code,
        (await lender.put(nowhere, json={})).status_code,
    ]

    assert statuses == [403, 403, 404]
