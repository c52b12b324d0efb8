"""What is in a published calendar, and what tells that it has changed. Sees all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from lintas.domain.feeds import Feed, FeedScope, FeedStyle, FeedWindow
from lintas.store.engines import fetch, read_moment

# Between the parts of a text; no text that people write holds it.
_BETWEEN = "\x1f"
_ABOUT = "about"
_OF_CONFLICTS = "conflicts"


class Revision(NamedTuple):
    """All that calendars say about one session, in whatever spelling: equal here, equal there.

    `own` begins with when it starts and its id, so that revisions sort as calendars do.
    """

    own: str
    booking: str
    place: str
    batch: str
    conflict: str = ""

    @property
    def session_id(self) -> UUID:
        return UUID(self.own.split(_BETWEEN)[1])

    @property
    def id(self) -> UUID:
        """Of the session, or of the conflict on it that is told."""
        return self.told_conflict.id if self.conflict else self.session_id

    @property
    def told_conflict(self) -> "ToldConflict":
        conflict_id, code, _, since = self.conflict.split(_BETWEEN)
        return ToldConflict(UUID(conflict_id), code, read_moment(since))


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """What a coordinator's calendar says of a conflict: no evidence, which would name people."""

    id: UUID
    code: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """A calendar at one moment; equal facts, equal calendars. They are in no order of time.

    `abouts` are the ids, besides its subject's, about which changes may change it.
    """

    facts: tuple[str, ...]
    abouts: frozenset[str]

    @property
    def name(self) -> str:
        """What it is named after; empty when there is nothing any more that bears it."""
        return next(iter(self._told("name")), "")

    def list_revisions(self) -> tuple[Revision, ...]:
        """Its sessions, or the conflicts on them, earliest first."""
        shared = {fact.partition(_BETWEEN)[0]: fact for fact in self._told("shared")}
        shared[""] = ""
        revisions = []
        for own in self._told("session"):
            _, _, booking, room, batch, _ = own.split(_BETWEEN, 5)
            revisions.append(Revision(own, shared[booking], shared[room], shared[batch]))
        if any(self._told(_OF_CONFLICTS)):
            revisions = list(self._each_conflict(revisions))
        return tuple(sorted(revisions))

    def _each_conflict(self, revisions: list[Revision]) -> Iterator[Revision]:
        by_session = {str(each.session_id): each for each in revisions}
        for fact in self._told("conflict"):
            session, _, conflict = fact.partition(_BETWEEN)
            yield by_session[session]._replace(conflict=conflict)

    def _told(self, kind: str) -> Iterator[str]:
        start = kind + _BETWEEN
        return (fact.removeprefix(start) for fact in self.facts if fact.startswith(start))


# A room, the halls that it is part of, and its own parts.
_TREE = """
        WITH RECURSIVE above(id, part_of) AS (
            SELECT id, part_of FROM room WHERE id = $1
            UNION SELECT r.id, r.part_of FROM room r JOIN above ON r.id = above.part_of
        ), below(id) AS (
            SELECT id FROM room WHERE id = $1
            UNION SELECT r.id FROM room r JOIN below ON r.part_of = below.id
        ) SELECT id FROM above UNION SELECT id FROM below"""
_SEATS = """SELECT e.batch AS id FROM enrolment e
        WHERE e.person = $1 AND e.left_at IS NULL AND NOT e.is_reserve"""

_ROOMS = "SELECT id FROM room WHERE venue = $1"
_RUNS = "SELECT id FROM batch WHERE program = $1"
_ROOMS_THERE = (
    "SELECT r.id FROM room r JOIN venue v ON v.id = r.venue WHERE v.regency = CAST($1 AS text)"
)
# Open ones that a regency is concerned with on either side.
_CONFLICTS = """SELECT c.* FROM conflict c JOIN session t ON t.id = c.session
        JOIN booking k ON k.id = t.booking WHERE c.state = 'open'
        AND (t.lender_keeper = CAST($1 AS text) OR k.keeper = CAST($1 AS text))"""

# What a change may be about that changes a calendar, besides its subject.
_ABOUTS = {
    FeedScope.PERSON: _SEATS,
    FeedScope.ROOM: _TREE,
    FeedScope.VENUE: _ROOMS,
    FeedScope.PROGRAM: _RUNS,
    FeedScope.REGENCY: _ROOMS_THERE,
    FeedScope.COORDINATOR: "SELECT DISTINCT room AS id FROM mine",
}

# Where the sessions `s` of a calendar come from; $1 is its subject. UNION, not OR, so that both
# sides use an index.
_SESSIONS = {
    FeedScope.TRAINER: """session_trainer taught JOIN session s ON s.id = taught.session
        WHERE taught.person = $1""",
    FeedScope.PERSON: f"""(SELECT session FROM session_trainer WHERE person = $1
            UNION SELECT met.id FROM session met WHERE met.batch IN ({_SEATS})) AS ours
        JOIN session s ON s.id = ours.session WHERE TRUE""",
    FeedScope.BATCH: "session s WHERE s.batch = $1",
    # Whoever keeps a part of a hall sees when the whole is taken, and the other way round; what
    # meets online takes neither, and is nowhere.
    FeedScope.ROOM: f"session s WHERE s.room IN ({_TREE}) AND s.mode <> 'online'",
    FeedScope.VENUE: f"session s WHERE s.room IN ({_ROOMS}) AND s.mode <> 'online'",
    FeedScope.PROGRAM: f"session s WHERE s.batch IN ({_RUNS})",
    FeedScope.REGENCY: f"session s WHERE s.room IN ({_ROOMS_THERE}) AND s.mode <> 'online'",
    FeedScope.COORDINATOR: f"session s WHERE s.id IN (SELECT session FROM ({_CONFLICTS}) AS c)",
}

