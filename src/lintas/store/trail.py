"""The audit's chain: places of its entries, and heads; both are only ever added."""

from collections.abc import Iterable
from typing import Any

from lintas.domain.trail import Head, KeptEntry, Link
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import insert, insert_many
from lintas.store.tables import AuditHeadRow, AuditLinkRow

# Columns of an entry `e`.
ENTRY = "e.id, e.at, e.actor, e.verb, e.subject_kind, e.subject_id, e.before, e.after, e.reason"


async def list_unchained(*, limit: int) -> tuple[KeptEntry, ...]:
    """Entries without a place, oldest first. Of concurrent writers some are committed late."""
    sql = f"""
        SELECT {ENTRY} FROM audit_entry e
        WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry = e.id)
        ORDER BY e.id LIMIT $1
    """
    return tuple(map(read_entry, await fetch(sql, limit)))


async def count_unchained() -> int:
    sql = """
        SELECT count(*) AS n FROM audit_entry e
        WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry = e.id)
    """
    (row,) = await fetch(sql)
    return int(row["n"])


async def list_links(*, after: int, limit: int) -> tuple[tuple[Link, KeptEntry | None], ...]:
    """The chain from the next number on, each place with its entry where that is there."""
    sql = f"""
        SELECT l.number, l.entry, l.hash, {ENTRY} FROM audit_link l
        LEFT JOIN audit_entry e ON e.id = l.entry
        WHERE l.number > $1 ORDER BY l.number LIMIT $2
    """
    return tuple(
        (_link(row), read_entry(row) if row["id"] is not None else None)
        for row in await fetch(sql, after, limit)
    )


async def list_last_link() -> tuple[Link, ...]:
    """One; none before the first entry was chained."""
    rows = await fetch("SELECT number, entry, hash FROM audit_link ORDER BY number DESC LIMIT 1")
    return tuple(map(_link, rows))


async def list_heads() -> tuple[Head, ...]:
    """All, the furthest first: at most one a chaining, some hundreds a day."""
    sql = "SELECT number, hash, at, signature FROM audit_head ORDER BY number DESC"
    return tuple(map(_head, await fetch(sql)))


async def list_last_head() -> tuple[Head, ...]:
    """One; none before the first entry was chained."""
    sql = "SELECT number, hash, at, signature FROM audit_head ORDER BY number DESC LIMIT 1"
    return tuple(map(_head, await fetch(sql)))


async def add_links(links: Iterable[Link]) -> None:
    rows = [{"number": each.number, "entry": each.entry_id, "hash": each.hash} for each in links]
    await insert_many(AuditLinkRow, rows)


async def add_head(head: Head) -> None:
    await insert(
        AuditHeadRow,
        {
            "number": head.number,
            "hash": head.hash,
            "at": head.at,
            "signature": head.signature,
        },
    )


def _link(row: dict[str, Any]) -> Link:
    return Link(int(row["number"]), read_id(row["entry"]), row["hash"])


def _head(row: dict[str, Any]) -> Head:
    return Head(int(row["number"]), row["hash"], read_moment(row["at"]), row["signature"])


def read_entry(row: dict[str, Any]) -> KeptEntry:
    return KeptEntry(
        id=read_id(row["id"]),
        at=read_moment(row["at"]),
        actor=read_id(row["actor"]) if row["actor"] is not None else None,
        verb=row["verb"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        before=row["before"],
        after=row["after"],
        reason=row["reason"],
    )
