"""What each calendar held at which revision; kept. Sees all."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from lintas.domain.feeds import FeedId
from lintas.domain.ids import new_id
from lintas.domain.items import Difference
from lintas.store.engines import execute_many, fetch
from lintas.store.sql import insert
from lintas.store.tables import FeedRevisionRow

# A client that has not asked for so many changes reads all anew.
REVISIONS_KEPT = 1_000


async def list_last_revision(feed_id: FeedId) -> tuple[tuple[int, str], ...]:
    """Its number and the calendar's tag; none before anybody asked."""
    sql = "SELECT number, tag FROM feed_revision WHERE feed = $1 ORDER BY number DESC LIMIT 1"
    return tuple((int(row["number"]), row["tag"]) for row in await fetch(sql, feed_id))


async def has_revision(feed_id: FeedId, number: int) -> bool:
    sql = "SELECT 1 FROM feed_revision WHERE feed = $1 AND number = $2"
    return bool(await fetch(sql, feed_id, number))


async def find_items(feed_id: FeedId) -> dict[str, str]:
    """By name, the mark of each that is there."""
    sql = "SELECT name, mark FROM feed_item WHERE feed = $1 AND NOT is_gone"
    return {row["name"]: row["mark"] for row in await fetch(sql, feed_id)}


async def list_news(feed_id: FeedId, *, after: int) -> tuple[tuple[str, bool], ...]:
    """Names of what was changed later than that revision, and whether it is gone; by name."""
    sql = "SELECT name, is_gone FROM feed_item WHERE feed = $1 AND revision > $2 ORDER BY name"
    return tuple((row["name"], bool(row["is_gone"])) for row in await fetch(sql, feed_id, after))


async def save_difference(
    feed_id: FeedId, difference: Difference, number: int, tag: str, *, now: datetime
) -> None:
    """As the calendar's revision of that number."""
    await insert(
        FeedRevisionRow, {"id": new_id(now), "feed": feed_id, "number": number, "tag": tag}
    )
    rows = [*_changed(difference.changed), *_gone(difference.gone)]
    await execute_many(
        "INSERT INTO feed_item (id, feed, name, mark, revision, is_gone)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (feed, name) DO UPDATE SET"
        " mark = excluded.mark, revision = excluded.revision, is_gone = excluded.is_gone",
        [(new_id(now), feed_id, name, mark, number, is_gone) for name, mark, is_gone in rows],
    )
    await fetch(
        "DELETE FROM feed_revision WHERE feed = $1 AND number NOT IN"
        " (SELECT number FROM feed_revision WHERE feed = $1 ORDER BY number DESC LIMIT $2)",
        feed_id,
        REVISIONS_KEPT,
    )


def _changed(changed: Mapping[str, str]) -> Iterable[tuple[str, str, bool]]:
    return ((name, mark, False) for name, mark in sorted(changed.items()))


def _gone(names: Iterable[str]) -> Iterable[tuple[str, str, bool]]:
    return ((name, "", True) for name in sorted(names))
