"""Agreements in full, through the API: quotas, addenda, severities, the ledger."""

from typing import Any

import pytest

from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, request_body, times

QUOTA = {"lender": BANDUNG, "borrower": SERANG, "unit": "room_days", "amount": 1, "period": "year"}


def address_of(world: World) -> str:
    return f"/api/v1/agreements/{world.agreement}"


async def test_one_party_may_limit_and_only_both_may_allow_more(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    address = address_of(world)

    limited = await serang.patch(address, json={"quotas": [{**QUOTA, "amount": 5}]})
    raised = await serang.patch(address, json={"quotas": [{**QUOTA, "amount": 6}]})
    removed = await serang.patch(address, json={"quotas": []})
    lowered = await serang.patch(address, json={"quotas": [{**QUOTA, "amount": 4}]})

    assert (limited.status_code, limited.json()["quotas"]) == (200, [{**QUOTA, "amount": 5}])
    assert (raised.status_code, removed.status_code, lowered.status_code) == (409, 409, 200)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"severities": {"capasity": "warns"}}, "severities.capasity"),
        ({"severities": {"capacity": "shouts"}}, "severities.capacity"),
        ({"severities": {"venue_clash": "warns"}}, "severities.venue_clash"),
        ({"quotas": [QUOTA, QUOTA]}, "quotas[1].unit"),
        ({"quotas": [{**QUOTA, "lender": "99.99"}]}, "quotas[0].lender"),
        ({"quotas": [{**QUOTA, "amount": 0}]}, "quotas[0].amount"),
        ({"balance": {"ratio": 0}}, "balance.ratio"),
        ({"cooperation": "mou"}, "cooperation"),
    ],
    ids=str,
)
async def test_what_cannot_be_agreed_is_named(
    world: World, program_of: Program, change: dict[str, Any], field: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    refused = await serang.patch(address_of(world), json=change)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


async def test_an_agreement_makes_a_law_heavier_alone_and_lighter_only_together(
    world: World, program_of: Program
) -> None:
    serang, operator = await program_of(SERANG_COORDINATOR), await program_of(OPERATOR)
    address = address_of(world)
    crowd = request_body(world, headcount=400)

    refused = await serang.patch(address, json={"severities": {"capacity": "warns"}})
    lowered = await operator.patch(address, json={"severities": {"capacity": "warns"}})
    unreasoned = await serang.post("/api/v1/bookings", json=crowd)
    reasoned = await serang.post("/api/v1/bookings", json={**crowd, "reasons": {"capacity": "Ya"}})
    raised = await serang.patch(address, json={"severities": {}})
    conflicts = (await serang.get("/api/v1/conflicts?state=open")).json()["items"]

    assert (refused.status_code, lowered.status_code, raised.status_code) == (409, 200, 200)
    assert unreasoned.status_code == 409
    assert unreasoned.json()["findings"][0]["severity"] == "warns"
    assert reasoned.status_code == 201
    assert [(each["code"], each["severity"]) for each in conflicts] == [("capacity", "blocks")]
    await operator.patch(address, json={"severities": {"capacity": "informs"}})
    assert (await serang.get("/api/v1/conflicts?state=open")).json()["items"] == []


async def test_an_agency_makes_laws_heavier_for_itself(world: World, program_of: Program) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    address = f"/api/v1/agencies/{world.serang_dinas}"

    wrong = await serang.patch(address, json={"severities": {"lawless": "blocks"}})
    kept = await serang.patch(address, json={"severities": {"cuti_bersama": "blocks"}})

    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "severities.lawless")
    assert kept.json()["severities"] == {"cuti_bersama": "blocks"}
    assert (await serang.get(address)).json()["severities"] == {"cuti_bersama": "blocks"}


async def test_an_addendum_counts_once_the_other_side_accepts(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    address = f"{address_of(world)}/addenda"
    body = {"dated": "2089-11-01", "summary": "Diperpanjang", "valid_until": "2101-01-01"}

    offered = (await serang.post(address, json=body)).json()
    one = f"{address}/{offered['id']}"
    before = (await serang.get(address_of(world))).json()["valid_until"]
    own = await serang.post(f"{one}/accept")
    accepted = await bandung.post(f"{one}/accept")
    again = await bandung.post(f"{one}/accept")

    assert (offered["state"], offered["venue_ids"], before) == ("offered", None, "2100-01-01")
    assert (own.status_code, accepted.status_code, again.status_code) == (403, 200, 409)
    assert accepted.json()["state"] == "in_force"
    assert (await serang.get(address_of(world))).json()["valid_until"] == "2101-01-01"
    assert (await bandung.get(address)).json()["items"] == [accepted.json()]
    assert (await bandung.get(one)).json() == accepted.json()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"valid_until": "2026-01-01"}, "valid_until"),
        ({"quotas": [{**QUOTA, "borrower": BANDUNG}]}, "quotas[0].borrower"),
    ],
    ids=str,
)
async def test_an_addendum_that_cannot_be_is_named(
    world: World, program_of: Program, body: dict[str, Any], field: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    sound = {"dated": "2089-11-01", "summary": "Lain"}

    refused = await serang.post(f"{address_of(world)}/addenda", json={**sound, **body})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, field)


