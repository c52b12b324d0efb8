"""Nouns that are no longer used: off every list, while their rows stay for what they were in."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lintas.store.engines import fetch


class Noun(StrEnum):
    """What can be retired, by the name of its table."""

    AGENCY = "agency"
    VENUE = "venue"
    ROOM = "room"
    ASSET = "asset"
    PERSON = "person"
    PROGRAM = "program"
    BATCH = "batch"


# By noun: what stands on it as long as it isn't retired itself, as a condition on $1.
_USED: Mapping[Noun, tuple[str, ...]] = {
    Noun.AGENCY: (
        "venue t WHERE t.retired_at IS NULL AND (t.owner_agency = $1 OR t.operator_agency = $1)",
        "program t WHERE t.retired_at IS NULL AND t.agency = $1",
        "asset t WHERE t.retired_at IS NULL AND t.agency = $1",
    ),
    Noun.VENUE: (
        "room t WHERE t.retired_at IS NULL AND t.venue = $1",
        "asset t WHERE t.retired_at IS NULL AND t.venue = $1",
    ),
    Noun.ROOM: ("room t WHERE t.retired_at IS NULL AND t.part_of = $1",),
    Noun.ASSET: (),
    Noun.PERSON: (
        "enrolment t JOIN batch b ON b.id = t.batch"
        " WHERE t.left_at IS NULL AND b.retired_at IS NULL AND t.person = $1",
    ),
    Noun.PROGRAM: ("batch t WHERE t.retired_at IS NULL AND t.program = $1",),
    Noun.BATCH: (),
}
# By noun: live sessions that end after $2 and need it.
_MET: Mapping[Noun, str] = {
    Noun.AGENCY: "s.booking IN (SELECT id FROM booking WHERE agency = $1)",
    Noun.ROOM: "s.room = $1",
    Noun.PERSON: "s.id IN (SELECT session FROM session_trainer WHERE person = $1)",
    Noun.BATCH: "s.batch = $1",
    Noun.ASSET: "s.id IN (SELECT session FROM session_asset WHERE asset = $1)",
}


async def count_standing_on(noun: Noun, key: UUID, *, now: datetime) -> int:
    """How many things in use, and sessions to come, would lose what they stand on. Sees all."""
    counted = [await fetch(f"SELECT count(*) AS n FROM {used}", key) for used in _USED[noun]]
    if noun in _MET:
        live = "s.decision IN ('requested', 'approved') AND s.ends_at > $2"
        sql = f"SELECT count(*) AS n FROM session s WHERE {live} AND {_MET[noun]}"
        counted.append(await fetch(sql, key, now))
    return sum(int(rows[0]["n"]) for rows in counted)


async def save_retired(noun: Noun, key: UUID, *, now: datetime) -> None:
    await fetch(f"UPDATE {noun.value} SET retired_at = $2 WHERE id = $1", key, now)
