"""What was answered to a request with an Idempotency-Key, so that a retry gets the same answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.refusal import Fault, Refusal
from lintas.store.engines import fetch
from lintas.store.sql import insert
from lintas.store.tables import ReceiptRow

KEPT = timedelta(days=7)


class AnotherBody(Refusal):
    """The key was used for another request: neither is carried out twice."""


class AnsweredBefore(Exception):
    """The request was carried out before; `status` and `answer` are what it got then."""

    def __init__(self, status: int, answer: str) -> None:
        super().__init__(status)
        self.status, self.answer = status, answer


@dataclass(frozen=True, slots=True)
class Receipt:
    """One actor's key on one route. `body_hash` is SHA-256 in hex; `render` writes the answer."""

    actor: AccountId
    route: str
    key: str
    body_hash: str
    status: int
    render: Callable[[Any], str]

    @property
    def lock(self) -> str:
        return f"receipt:{self.actor}:{self.route}:{self.key}"


async def check_receipt(receipt: Receipt | None, *, now: datetime) -> None:
    """Go on only if this is the first time.

    Raises:
        AnsweredBefore: the same request was answered within the last 7 days.
        AnotherBody: its key came with another body.
    """
    if receipt is None:
        return
    sql = """
        SELECT body_hash, status, answer FROM receipt
        WHERE actor = $1 AND route = $2 AND key = $3 AND created_at > $4
    """
    rows = await fetch(sql, receipt.actor, receipt.route, receipt.key, now - KEPT)
    if not rows:
        return
    if rows[0]["body_hash"] != receipt.body_hash:
        raise AnotherBody(faults=(Fault("Idempotency-Key", receipt.key, "same_body"),))
    raise AnsweredBefore(rows[0]["status"], rows[0]["answer"])


async def add_receipt(receipt: Receipt | None, made: object, *, now: datetime) -> None:
    """Keep the answer, in the transaction that earned it."""
    if receipt is None:
        return
    await fetch(
        "DELETE FROM receipt WHERE actor = $1 AND route = $2 AND key = $3",
        receipt.actor,
        receipt.route,
        receipt.key,
    )
    await insert(
        ReceiptRow,
        {
            "id": new_id(now),
            "actor": receipt.actor,
            "route": receipt.route,
            "key": receipt.key,
            "body_hash": receipt.body_hash,
            "status": receipt.status,
            "answer": receipt.render(made),
            "created_at": now,
        },
    )


async def remove_old_receipts(*, now: datetime) -> None:
    await fetch("DELETE FROM receipt WHERE created_at <= $1", now - KEPT)