async def test_usage_and_ledger_count_what_is_held(world: World, program_of: Program) -> None:
    serang, trainer = await program_of(SERANG_COORDINATOR), await program_of(SERANG_TRAINER)
    await serang.patch(address_of(world), json={"quotas": [{**QUOTA, "amount": 3}]})
    sessions = [times(8, 10), times(11, 12), times(32, 34)]
    asked = await trainer.post("/api/v1/bookings", json=request_body(world, sessions=sessions))

    assert asked.status_code == 201, asked.text
    usage = (await serang.get(f"{address_of(world)}/usage")).json()["items"]
    query = {"one": BANDUNG, "other": SERANG, "year": 2090}
    ledger = (await serang.get("/api/v1/ledger", params=query)).json()
    booked = next(each for each in usage if each["year"] == 2090)
    assert (booked["used"], booked["held"], booked["left"]) == (0, 2, 1)
    lent, borrowed = ledger["sides"]
    assert (lent["lender"], lent["borrower"]) == (BANDUNG, SERANG)
    assert lent["held"] == {"room_days": 2, "hours": 5, "bookings": 1, "rupiah": 0}
    assert borrowed["held"]["room_days"] == 0


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"one": "99.99", "other": SERANG}, 404, "one"),
        ({"one": BANDUNG, "other": "99.99"}, 404, "other"),
        ({"one": SERANG, "other": SERANG}, 422, "other"),
        ({"one": BANDUNG, "other": SERANG, "year": "1999"}, 400, "year"),
        ({"one": BANDUNG}, 400, "other"),
    ],
    ids=str,
)
async def test_a_ledger_of_nobody_is_refused(
    world: World, program_of: Program, query: dict[str, str], status: int, field: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    refused = await serang.get("/api/v1/ledger", params=query)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (status, field)


async def test_the_ledger_is_not_for_everybody(world: World, program_of: Program) -> None:
    trainer = await program_of(SERANG_TRAINER)

    refused = await trainer.get("/api/v1/ledger", params={"one": BANDUNG, "other": SERANG})

    assert refused.status_code == 403


# In the reader's language, and by name


async def test_findings_name_governments_in_the_readers_language(
    world: World, program_of: Program
) -> None:
    operator, trainer = await program_of(OPERATOR), await program_of(SERANG_TRAINER)
    await operator.patch(address_of(world), json={"quotas": [{**QUOTA, "period": "term"}]})
    first = request_body(world)
    second = {**first, "sessions": [times(33, 36)]}
    english = {"Accept-Language": "en"}
    await trainer.post("/api/v1/bookings", json=first)

    indonesian = await trainer.post("/api/v1/bookings", json=second)
    told = await trainer.post("/api/v1/bookings", json=second, headers=english)

    (said,) = [each for each in indonesian.json()["findings"] if each["code"] == "quota_exceeded"]
    (tells,) = [each for each in told.json()["findings"] if each["code"] == "quota_exceeded"]
    assert "bagi Kab. Serang di ruang milik Kab. Bandung: 1 hari pemakaian" in said["message"]
    assert "for Kab. Serang in rooms of Kab. Bandung: 1 room-days" in tells["message"]


async def test_warnings_and_conflicts_are_said_in_the_readers_language(
    world: World, program_of: Program
) -> None:
    serang, operator = await program_of(SERANG_COORDINATOR), await program_of(OPERATOR)
    english = {"Accept-Language": "en"}
    balance = {"balance": {"ratio": 1, "beyond": 0}}
    await operator.patch(address_of(world), json=balance)

    made = await serang.post("/api/v1/bookings", json=request_body(world), headers=english)
    await operator.patch(address_of(world), json={"valid_until": "2089-01-01"})
    (conflict,) = (await serang.get("/api/v1/conflicts?state=open", headers=english)).json()[
        "items"
    ]

    (told,) = [each for each in made.json()["warnings"] if each["code"] == "reciprocity"]
    assert told["message"].startswith("In 2090, Kab. Serang uses 1 room-days")
    assert conflict["finding"]["message"].startswith("Cooperation agreement 001/contoh holds")


async def test_an_open_conflict_comes_to_weigh_what_was_agreed(
    world: World, program_of: Program
) -> None:
    serang, operator = await program_of(SERANG_COORDINATOR), await program_of(OPERATOR)
    await serang.post("/api/v1/bookings", json=request_body(world))
    await operator.patch(f"/api/v1/rooms/{world.open_room}", json={"capacities": {"classroom": 5}})
    await operator.patch(address_of(world), json={"severities": {"capacity": "warns"}})

    (conflict,) = (await serang.get("/api/v1/conflicts?state=open")).json()["items"]

    assert (conflict["code"], conflict["severity"]) == ("capacity", "warns")
    assert conflict["finding"]["severity"] == "warns"


async def test_a_booking_answers_what_it_leaves_of_the_quota(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    free = await serang.post("/api/v1/bookings", json=request_body(world, sessions=[times(8, 9)]))
    await serang.patch(address_of(world), json={"quotas": [{**QUOTA, "amount": 3}]})
    body = request_body(world, sessions=[times(9, 10), times(11, 12)])
    far = request_body(world, sessions=[times(24 * 7 + 13, 24 * 7 + 14)])

    tried = await serang.post("/api/v1/bookings", json={**body, "dry_run": True})
    made = await serang.post("/api/v1/bookings", json=body)
    more = await serang.post("/api/v1/bookings", json=far)
    usage = await serang.get(f"{address_of(world)}/usage")

    assert free.json()["quota_left"] == []
    # The same room on the same day: one room-day, which was taken already.
    (left,) = made.json()["quota_left"]
    assert {name: left[name] for name in ("year", "amount", "used", "held", "left")} == {
        "year": 2090, "amount": 3, "used": 0.0, "held": 1.0, "left": 2.0,
    }  # fmt: skip
    assert tried.json()["quota_left"] == [left]
    (after,) = more.json()["quota_left"]
    assert (after["held"], after["left"]) == (2.0, 1.0)
    assert after in usage.json()["items"]
