"""kill -9 in the middle of writing: what was answered stays, once, and everybody hears of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from lintas.alerts.deliver import deliver_due
from lintas.alerts.post import make_post
from lintas.store.engines import fetch, read_id
from tests.conftest import Database
from tests.proofs.auditing import list_faults
from tests.proofs.crashing import (
    AWAY,
    BOOKED,
    CANCELLED,
    CLASHES,
    Ledger,
    RudeMailserver,
    clients_at_work,
    kill_now_and_then,
)
from tests.proofs.ground import Ground, list_kept
from tests.proofs.serving import make_token, serving

# On each engine; the issue asks for 20 in all.
KILLS, MANY_KILLS = 10, 100


@pytest.fixture
async def mailserver() -> AsyncIterator[RudeMailserver]:
    async with RudeMailserver().serving() as mailserver:
        yield mailserver


async def test_what_was_answered_survives_every_kill(
    database: Database, ground: Ground, mailserver: RudeMailserver
) -> None:
    ledger = await crash(database, ground, mailserver, kills=KILLS)

    await check_promises(ledger, mailserver)


@pytest.mark.chaos
async def test_what_was_answered_survives_a_hundred_kills(
    database: Database, ground: Ground, mailserver: RudeMailserver
) -> None:
    ledger = await crash(database, ground, mailserver, kills=MANY_KILLS)

    await check_promises(ledger, mailserver)


async def crash(
    database: Database, ground: Ground, mailserver: RudeMailserver, *, kills: int
) -> Ledger:
    token = await make_token()
    mail = {"LINTAS_SMTP_URL": smtp_url(mailserver), "LINTAS_MAIL_FROM": "lintas@lintas.test"}
    with serving(database.url, **mail) as server:
        async with clients_at_work(server, ground, token) as ledger:
            await kill_now_and_then(server, ledger, kills=kills, seed=kills)
        assert set(ledger.statuses) <= {BOOKED, CANCELLED, CLASHES, AWAY}, server.log[-9000:]
    return ledger


def smtp_url(mailserver: RudeMailserver) -> str:
    return f"smtp://127.0.0.1:{mailserver.port}"


async def check_promises(ledger: Ledger, mailserver: RudeMailserver) -> None:
    assert ledger.silences > 0

    # No key was answered with two bookings; each that was answered is there, and nothing else.
    assert {len(ids) for ids in ledger.booked.values()} == {1}
    kept = {str(booking.id): booking for booking in await list_kept()}
    assert set(kept) == set.union(*ledger.booked.values())
    cancelled = {id_ for id_, booking in kept.items() if booking.state == "cancelled"}
    assert cancelled == ledger.cancelled
    assert await list_faults() == []

    await check_news(mailserver)


async def check_news(mailserver: RudeMailserver) -> None:
    """What nobody had time to send is sent now; then nothing is left, and nothing was made up."""
    post = make_post(
        smtp_url(mailserver),
        sender="lintas@lintas.test",
        public_url="http://127.0.0.1",
        worker="proofs",
    )
    now = datetime.now(UTC)
    while await fetch("SELECT 1 FROM message WHERE state IN ('new', 'sending') LIMIT 1"):
        now += timedelta(hours=1)
        await deliver_due(post, now=now)
    rows = await fetch("SELECT id, state, last_error FROM message WHERE channel = 'email'")
    states = {str(read_id(row["id"])): (row["state"], row["last_error"]) for row in rows}
    assert {state for state, _ in states.values()} <= {"done", "cancelled"}
    sent = {id_ for id_, (state, _) in states.items() if state == "done"}
    assert sent - mailserver.ids == set()
    assert mailserver.ids - set(states) == set()
    # Those are cancelled that were no longer true when their turn came.
    reasons = {reason for state, reason in states.values() if state == "cancelled"}
    assert reasons <= {"later news has overtaken it", "it was decided otherwise since"}