_BATCH_NAME = (
    "coalesce(nullif(t.title, ''), p.title || ' Angkatan ' || CAST(t.number AS text)) AS name"
)
_NAMES = {
    FeedScope.PERSON: "SELECT name FROM person WHERE id = $1",
    FeedScope.TRAINER: "SELECT name FROM person WHERE id = $1",
    FeedScope.BATCH: f"SELECT {_BATCH_NAME} FROM batch t JOIN program p ON p.id = t.program"
    " WHERE t.id = $1",
    FeedScope.ROOM: "SELECT r.name || ', ' || v.name AS name FROM room r"
    " JOIN venue v ON v.id = r.venue WHERE r.id = $1",
    FeedScope.VENUE: "SELECT name FROM venue WHERE id = $1",
    FeedScope.PROGRAM: "SELECT title AS name FROM program WHERE id = $1",
    FeedScope.REGENCY: "SELECT name FROM regency WHERE code = CAST($1 AS text)",
    FeedScope.COORDINATOR: "SELECT name FROM regency WHERE code = CAST($1 AS text)",
}


def _told(kind: str, columns: str) -> str:
    """A kind, then these columns, as one text."""
    parts = [f"coalesce(CAST({column} AS text), '')" for column in columns.split()]
    return f" || '{_BETWEEN}' || ".join([f"'{kind}'", *parts]) + " AS fact"


def _mine(scope: FeedScope, style: FeedStyle) -> str:
    # A session's own facts by its revision, what it shares with others in full.
    hidden = ("" if style.show_cancelled else "AND s.state <> 'cancelled'") + (
        "" if style.show_tentative else " AND (s.decision <> 'requested' OR s.state = 'cancelled')"
    )
    return f"""
    SELECT s.id, s.booking, s.room, s.batch, s.starts_at, s.sequence, s.revised_at, s.decision
    FROM {_SESSIONS[scope]} AND s.ends_at > $2 AND s.starts_at < $3
        AND (s.state <> 'cancelled' OR s.ends_at > $4) {hidden}"""


@lru_cache(maxsize=256)
def _contents(scope: FeedScope, style: FeedStyle) -> str:
    # The engine takes what begins with SELECT for reading.
    return f"""
    SELECT fact FROM (WITH mine AS MATERIALIZED ({_mine(scope, style)})
    SELECT {_told("session", "starts_at id booking room batch sequence revised_at decision")}
        FROM mine
    UNION ALL SELECT {_told("shared", "b.id b.purpose b.headcount a.name a.short_name")}
        FROM booking b JOIN agency a ON a.id = b.agency WHERE b.id IN (SELECT booking FROM mine)
    UNION ALL SELECT
        {_told("shared", "r.id r.name v.name v.address v.latitude v.longitude g.timezone")}
        FROM room r JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE r.id IN (SELECT room FROM mine)
    UNION ALL SELECT {_told("shared", "t.id t.title t.number t.bring t.contact p.title")}
        FROM batch t JOIN program p ON p.id = t.program WHERE t.id IN (SELECT batch FROM mine)
    UNION ALL SELECT {_told("name", "name")} FROM ({_NAMES[scope]}) AS subject
    {_abouts(scope)} {_conflicts(scope)}) AS facts"""


def _abouts(scope: FeedScope) -> str:
    if scope not in _ABOUTS:
        return ""
    return f"UNION ALL SELECT {_told(_ABOUT, 'id')} FROM ({_ABOUTS[scope]}) AS about"


def _conflicts(scope: FeedScope) -> str:
    if scope is not FeedScope.COORDINATOR:
        return ""
    told = _told("conflict", "c.session c.id c.code c.severity c.since")
    return (
        f"UNION ALL SELECT {told} FROM ({_CONFLICTS}) AS c WHERE c.session IN (SELECT id FROM mine)"
        f" UNION ALL SELECT '{_OF_CONFLICTS}{_BETWEEN}' || 'only' AS fact"
    )


async def find_contents(feed: Feed, window: FeedWindow) -> Contents:
    """One statement, and so one moment."""
    subject = feed.keeper if feed.scope.is_of_regency else feed.subject_id
    args = (subject, window.since, window.until, window.cancelled_since)
    # Its label changes nothing.
    sql = _contents(feed.scope, replace(feed.style, label=""))
    facts = sorted(row["fact"] for row in await fetch(sql, *args))
    start = _ABOUT + _BETWEEN
    abouts = frozenset(fact.removeprefix(start) for fact in facts if fact.startswith(start))
    return Contents(tuple(fact for fact in facts if not fact.startswith(start)), abouts)
