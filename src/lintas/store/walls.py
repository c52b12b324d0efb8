"""What the database refuses by itself: holds that overlap.

The rules see a clash first and can explain it; this wall stands behind them, for every path.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.refusal import Refusal
from lintas.store.engines import (
    Postgres,
    Transaction,
    TransactionMisused,
    current,
    execute_many,
    fetch,
    read_id,
)
from lintas.store.engines.running import running

# Its id, the resource, from when until when (no longer then), and the session it is for.
Hold = tuple[UUID, UUID, datetime, datetime, UUID]


class Overlap(Refusal):
    """Somebody else holds some of these `resources` then; nothing of the transaction is kept."""

    def __init__(self, resources: Iterable[UUID]) -> None:
        self.resources = frozenset(resources)
        super().__init__(f"held by somebody else: {', '.join(sorted(map(str, self.resources)))}")


async def place(holds: Sequence[Hold]) -> None:
    """Keep others out, in the running transaction.

    Raises:
        Overlap: the transaction can't be committed any more.
    """
    tx = running(current().current_transaction)
    if tx is None:
        raise TransactionMisused("holds are placed in the transaction of what they are held for")
    # Always in one order: two who place the same holds can't wait for each other.
    in_order = sorted(holds, key=lambda hold: (hold[1], hold[2]))
    if not in_order:
        return
    if isinstance(current(), Postgres):
        refused = await _refused_by_postgres(in_order)
    else:
        refused = await _refused_by_sqlite(in_order)
    if refused:
        _doom(tx, refused)


def _doom(tx: Transaction, refused: Sequence[Hold]) -> None:
    overlap = Overlap(hold[1] for hold in refused)
    tx.doomed = tx.doomed or repr(overlap)
    raise overlap


async def _refused_by_postgres(holds: Sequence[Hold]) -> list[Hold]:
    # A plain INSERT into a slot that many want at once ends in deadlocks; this one waits.
    placed = await fetch(
        "INSERT INTO hold (id, resource, starts_at, ends_at, session) SELECT * FROM"
        " unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::uuid[])"
        " ON CONFLICT DO NOTHING RETURNING id",
        *(list(column) for column in zip(*holds, strict=True)),
    )
    ids = {read_id(row["id"]) for row in placed}
    return [hold for hold in holds if hold[0] not in ids]


async def _refused_by_sqlite(holds: Sequence[Hold]) -> list[Hold]:
    try:
        await execute_many(
            "INSERT INTO hold (id, resource, starts_at, ends_at, session)"
            " VALUES ($1, $2, $3, $4, $5)",
            holds,
        )
    except sqlite3.IntegrityError as error:
        if "hold_no_overlap" not in str(error):
            raise
        return [hold for hold in holds if await _is_taken(hold)]
    return []


async def _is_taken(hold: Hold) -> bool:
    hold_id, resource, starts_at, ends_at, _ = hold
    return bool(
        await fetch(
            "SELECT 1 AS taken FROM hold WHERE resource = $1 AND starts_at < $2 AND ends_at > $3"
            " AND id <> $4 LIMIT 1",
            resource,
            ends_at,
            starts_at,
            hold_id,
        )
    )
