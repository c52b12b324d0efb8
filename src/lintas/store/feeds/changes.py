"""What triggers note down of every change that calendars show, and that their addresses have."""

from dataclasses import dataclass

from lintas.store.availability.changes import KEPT, Seen, clock
from lintas.store.engines import Postgres, current, fetch

# More changes at once than that are dearer to follow than to look at everything again.
MOST_FOLLOWED = 5000
# What a change is about that many calendars show.
EVERYTHING = ""


@dataclass(frozen=True, slots=True)
class FeedNews:
    """Ids of whom or what has changed, EVERYTHING among them where many calendars have."""

    abouts: frozenset[str]
    too_many: bool
    seen: Seen


async def list_feed_news(seen: Seen | None) -> FeedNews:
    """What was noted since; of nothing seen yet, only where one stands. One statement."""
    is_postgres = isinstance(current(), Postgres)
    column, beyond = ("tx", ">=") if is_postgres else ("id", ">")
    mark = (
        "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        if is_postgres
        else "(SELECT max(seq) FROM sqlite_sequence WHERE name = 'feed_change')"
    )
    where = f"c.{column} {beyond} $1" if seen else "FALSE"
    rows = await fetch(
        f"SELECT here.mark, here.at, c.id, c.about, c.{column} AS noted"
        f" FROM (SELECT {mark} AS mark, {clock()} AS at) AS here"
        f" LEFT JOIN feed_change c ON {where} ORDER BY c.id LIMIT {MOST_FOLLOWED + 1}",
        *([seen.mark] if seen else []),
    )
    mark_now, at = int(rows[0]["mark"] or 0), int(rows[0]["at"])
    noted = [row for row in rows if row["id"] is not None]
    applied = seen.applied if seen else frozenset()
    return FeedNews(
        abouts=frozenset(row["about"] for row in noted if row["id"] not in applied),
        too_many=len(rows) > MOST_FOLLOWED,
        seen=Seen(mark_now, frozenset(r["id"] for r in noted if r["noted"] >= mark_now), at),
    )


async def remove_old_feed_changes() -> None:
    """By the database's own clock, as they were noted."""
    await fetch(f"DELETE FROM feed_change WHERE at < {clock()} - $1", int(KEPT.total_seconds()))
