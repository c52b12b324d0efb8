"""Series, skipped dates and swaps, for programs."""

from typing import Any

from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.api.conftest import Program, request_body, times

BOOKINGS = "/api/v1/bookings"
WEEKLY = "FREQ=WEEKLY;COUNT=3"


def body(world: World, rule: str = WEEKLY, **more: Any) -> dict[str, Any]:
    made = request_body(world, series={**times(9, 12), "rrule": rule}, **more)
    del made["sessions"]
    return made


async def test_a_series_is_one_booking_of_all_its_dates(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    answer = await trainer.post(BOOKINGS, json=body(world))

    assert answer.status_code == 201
    assert len(answer.json()["sessions"]) == 3
    assert answer.json()["skipped"] == []


async def test_a_rule_that_gives_no_series_is_named(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    for rule in ("FREQ=SECONDLY;COUNT=2", "FREQ=DAILY", "x", "FREQ=DAILY;COUNT=400"):
        refused = await trainer.post(BOOKINGS, json=body(world, rule))
        assert refused.status_code == 422, rule
        assert "series.rrule" in refused.text
    both = await trainer.post(BOOKINGS, json={**body(world), "sessions": [times(9, 12)]})
    assert both.status_code == 422
    neither = request_body(world)
    del neither["sessions"]
    assert (await trainer.post(BOOKINGS, json=neither)).status_code == 400
    assert await fetch("SELECT id FROM booking") == []


async def test_what_is_too_long_is_told_by_the_clocks_of_the_place(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    made = (await trainer.post(BOOKINGS, json=body(world))).json()
    first = f"/api/v1/sessions/{made['sessions'][0]['id']}"

    long = {**body(world), "series": {**times(9, 34), "rrule": WEEKLY}}
    refusals = [
        await trainer.post(BOOKINGS, json=long),
        await trainer.patch(first, json={"ends_at": times(9, 34)["ends_at"]}),
        await trainer.patch(first, json={**times(9, 34), "scope": "all"}),
    ]

    for refused in refusals:
        assert refused.status_code == 422
        told = refused.json()["errors"][0]["message"]
        assert "seharusnya paling lambat Selasa, 7 Februari 2090 pukul 09.00 WIB" in told


async def test_a_dry_run_lists_every_date_with_what_was_found(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    await trainer.post(BOOKINGS, json=request_body(world))

    tried = await trainer.post(BOOKINGS, json=body(world, on_clash="skip", dry_run=True))

    assert tried.status_code == 200
    dates = tried.json()["dates"]
    assert [each["state"] for each in dates] == ["skipped", "approved", "approved"]
    assert [each["code"] for each in dates[0]["findings"]] == ["venue_clash"]
    assert dates[1]["starts_at"] > dates[0]["ends_at"]
    assert len(await fetch("SELECT id FROM booking")) == 1


async def test_skipped_dates_are_answered_and_taken_once_free(
    world: World, program_of: Program
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    other = (await trainer.post(BOOKINGS, json=request_body(world))).json()
    key = {"Idempotency-Key": "one"}

    refused = await trainer.post(BOOKINGS, json=body(world))
    made = await trainer.post(BOOKINGS, json=body(world, on_clash="skip"), headers=key)
    again = await trainer.post(BOOKINGS, json=body(world, on_clash="skip"), headers=key)

    assert refused.status_code == 409
    assert made.status_code == 201
    assert again.json() == made.json()
    (skipped,) = made.json()["skipped"]
    assert (skipped["state"], skipped["findings"][0]["code"]) == ("waiting", "venue_clash")

    address = f"{BOOKINGS}/{made.json()['id']}/skipped/{skipped['id']}/take"
    assert (await trainer.post(address)).status_code == 409
    await trainer.post(f"{BOOKINGS}/{other['id']}/cancel")
    taken = await trainer.post(address)
    assert taken.status_code == 200
    assert [each["state"] for each in taken.json()["skipped"]] == ["taken"]
    assert len(taken.json()["sessions"]) == 3
    assert (await trainer.post(address)).status_code == 409
    unknown = f"{BOOKINGS}/{made.json()['id']}/skipped/{made.json()['id']}/take"
    assert (await trainer.post(unknown)).status_code == 404


async def test_a_whole_series_moves_by_one_call(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    made = (await trainer.post(BOOKINGS, json=body(world))).json()
    first = f"/api/v1/sessions/{made['sessions'][0]['id']}"

    tried = await trainer.patch(first, json={**times(13, 15), "scope": "all", "dry_run": True})
    moved = await trainer.patch(first, json={**times(13, 15), "scope": "all"})

    assert (tried.status_code, moved.status_code) == (200, 200)
    assert len(moved.json()["moved"]) == 3
    after = (await trainer.get(f"{BOOKINGS}/{made['id']}")).json()
    assert [each["sequence"] for each in after["sessions"]] == [1, 1, 1]
    assert (await trainer.patch(first, json={"scope": "some"})).status_code in {400, 422}


async def test_two_sessions_are_swapped_by_one_call(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    one = (await trainer.post(BOOKINGS, json=request_body(world))).json()["sessions"][0]
    other = (
        await trainer.post(
            BOOKINGS, json=request_body(world, room_id=str(world.part_a), sessions=[times(13, 15)])
        )
    ).json()["sessions"][0]
    address = f"/api/v1/sessions/{one['id']}/swap"

    tried = await trainer.post(address, json={"with": other["id"], "dry_run": True})
    kept = (await trainer.get(f"/api/v1/sessions/{one['id']}")).json()
    stale = await trainer.post(address, json={"with": other["id"], "with_sequence": 3})
    swapped = await trainer.post(address, json={"with": other["id"]})
    unseen = await trainer.post(address, json={"with": str(world.part_a)})

    assert (tried.status_code, tried.json()["dry_run"]) == (200, True)
    assert tried.json()["sessions"][0]["room_id"] == other["room_id"]
    assert (kept["room_id"], kept["sequence"]) == (one.get("room_id", str(world.open_room)), 0)
    assert stale.status_code == 412
    assert swapped.status_code == 200
    mine, theirs = swapped.json()["sessions"]
    assert (mine["id"], mine["room_id"]) == (one["id"], other["room_id"])
    assert (theirs["id"], theirs["starts_at"]) == (other["id"], one["starts_at"])
    assert unseen.status_code == 404
    assert "with" in unseen.text
    foreign = await program_of(SERANG_COORDINATOR)
    assert (await foreign.post(address, json={"with": one["id"]})).status_code == 422


async def test_a_date_is_given_up_once_and_by_its_side(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    await trainer.post(BOOKINGS, json=request_body(world))
    made = (await trainer.post(BOOKINGS, json=body(world, on_clash="skip"))).json()
    (skipped,) = made["skipped"]
    address = f"{BOOKINGS}/{made['id']}/skipped/{skipped['id']}"
    stranger = await program_of(BANDUNG_MANAGER)

    refused = await stranger.post(f"{address}/withdraw")
    given_up = await trainer.post(f"{address}/withdraw", headers={"Idempotency-Key": "one"})
    repeated = await trainer.post(f"{address}/withdraw", headers={"Idempotency-Key": "one"})
    again = await trainer.post(f"{address}/withdraw")
    taken = await trainer.post(f"{address}/take")
    nowhere = await trainer.post(f"{BOOKINGS}/{made['id']}/skipped/{made['id']}/withdraw")

    assert refused.status_code == 403
    assert [each["state"] for each in given_up.json()["skipped"]] == ["withdrawn"]
    assert repeated.status_code == 200
    assert (again.status_code, taken.status_code, nowhere.status_code) == (409, 409, 404)
