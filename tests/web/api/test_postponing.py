"""Sessions put off by the dozen, for programs."""

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    FAR_MONDAY,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, request_body, times

DAYS = {"first_day": FAR_MONDAY.isoformat(), "last_day": FAR_MONDAY.isoformat()}


async def test_an_agency_puts_its_days_off(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    address = f"/api/v1/agencies/{world.serang_dinas}/postpone"
    made = (await program.post("/api/v1/bookings", json=request_body(world))).json()
    (session,) = made["sessions"]
    body = {**DAYS, "reason": "Banjir"}
    key = {"Idempotency-Key": "one"}

    tried = await program.post(address, json={**DAYS, "dry_run": True})
    other = await program.post(address, json={**body, "expected": 7})
    done = await program.post(address, json={**body, "expected": 1}, headers=key)
    again = await program.post(address, json={**body, "expected": 1}, headers=key)
    none = await program.post(address, json=body)

    assert (tried.status_code, tried.json()["dry_run"]) == (200, True)
    assert [each["postponed"] for each in tried.json()["sessions"]] == [False]
    assert (other.status_code, none.status_code) == (409, 409)
    assert done.json() == again.json()
    assert done.json()["told"] == tried.json()["told"] > 0
    (put_off,) = done.json()["sessions"]
    assert (put_off["id"], put_off["uid"]) == (session["id"], session["uid"])
    assert (put_off["state"], put_off["postponed"]) == ("cancelled", True)
    later = await program.patch(f"/api/v1/sessions/{session['id']}", json=times(13, 16))
    assert (later.status_code, later.json()["postponed"]) == (200, False)
    assert later.json()["sequence"] == put_off["sequence"] + 1


async def test_what_was_put_off_is_given_up(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    made = (await program.post("/api/v1/bookings", json=request_body(world))).json()
    address = f"/api/v1/bookings/{made['id']}/give-up"
    early = await program.post(address)
    await program.post(
        f"/api/v1/agencies/{world.serang_dinas}/postpone", json={**DAYS, "reason": "Banjir"}
    )
    body, key = {"reason": "Sepi peminat"}, {"Idempotency-Key": "one"}

    answers = [
        (await program.post(address, json=each)).status_code
        for each in ({"session_ids": []}, {"session_ids": [made["id"]]}, {"reason": 5})
    ]
    done = await program.post(address, json=body, headers=key)
    again = await program.post(address, json=body, headers=key)
    late = await program.post(address)
    stranger = await program_of(BANDUNG_COORDINATOR)

    assert (early.status_code, late.status_code, answers) == (409, 409, [422, 404, 400])
    assert done.json() == again.json()
    (session,) = done.json()["sessions"]
    assert (session["state"], session["postponed"], session["sequence"]) == ("cancelled", False, 2)
    assert (await stranger.post(address)).status_code == 403


async def test_what_nobody_can_mean_is_refused(world: World, program_of: Program) -> None:
    program = await program_of(SERANG_COORDINATOR)
    await program.post("/api/v1/bookings", json=request_body(world))
    address = f"/api/v1/agencies/{world.serang_dinas}/postpone"
    nobody = "/api/v1/batches/019300000000700080000000000000ff/postpone"

    answers = [
        (await program.post(address, json=body)).status_code
        for body in (
            DAYS,
            {"reason": "Banjir"},
            {**DAYS, "reason": 5},
            {**DAYS, "reason": "Banjir", "first_day": "besok"},
            {**DAYS, "reason": "Banjir", "last_day": "2080-01-01"},
            {**DAYS, "reason": "x" * 2001},
            {**DAYS, "reason": "Banjir", "expected": -1},
            {**DAYS, "reason": "Banjir", "session_ids": []},
        )
    ]

    assert answers == [422, 400, 400, 400, 422, 422, 422, 400]
    assert (await program.post(nobody, json={"reason": "Banjir"})).status_code == 404
    for actor, status in ((BANDUNG_COORDINATOR, 404), (SERANG_TRAINER, 403)):
        stranger = await program_of(actor)
        refused = await stranger.post(address, json={**DAYS, "reason": "Banjir"})
        assert refused.status_code == status
    assert [row["sequence"] for row in await fetch("SELECT sequence FROM session")] == [0]
