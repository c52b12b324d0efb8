"""Who asked for which calendar, kept for 90 days."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from lintas.domain.feeds import FeedId
from lintas.domain.fetches import ClientFamily, Fetch
from lintas.domain.ids import new_id
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert_many
from lintas.store.tables import FeedFetchRow


async def add_fetches(fetches: Iterable[Fetch]) -> None:
    rows = [
        {
            "id": new_id(each.at),
            "feed": each.feed_id,
            "at": each.at,
            "client": each.client.value,
            "revision": each.revision,
        }
        for each in fetches
    ]
    await insert_many(FeedFetchRow, rows)


async def remove_old_fetches(*, before: datetime) -> None:
    """But for each calendar's last, which tells how long nobody has asked for it."""
    sql = """
        DELETE FROM feed_fetch WHERE at < $1 AND EXISTS (
            SELECT 1 FROM feed_fetch later
            WHERE later.feed = feed_fetch.feed AND later.at > feed_fetch.at)
    """
    await fetch(sql, before)


async def list_idle_feeds(*, since: datetime, limit: int) -> tuple[FeedId, ...]:
    """Calendars in use that nobody has asked for since then, nor opened. Sees all."""
    sql = """
        SELECT f.id FROM feed f WHERE f.revoked_at IS NULL AND f.created_at < $1
            AND NOT EXISTS (SELECT 1 FROM feed_fetch a WHERE a.feed = f.id AND a.at >= $1)
        ORDER BY f.id LIMIT $2
    """
    return tuple(FeedId(read_id(row["id"])) for row in await fetch(sql, since, limit))


async def list_last_fetches(
    feed_ids: Iterable[FeedId], *, before: datetime | None = None
) -> dict[FeedId, Fetch]:
    """The last one of each calendar that was asked for before the moment, if any; none: ever.

    For whoever sees them.
    """
    args = Args()
    where = f"feed IN {args.put_all(feed_ids)}"
    if before is not None:
        where += f" AND at < {args.put(before)}"
    sql = f"""
        SELECT f.feed, f.at, f.client, f.revision FROM feed_fetch f
        JOIN (SELECT feed, max(at) AS at FROM feed_fetch WHERE {where} GROUP BY feed) last
            ON last.feed = f.feed AND last.at = f.at
    """
    return {each.feed_id: each for each in map(_fetch, await fetch(sql, *args))}


async def list_fetch_moments(
    feed_ids: Iterable[FeedId], *, since: datetime, most: int
) -> dict[FeedId, list[datetime]]:
    """When each was asked for since then, its last `most` times, latest first. Sees all."""
    args = Args()
    sql = f"""
        SELECT feed, at FROM (
            SELECT feed, at, row_number() OVER (PARTITION BY feed ORDER BY at DESC) AS place
            FROM feed_fetch
            WHERE feed IN {args.put_all(feed_ids)} AND at >= {args.put(since)}) latest
        WHERE place <= {args.put(most)} ORDER BY feed, at DESC
    """
    found: dict[FeedId, list[datetime]] = {}
    for row in await fetch(sql, *args):
        found.setdefault(FeedId(read_id(row["feed"])), []).append(read_moment(row["at"]))
    return found


def _fetch(row: dict[str, Any]) -> Fetch:
    return Fetch(
        FeedId(read_id(row["feed"])),
        read_moment(row["at"]),
        ClientFamily(row["client"]),
        row["revision"],
    )
