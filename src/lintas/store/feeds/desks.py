"""Calendars' addresses as their keepers look for them, and what each is the calendar of."""

from collections.abc import Collection
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.feeds import Feed, FeedId, FeedScope, regency_subject
from lintas.domain.people import Actor, Role
from lintas.store.engines import fetch, read_id
from lintas.store.feeds.addresses import list_feeds_named
from lintas.store.sql import Args

_OFFICE = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.TRAINER)

_NAMES = {
    FeedScope.PERSON: "SELECT id, name FROM person WHERE id IN {ids}",
    FeedScope.TRAINER: "SELECT id, name FROM person WHERE id IN {ids}",
    FeedScope.BATCH: "SELECT t.id, coalesce(nullif(t.title, ''),"
    " p.title || ' Angkatan ' || CAST(t.number AS text)) AS name"
    " FROM batch t JOIN program p ON p.id = t.program WHERE t.id IN {ids}",
    FeedScope.ROOM: "SELECT r.id, r.name || ', ' || v.name AS name"
    " FROM room r JOIN venue v ON v.id = r.venue WHERE r.id IN {ids}",
    FeedScope.VENUE: "SELECT id, name FROM venue WHERE id IN {ids}",
    FeedScope.PROGRAM: "SELECT id, title AS name FROM program WHERE id IN {ids}",
}


async def list_desk_feeds(*, seen_by: Actor, offset: int = 0, limit: int = 40) -> tuple[Feed, ...]:
    """Those in use that the actor opened or is the subject of, then the office's; newest first.

    The office's are of places and programs; those of other people are nobody else's business.
    """
    args = Args()
    home = args.put_all(sorted(seen_by.regencies(*_OFFICE)))
    own = (
        f"(account = {args.put(seen_by.id)} OR (scope IN ('person', 'trainer')"
        f" AND subject_id = {args.put(seen_by.person_id)}))"
    )
    sql = f"""
        SELECT id, CASE WHEN {own} THEN 0 ELSE 1 END AS whose FROM feed WHERE revoked_at IS NULL
            AND ({own} OR (scope NOT IN ('person', 'trainer') AND keeper IN {home}))
        ORDER BY whose, id DESC LIMIT {args.put(limit)} OFFSET {args.put(offset)}
    """
    ids = [FeedId(read_id(row["id"])) for row in await fetch(sql, *args)]
    found = {feed.id: feed for feed in await list_feeds_named(ids)}
    return tuple(found[feed_id] for feed_id in ids)


async def name_subjects(feeds: Collection[Feed]) -> dict[UUID, str]:
    """Whose or which calendar each is, by subject. For whoever sees these addresses."""
    subjects: dict[FeedScope, set[UUID]] = {}
    for feed in feeds:
        subjects.setdefault(feed.scope, set()).add(feed.subject_id)
    names: dict[UUID, str] = {}
    for scope, ids in subjects.items():
        args = Args()
        if scope in _NAMES:
            sql = _NAMES[scope].format(ids=args.put_all(sorted(ids)))
            names |= {read_id(row["id"]): row["name"] for row in await fetch(sql, *args)}
    return names | await _name_regencies({feed.keeper for feed in feeds if feed.keeper})


async def _name_regencies(codes: set[RegencyCode]) -> dict[UUID, str]:
    args = Args()
    sql = f"SELECT code, name FROM regency WHERE code IN {args.put_all(sorted(codes))}"
    return {
        regency_subject(RegencyCode(row["code"])): row["name"] for row in await fetch(sql, *args)
    }
