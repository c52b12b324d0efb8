"""Claims through the API: given with a request, later, listed and ended."""

from typing import Any

from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_TRAINER,
    World,
    named,
)
from tests.web.api.conftest import Program, request_body, times

CLAIM = {"level": 2, "authority": "Disposisi Sekda 12/2090"}


def bump_body(world: World, **more: Any) -> dict[str, Any]:
    return {
        "authority": "Disposisi Sekda 12/2090",
        "reason": "Kunjungan menteri",
        "in_favour_of": "Kegiatan Bupati",
        "alternative": {"room_id": str(world.part_a), **times(9, 12)},
        **more,
    }


async def test_a_claim_is_given_with_the_request_or_later(
    world: World, program_of: Program
) -> None:
    lender, borrower = await program_of(BANDUNG_COORDINATOR), await program_of(SERANG_TRAINER)
    own = request_body(world, agency_id=str(world.bandung_dinas), claim=CLAIM)

    made = (await lender.post("/api/v1/bookings", json=own)).json()
    assert (made["claim"], made["claim_authority"]) == (2, CLAIM["authority"])
    refused = await borrower.post(
        "/api/v1/bookings", json=request_body(world, sessions=[times(13, 15)], claim=CLAIM)
    )
    assert refused.status_code == 403

    later = await borrower.post(
        "/api/v1/bookings", json=request_body(world, sessions=[times(13, 15)])
    )
    address = f"/api/v1/bookings/{later.json()['id']}/claim"
    assert (await borrower.put(address, json=CLAIM)).status_code == 403
    stale = await lender.put(address, json=CLAIM, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    given = await lender.put(address, json=CLAIM, headers={"If-Match": '"1"'})
    assert (given.status_code, given.json()["claim"]) == (200, 2)
    taken = await lender.delete(address)
    assert (taken.status_code, taken.json()["claim"]) == (200, None)


async def test_what_is_no_claim_is_refused_in_words(world: World, program_of: Program) -> None:
    lender = await program_of(BANDUNG_COORDINATOR)
    made = await lender.post(
        "/api/v1/bookings",
        json=request_body(world, claim=None) | {"agency_id": str(world.bandung_dinas)},
    )
    address = f"/api/v1/bookings/{made.json()['id']}/claim"

    for wrong in (
        {"level": 3, "authority": "x"},
        {"level": 0, "authority": "x"},
        {"level": "2", "authority": "x"},
        {"level": 2},
        {"level": 2, "authority": " "},
        {"level": 2, "authority": "x" * 2001},
        {"level": 2, "authority": "x", "more": 1},
        [],
    ):
        answer = await lender.put(address, json=wrong)
        assert answer.status_code in (400, 422), wrong
        assert answer.json()["detail"]
    unknown = f"/api/v1/bookings/{named('nothing')}/claim"
    assert (await lender.put(unknown, json=CLAIM)).status_code == 404


async def test_slots_taken_back_are_listed_and_ended(world: World, program_of: Program) -> None:
    manager, borrower = await program_of(BANDUNG_MANAGER), await program_of(SERANG_TRAINER)
    made = (await borrower.post("/api/v1/bookings", json=request_body(world))).json()
    bumped = await manager.post(f"/api/v1/bookings/{made['id']}/bump", json=bump_body(world))
    assert bumped.status_code == 200

    listed = (await borrower.get(f"/api/v1/claims?venue_id={world.plut}")).json()["items"]

    (claim,) = listed
    assert claim["displaced_session_id"] == made["sessions"][0]["id"]
    assert (claim["level"], claim["in_favour_of"]) == (2, "Kegiatan Bupati")
    assert (await borrower.get("/api/v1/claims")).json()["items"] == listed
    assert (await borrower.get(f"/api/v1/claims?venue_id={named('x')}")).status_code == 404
    address = f"/api/v1/claims/{claim['id']}"
    assert (await borrower.get(address)).json() == claim
    assert (await borrower.delete(address)).status_code == 403
    assert (await manager.delete(address)).status_code == 204
    for gone in (await manager.delete(address), await manager.get(address)):
        assert gone.status_code == 404
    assert (await borrower.post("/api/v1/bookings", json=request_body(world))).status_code == 201
