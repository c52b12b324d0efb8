"""Clients that write while the server is killed under them, and what they were promised."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import httpx
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.alerts.mailserver import Mailserver
from tests.proofs.ground import Ground
from tests.proofs.serving import PATIENCE_SECONDS, Server, booking_body, soon

CLIENTS = 6
# Seconds before a request that found nobody is sent again.
PAUSE = 0.05

BOOKED, CANCELLED, CLASHES, AWAY = 201, 200, 409, 503


@dataclass
class Ledger:
    """What clients were told. `booked` are all ids that one key was ever answered with."""

    booked: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cancelled: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    # How often nobody answered, or the line broke before the answer came.
    silences: int = 0
    # Set by every booking.
    written: asyncio.Event = field(default_factory=asyncio.Event)


class Client:
    """Sends each wish with a key of its own, again and again, until it is answered for good."""

    def __init__(self, name: str, ground: Ground, http: httpx.AsyncClient, ledger: Ledger) -> None:
        self._name, self._ground, self._http, self._ledger = name, ground, http, ledger
        self._random = random.Random(name)  # noqa: S311 -- a repeatable story, no secret

    async def work(self, stopping: asyncio.Event) -> None:
        number = 0
        while not stopping.is_set():
            number += 1
            key = f"{self._name}.{number}"
            reply = await self._persist("/api/v1/bookings", self._wish(), key)
            if reply.status_code != BOOKED:
                continue
            booking_id = reply.json()["id"]
            self._ledger.booked[key].add(booking_id)
            self._ledger.written.set()
            # The answer may be asked for once more: it stays the same.
            if self._random.random() < 0.2:
                again = await self._persist("/api/v1/bookings", self._last, key)
                self._ledger.booked[key].add(again.json()["id"])
            if self._random.random() < 0.3:
                address = f"/api/v1/bookings/{booking_id}/cancel"
                await self._persist(address, {"reason": "Batal"}, f"{key}.cancel")
                self._ledger.cancelled.add(booking_id)

    def _wish(self) -> dict[str, Any]:
        ground = self._ground
        room = self._random.choice([ground.open_room, ground.hall, ground.part_b, ground.gap_room])
        start = self._random.randrange(6, 20) + self._random.choice([0, 0.5])
        day = soon(0, 1).start.date().toordinal() + self._random.randrange(40)
        during = soon(start, start + 0.5, on=soon(0, 1).start.date().fromordinal(day))
        self._last = booking_body(ground, room, during)
        return self._last

    async def _persist(self, address: str, body: dict[str, Any], key: str) -> httpx.Response:
        while True:
            try:
                reply = await self._http.post(address, json=body, headers={"Idempotency-Key": key})
            except httpx.TransportError:
                self._ledger.silences += 1
            else:
                self._ledger.statuses[reply.status_code] += 1
                if reply.status_code != AWAY:
                    return reply
            await asyncio.sleep(PAUSE)


class RudeMailserver(Mailserver):
    """Takes mail, and one time in ten hangs up before it says so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) % 10 == 0:
            server.transport.abort()
        return answer

    @property
    def ids(self) -> set[str]:
        return {_id_of(mail) for _, mail in self.mails}


def _id_of(mail: EmailMessage) -> str:
    return mail["Message-ID"].strip("<>").partition("@")[0]


@asynccontextmanager
async def clients_at_work(server: Server, ground: Ground, token: str) -> AsyncIterator[Ledger]:
    """Until the block ends; then each waits for the answer to its last wish."""
    ledger, stopping = Ledger(), asyncio.Event()
    async with httpx.AsyncClient(
        base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=10
    ) as http:
        clients = [Client(f"client {n}", ground, http, ledger) for n in range(CLIENTS)]
        working = asyncio.gather(*(client.work(stopping) for client in clients))
        try:
            yield ledger
            stopping.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await working
        finally:
            working.cancel()


async def kill_now_and_then(server: Server, ledger: Ledger, *, kills: int, seed: int) -> None:
    """Each time once it has written something again."""
    dice = random.Random(seed)  # noqa: S311 -- as above
    for _ in range(kills):
        for _ in range(3):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await ledger.written.wait()
            ledger.written.clear()
        await asyncio.sleep(dice.uniform(0, 0.2))
        server.crash()
