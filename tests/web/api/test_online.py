"""Online sessions, for programs: their fields, and who is told the link."""

from typing import Any

import pytest

from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.api.conftest import Program, request_body, times

BOOKINGS, SESSIONS = "/api/v1/bookings", "/api/v1/sessions"
LINK, OTHER = "https://meet.example/satu", "https://meet.example/dua"
HYBRID = {"mode": "hybrid", "link": LINK}


async def made(trainer: Any, world: World, **session: str) -> dict[str, Any]:
    body = request_body(world, sessions=[{**times(9, 12), **session}])
    answer = await trainer.post(BOOKINGS, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_who_takes_part_reads_the_link_and_the_lender_does_not(
    world: World, program_of: Program
) -> None:
    trainer, lender = await program_of(SERANG_TRAINER), await program_of(BANDUNG_COORDINATOR)
    coordinator = await program_of(SERANG_COORDINATOR)
    booking = await made(trainer, world, **HYBRID)
    session = booking["sessions"][0]
    addresses = (f"{BOOKINGS}/{booking['id']}", BOOKINGS, f"{SESSIONS}/{session['id']}", SESSIONS)

    for address in addresses:
        assert LINK in (await trainer.get(address)).text
        assert LINK in (await coordinator.get(address)).text
        assert LINK not in (await lender.get(address)).text
    assert (session["mode"], session["link"]) == ("hybrid", LINK)


async def test_the_link_is_put_without_judging(world: World, program_of: Program) -> None:
    trainer, lender = await program_of(SERANG_TRAINER), await program_of(BANDUNG_COORDINATOR)
    session = (await made(trainer, world, **HYBRID))["sessions"][0]
    address = f"{SESSIONS}/{session['id']}/link"

    stale = await trainer.put(address, json={"link": OTHER}, headers={"If-Match": '"7"'})
    refused = await lender.put(address, json={"link": OTHER})
    put = await trainer.put(address, json={"link": OTHER, "for_all": True})

    assert (stale.status_code, refused.status_code) == (412, 403)
    assert (put.status_code, put.json()["link"], put.json()["sequence"]) == (200, OTHER, 1)
    assert put.json()["moved"] == [session["id"]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"link": 7}, 400),
        ({"link": None}, 400),
        ({"link": "http://meet.example/"}, 422),
        ({"link": "https://a@meet.example/"}, 422),
        ({"link": "https://meet.example/" + "a" * 500}, 422),
        ({"link": "https://meet.example/\u0000"}, 400),
        ({"link": OTHER, "all": True}, 400),
    ],
    ids=["nothing", "a number", "null", "http", "a user", "too long", "a control", "a stranger"],
)
async def test_what_is_no_link_is_refused(
    world: World, program_of: Program, body: dict[str, Any], status: int
) -> None:
    trainer = await program_of(SERANG_TRAINER)
    session = (await made(trainer, world, **HYBRID))["sessions"][0]

    refused = await trainer.put(f"{SESSIONS}/{session['id']}/link", json=body)

    assert refused.status_code == status, refused.text
    assert (await trainer.get(f"{SESSIONS}/{session['id']}")).json()["link"] == LINK


async def test_a_foreign_session_is_not_found(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    missing = await trainer.put(
        f"{SESSIONS}/00000000-0000-0000-0000-000000000001/link", json={"link": OTHER}
    )

    assert missing.status_code == 404


async def test_a_session_is_moved_online_and_back(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)
    session = (await made(trainer, world))["sessions"][0]
    address = f"{SESSIONS}/{session['id']}"

    without = await trainer.patch(address, json={"mode": "online"})
    online = await trainer.patch(address, json={"mode": "online", "link": LINK})
    back = await trainer.patch(address, json={"mode": "onsite"})

    assert (without.status_code, without.json()["errors"][0]["field"]) == (422, "link")
    assert (online.json()["mode"], online.json()["link"]) == ("online", LINK)
    assert (back.json()["mode"], back.json()["link"]) == ("onsite", "")
