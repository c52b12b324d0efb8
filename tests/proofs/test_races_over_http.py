"""The race for one slot once more, from outside: fifty knock at the door at once."""

import asyncio
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest

from tests.conftest import Database
from tests.proofs.auditing import list_faults
from tests.proofs.ground import Ground, list_kept
from tests.proofs.serving import Server, booking_body, make_token, serving, soon

CROWD = 50


@pytest.fixture
def server(database: Database, ground: Ground) -> Iterator[Server]:
    """Two processes on one database."""
    with serving(database.url, LINTAS_PROCESSES="2") as server:
        yield server


async def test_fifty_knock_and_one_is_let_in(ground: Ground, server: Server) -> None:
    body = booking_body(ground, ground.hall, soon(9, 12))
    token = await make_token()
    async with httpx.AsyncClient(
        base_url=server.url,
        headers={"Authorization": f"Bearer {token}"},
        limits=httpx.Limits(max_connections=CROWD),
        timeout=60,
    ) as client:
        replies = await asyncio.gather(
            *(client.post("/api/v1/bookings", json=body) for _ in range(CROWD))
        )

    assert Counter(reply.status_code for reply in replies) == {201: 1, 409: CROWD - 1}
    refusals = [reply for reply in replies if reply.status_code == httpx.codes.CONFLICT]
    assert {each.headers["content-type"].partition(";")[0] for each in refusals} == {
        "application/problem+json"
    }
    findings = [each.json()["findings"] for each in refusals]
    assert {(each[0]["code"], len(each[0]["ways_out"]) > 0) for each in findings} == {
        ("venue_clash", True)
    }
    [booking] = await list_kept()
    assert len(booking.sessions) == 1
    assert await list_faults() == []
