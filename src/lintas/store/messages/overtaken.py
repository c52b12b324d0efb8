"""What became of the things that unsent messages tell of."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from lintas.store.engines import fetch, read_id
from lintas.store.messages.sending import Letter
from lintas.store.sql import Args


async def list_overtaken(letters: Iterable[Letter]) -> frozenset[UUID]:
    """Those whose recipient has later news on the same thing.

    Later news of the same kind replaces earlier, sent or not. Of another kind it does only once
    it was sent: the earlier would arrive as if it were the newer.
    """
    args = Args()
    sql = f"""
        SELECT o.id, o.subject_kind, o.facts AS earlier, l.facts AS later,
            CASE WHEN o.kind = l.kind THEN 1 ELSE 0 END AS is_same_kind
        FROM message o JOIN message l ON l.subject_id = o.subject_id AND l.channel = o.channel
            AND (l.account = o.account OR l.person = o.person) AND l.created_at > o.created_at
        WHERE o.id IN {args.put_all(letter.id for letter in letters)}
            AND (l.state = 'done' OR (l.kind = o.kind AND l.state IN ('new', 'sending')))
    """
    return frozenset(read_id(row["id"]) for row in await fetch(sql, *args) if _covers(row))


def _covers(row: Mapping[str, Any]) -> bool:
    if row["subject_kind"] == "booking":
        earlier, later = json.loads(row["earlier"]), json.loads(row["later"])
        return told_positions(earlier) <= told_positions(later)
    if row["is_same_kind"] and (listed := told_sessions(json.loads(row["earlier"]))):
        return listed <= told_sessions(json.loads(row["later"]))
    # What is told of a conflict is one story; of other things two kinds may both be news.
    return bool(row["is_same_kind"]) or row["subject_kind"] == "conflict"


def told_positions(facts: Mapping[str, Any]) -> frozenset[int]:
    """The sessions that news on a booking tells of, by their positions in it.

    The version reads "0.1,3.1": each session's position and its sequence at the time.
    """
    return frozenset(
        int(each.partition(".")[0]) for each in str(facts.get("version") or "").split(",") if each
    )


def told_sessions(facts: Mapping[str, Any]) -> frozenset[UUID]:
    """The sessions that news on many bookings at once lists; of other news none."""
    return frozenset(UUID(each["id"]) for each in facts.get("listed") or ())


async def list_ended_conflicts(conflict_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of them that are solved or overridden by now."""
    args = Args()
    where = f"id IN {args.put_all(conflict_ids)} AND state <> 'open'"
    rows = await fetch(f"SELECT id FROM conflict WHERE {where}", *args)
    return frozenset(read_id(row["id"]) for row in rows)
