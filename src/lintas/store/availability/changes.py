"""What triggers note down of every change, read by those who follow, and forgotten in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lintas.store.availability.timeline import WORD_SECONDS
from lintas.store.engines import Postgres, current, fetch, read_id

# How long changes are kept. Who has not looked for half of that builds anew.
KEPT = timedelta(hours=1)
# More changes at once than that are dearer to follow than to build anew.
MOST_FOLLOWED = 5000

_CLOCK = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER)",
    "postgres": "extract(epoch FROM clock_timestamp())::bigint",
}
_SECONDS = {
    "sqlite": "CAST(strftime('%s', {}) AS INTEGER)",
    "postgres": "floor(extract(epoch FROM {}))::bigint",
}
Held = tuple[UUID, int, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far somebody has read: `mark` and what was read behind it already, on whose clock.

    SQLite's ids are committed in order, and the mark is the last. PostgreSQL's are not: there it is
    the oldest transaction that was still running, and all from there on is read again.
    """

    mark: int
    applied: frozenset[int]
    at: int


@dataclass(frozen=True, slots=True)
class News:
    """Spans of words of resources that may have changed, and whether any place has."""

    words: dict[UUID, tuple[int, int]]
    places: bool
    too_many: bool
    seen: Seen


def seconds(column: str) -> str:
    """A moment as whole seconds since 1970, rounded down."""
    return _SECONDS[current().engine_type].format(column)


def clock() -> str:
    """The database's own, as whole seconds since 1970."""
    return _CLOCK[current().engine_type]


async def look() -> Seen:
    """Where the running snapshot stands; to be read before anything else in it."""
    rows = await fetch(f"SELECT {_mark()} AS mark, {clock()} AS at")
    return Seen(int(rows[0]["mark"] or 0), frozenset(), int(rows[0]["at"]))


async def look_for_news(seen: Seen, *, run_out: tuple[datetime, datetime]) -> tuple[Seen, bool]:
    """Where one stands now, and whether nothing was noted since, nor did a request run out between.

    One statement, so one snapshot.
    """
    column, beyond = _place()
    rows = await fetch(
        f"SELECT {_mark()} AS mark, {clock()} AS at,"
        f" EXISTS (SELECT 1 FROM availability_change WHERE {column} {beyond} $1) AS is_noted,"
        # Without what it holds: led by that, PostgreSQL may read every hold there is.
        " EXISTS (SELECT 1 FROM booking WHERE state = 'requested' AND hold_until > $2"
        " AND hold_until <= $3) AS is_run_out",
        seen.mark,
        *run_out,
    )
    row = rows[0]
    now = Seen(int(row["mark"] or 0), frozenset(), int(row["at"]))
    return now, not (row["is_noted"] or row["is_run_out"])


async def list_news(seen: Seen, now: Seen) -> News:
    """What was noted since, in the running snapshot, of which `now` is the mark."""
    column, beyond = _place()
    rows = await fetch(
        f"SELECT id, kind, resource, {seconds('starts_at')} AS begun, {seconds('ends_at')} AS over,"
        f" {column} AS mark FROM availability_change WHERE {column} {beyond} $1 ORDER BY id"
        f" LIMIT {MOST_FOLLOWED + 1}",
        seen.mark,
    )
    words: dict[UUID, tuple[int, int]] = {}
    fresh = [row for row in rows if row["id"] not in seen.applied]
    for row in fresh:
        if row["kind"] == "hold":
            widen(words, read_id(row["resource"]), int(row["begun"]), int(row["over"]))
    return News(
        words=words,
        places=any(row["kind"] != "hold" for row in fresh),
        too_many=len(rows) > MOST_FOLLOWED,
        seen=Seen(now.mark, frozenset(r["id"] for r in rows if r["mark"] >= now.mark), now.at),
    )


def widen(words: dict[UUID, tuple[int, int]], resource: UUID, begun: int, over: int) -> None:
    """Let the span of words kept for a resource take in this span of seconds too."""
    first, last = begun // WORD_SECONDS, over // WORD_SECONDS
    low, high = words.get(resource, (first, last))
    words[resource] = (min(low, first), max(high, last))


def is_too_far_behind(seen: Seen, now: Seen) -> bool:
    """Whether rows may have been forgotten that were never read."""
    return not 0 <= now.at - seen.at < KEPT.total_seconds() / 2


async def remove_old_changes() -> None:
    """By the database's own clock, as they were noted."""
    await fetch(
        f"DELETE FROM availability_change WHERE at < {clock()} - $1", int(KEPT.total_seconds())
    )


def _place() -> tuple[str, str]:
    """The column that a mark is of, and how what is new compares to it."""
    return ("tx", ">=") if isinstance(current(), Postgres) else ("id", ">")


def _mark() -> str:
    if isinstance(current(), Postgres):
        return "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    return "(SELECT max(seq) FROM sqlite_sequence WHERE name = 'availability_change')"
