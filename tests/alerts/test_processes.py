"""Several processes drain one outbox, and one of them is killed in the middle."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter

from aiosmtpd.smtp import Session

from lintas.alerts.deliver import deliver_due
from lintas.store.engines import fetch
from lintas.store.messages.sending import LEASE
from tests.actions.world import NOW
from tests.alerts.conftest import post_to
from tests.alerts.crowd import tell_many
from tests.alerts.mailserver import Mailserver
from tests.conftest import Database


async def start(database: Database, server: Mailserver, name: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.alerts.sending", database.url, str(server.port), name)
    )


async def list_states() -> Counter[str]:
    rows = await fetch("SELECT state FROM message WHERE channel = 'email'")
    return Counter(row["state"] for row in rows)


async def test_three_at_once_and_one_is_killed_with_letters_in_its_hands(
    database: Database,
) -> None:
    victim: list[int] = []

    async def kill_the_second(session: Session, address: str) -> str:
        # The mail is in; its sender dies before it hears so.
        if session.host_name == "second.test" and victim:
            os.kill(victim.pop(), signal.SIGKILL)
        return "250 OK"

    emails = await tell_many(60)
    async with Mailserver(on_mail=kill_the_second).serving() as server:
        # Alone first, so that it surely is in the middle of something when it dies.
        second = await start(database, server, "second.test")
        victim.append(second.pid)
        assert await second.wait() == -signal.SIGKILL
        others = [await start(database, server, name) for name in ("first.test", "third.test")]
        assert [await other.wait() for other in others] == [0, 0]
        left = (await list_states())["sending"]
        assert 1 <= left <= 10

        await deliver_due(post_to(server), now=NOW + 2 * LEASE)

    assert await list_states() == {"done": 60}
    assert sorted(set(server.addresses)) == list(emails)
    ids = {(address, mail["Message-ID"]) for address, mail in server.mails}
    assert len(ids) == 60
    assert len(server.mails) - 60 <= left


async def test_three_at_once_send_each_mail_once(database: Database) -> None:
    emails = await tell_many(60)
    async with Mailserver().serving() as server:
        names = ("first.test", "second.test", "third.test")
        processes = [await start(database, server, name) for name in names]
        assert [await process.wait() for process in processes] == [0, 0, 0]

    assert server.addresses == list(emails)
    assert await list_states() == {"done": 60}
