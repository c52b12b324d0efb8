"""Approving and declining through the API: all sessions of a booking, or some."""

from typing import Any

import pytest

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    named,
)
from tests.web.api.conftest import Program, request_body, times

THREE = [times(8, 10), times(10, 12), times(13, 15)]


async def ask(world: World, program_of: Program, **more: Any) -> dict[str, Any]:
    trainer = await program_of(SERANG_TRAINER)
    wish = {"room_id": str(world.decided_room), "sessions": THREE, **more}
    made = await trainer.post("/api/v1/bookings", json=request_body(world, **wish))
    assert made.status_code == 201, made.text
    booking: dict[str, Any] = made.json()
    return booking


def decisions(booking: dict[str, Any]) -> list[str]:
    return [each["decision"] for each in booking["sessions"]]


async def test_who_manages_the_room_approves_more_people_by_saying_so(
    world: World, program_of: Program
) -> None:
    manager, trainer = await program_of(BANDUNG_MANAGER), await program_of(SERANG_TRAINER)
    own = {"room_id": str(world.decided_room), "agency_id": str(world.bandung_dinas)}
    mine = (await manager.post("/api/v1/bookings", json=request_body(world, **own))).json()
    theirs = await ask(world, program_of, sessions=[times(13, 15)])
    await manager.post(f"/api/v1/bookings/{theirs['id']}/approve")

    changed = [
        await asker.patch(f"/api/v1/bookings/{booking['id']}", json={"headcount": 25})
        for asker, booking in ((manager, mine), (trainer, theirs))
    ]

    assert [each.json()["state"] for each in changed] == ["approved", "requested"]


@pytest.mark.parametrize("body", [None, {}, {"reason": "Silakan"}], ids=["none", "empty", "reason"])
async def test_all_are_approved_where_none_is_named(
    world: World, program_of: Program, body: dict[str, Any] | None
) -> None:
    booking = await ask(world, program_of)
    manager = await program_of(BANDUNG_MANAGER)

    done = await manager.post(f"/api/v1/bookings/{booking['id']}/approve", json=body)

    assert (done.status_code, done.json()["state"]) == (200, "approved")
    assert decisions(done.json()) == ["approved"] * 3


async def test_some_are_approved_and_others_declined(world: World, program_of: Program) -> None:
    booking = await ask(world, program_of)
    address = f"/api/v1/bookings/{booking['id']}"
    first, second, third = (each["id"] for each in booking["sessions"])
    manager = await program_of(BANDUNG_MANAGER)

    some = await manager.post(f"{address}/approve", json={"session_ids": [third, first]})
    again = await manager.post(f"{address}/approve", json={"session_ids": [first, second]})
    foreign = await manager.post(f"{address}/approve", json={"session_ids": [str(named("x"))]})
    tried = await manager.post(f"{address}/approve", json={"dry_run": True})
    rest = await manager.post(f"{address}/decline", json={"reason": "Dicat"})
    over = await manager.post(f"{address}/approve")

    assert (some.status_code, some.json()["state"]) == (200, "requested")
    assert decisions(some.json()) == ["approved", "requested", "approved"]
    assert (again.status_code, foreign.status_code, over.status_code) == (409, 404, 409)
    assert foreign.json()["errors"][0]["field"] == "session_ids"
    assert decisions(tried.json()) == ["approved", "requested", "approved"]
    assert (rest.status_code, rest.json()["state"]) == (200, "approved")
    assert decisions(rest.json()) == ["approved", "declined", "approved"]


async def test_some_pass_the_askers_own_step_and_wait_at_the_owners(
    world: World, program_of: Program
) -> None:
    own, lender = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    for client, holder in (
        (own, {"agency_id": str(world.serang_dinas)}),
        (lender, {"venue_id": str(world.plut)}),
    ):
        step = {"name": "Kabag", "role": "coordinator", **holder}
        assert (await client.post("/api/v1/approval-steps", json=step)).status_code == 201
    booking = await ask(world, program_of)
    address = f"/api/v1/bookings/{booking['id']}/approve"
    first, second, _ = (each["id"] for each in booking["sessions"])

    too_early = await lender.post(address)
    passed = await own.post(address, json={"session_ids": [first, second]})
    one = await lender.post(address, json={"session_ids": [first]})

    assert too_early.status_code == 403
    assert decisions(passed.json()) == ["requested"] * 3
    assert decisions(one.json()) == ["approved", "requested", "requested"]

    behind = (await own.post(address)).json()["steps"][0]
    assert (behind["name"], behind["state"], behind["as_stand_in"]) == ("Kabag", "passed", False)
    assert behind["decided_by"]
