"""What seats in batches hang together with: other batches of the same people, and meetings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.bookings import SessionId
from lintas.domain.nik import Nik
from lintas.domain.people import PersonId
from lintas.domain.programs import BatchId, ProgramId
from lintas.domain.seats import Coincidence
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args
from lintas.store.twins import bearers, twins, twins_by_person


async def list_batches_shared(
    batch_id: UUID, person_ids: Iterable[UUID], niks: Iterable[Nik] = ()
) -> tuple[tuple[BatchId, ProgramId], ...]:
    """A batch, and every other in which one of these people is, or one who waits for its seats.

    Each with its program; people are who they are by their NIK, too, and `niks` are such. Sees all.
    """
    args = Args()
    own, people = args.put(batch_id), args.put_all(person_ids)
    waiting = f"""(SELECT w.person FROM enrolment w
        WHERE w.batch = {own} AND w.left_at IS NULL AND w.is_reserve)"""
    sql = f"""
        SELECT t.id, t.program FROM batch t WHERE t.id = {own} OR t.id IN (
            SELECT e.batch FROM enrolment e WHERE e.left_at IS NULL
                AND (e.person IN {twins(people)} OR e.person IN {twins(waiting)}
                    OR e.person IN {bearers(args, niks)}))
    """
    return tuple(
        (BatchId(read_id(row["id"])), ProgramId(read_id(row["program"])))
        for row in await fetch(sql, *args)
    )


async def count_seated(batch_id: UUID) -> int:
    where = "batch = $1 AND left_at IS NULL AND NOT is_reserve"
    [row] = await fetch(f"SELECT count(*) AS n FROM enrolment WHERE {where}", batch_id)
    return int(row["n"])


async def list_companions(batch_id: UUID) -> frozenset[BatchId]:
    """The other batches in which who sits in this one has a seat, by the NIK too. Sees all."""
    where = "batch = $1 AND left_at IS NULL AND NOT is_reserve"
    seated = f"(SELECT person FROM enrolment WHERE {where})"
    sql = f"""
        SELECT DISTINCT e.batch FROM enrolment e WHERE e.batch <> $1 AND e.left_at IS NULL
            AND NOT e.is_reserve AND e.person IN {twins(seated)}
    """
    return frozenset(BatchId(read_id(row["batch"])) for row in await fetch(sql, batch_id))


async def list_batches_waited_for(program_id: UUID | None = None) -> tuple[BatchId, ...]:
    """Those for whose seats somebody waits, of one program or of all. Sees all."""
    args = Args()
    where = "t.retired_at IS NULL"
    if program_id is not None:
        where += f" AND t.program = {args.put(program_id)}"
    sql = f"""
        SELECT t.id FROM batch t WHERE {where} AND EXISTS (SELECT 1 FROM enrolment e
            WHERE e.batch = t.id AND e.left_at IS NULL AND e.is_reserve) ORDER BY t.id
    """
    return tuple(BatchId(read_id(row["id"])) for row in await fetch(sql, *args))


async def list_batches_of(
    person_ids: Iterable[UUID], niks: Iterable[Nik] = ()
) -> tuple[tuple[BatchId, ProgramId], ...]:
    """Where one of these people is, by the NIK too, or a bearer of `niks`; each with its program.

    Sees all.
    """
    args = Args()
    them = _them(args, person_ids, niks)
    sql = f"""
        SELECT t.id, t.program FROM batch t WHERE t.id IN
            (SELECT e.batch FROM enrolment e WHERE e.left_at IS NULL AND e.person IN {them})
    """
    return tuple(
        (BatchId(read_id(row["id"])), ProgramId(read_id(row["program"])))
        for row in await fetch(sql, *args)
    )


async def list_batches_relieved(
    batch_ids: Iterable[UUID], person_ids: Iterable[UUID] = (), niks: Iterable[Nik] = ()
) -> tuple[BatchId, ...]:
    """Those that somebody waits for who may have been kept away by meetings of these batches.

    These themselves, and where somebody waits who sits in one of them, is one of these people, or
    bears one of `niks`. Sees all.
    """
    args = Args()
    own, them = args.put_all(batch_ids), _them(args, person_ids, niks)
    seated = f"""(SELECT person FROM enrolment
        WHERE batch IN {own} AND left_at IS NULL AND NOT is_reserve)"""
    sql = f"""
        SELECT t.id FROM batch t WHERE t.retired_at IS NULL AND EXISTS (SELECT 1 FROM enrolment e
            WHERE e.batch = t.id AND e.left_at IS NULL AND e.is_reserve AND (t.id IN {own}
                OR e.person IN {twins(seated)} OR e.person IN {them})) ORDER BY t.id
    """
    return tuple(BatchId(read_id(row["id"])) for row in await fetch(sql, *args))


async def list_touched(
    batch_id: UUID, person_ids: Iterable[UUID], niks: Iterable[Nik] = (), *, since: datetime
) -> tuple[SessionId, ...]:
    """Live meetings that laws about seats read anew once these people sit in a batch, or don't.

    Those of the batch, and of their other batches what meets at the same time or is of the same
    field; all that ends after `since`. Sees all.
    """
    args = Args()
    own, people = args.put(batch_id), args.put_all(person_ids)
    live = "{0}.decision IN ('requested', 'approved') AND {0}.ends_at > " + args.put(since)
    sql = f"""
        SELECT s.id FROM session s
        WHERE {live.format("s")} AND (s.batch = {own} OR (s.batch IN (SELECT batch FROM enrolment
            WHERE (person IN {twins(people)} OR person IN {bearers(args, niks)})
                AND left_at IS NULL AND NOT is_reserve) AND (
                EXISTS (SELECT 1 FROM session o WHERE o.batch = {own} AND {live.format("o")}
                    AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at)
                OR EXISTS (SELECT 1 FROM batch t JOIN program p ON p.id = t.program
                    JOIN program q ON lower(q.field) = lower(p.field)
                    JOIN batch u ON u.program = q.id
                    WHERE t.id = {own} AND u.id = s.batch AND p.field <> ''))))
        ORDER BY s.starts_at, s.id
    """
    return tuple(SessionId(read_id(row["id"])) for row in await fetch(sql, *args))


async def list_sessions_twice(
    person_ids: Iterable[UUID], niks: Iterable[Nik] = (), *, since: datetime
) -> tuple[SessionId, ...]:
    """Live meetings of batches where these sit together that are at one time, or of one field.

    These: one citizen, by all the rows of these people and by `niks`. All that ends after `since`;
    sees all.
    """
    args = Args()
    them = _them(args, person_ids, niks)
    theirs = f"""(SELECT batch FROM enrolment
        WHERE left_at IS NULL AND NOT is_reserve AND person IN {them})"""
    live = "{0}.decision IN ('requested', 'approved') AND {0}.ends_at > " + args.put(since)
    sql = f"""
        SELECT s.id FROM session s JOIN batch t ON t.id = s.batch JOIN program p ON p.id = t.program
        WHERE {live.format("s")} AND s.batch IN {theirs} AND (
            EXISTS (SELECT 1 FROM session o WHERE o.batch <> s.batch AND o.batch IN {theirs}
                AND {live.format("o")} AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at)
            OR (p.field <> '' AND EXISTS (SELECT 1 FROM batch u JOIN program q ON q.id = u.program
                WHERE u.id <> t.id AND u.id IN {theirs} AND lower(q.field) = lower(p.field))))
        ORDER BY s.starts_at, s.id
    """
    return tuple(SessionId(read_id(row["id"])) for row in await fetch(sql, *args))


async def list_sessions_attended(person_id: UUID, *, since: datetime) -> tuple[SessionId, ...]:
    """Live meetings of all batches where that person has a seat; all that ends after `since`."""
    sql = """
        SELECT s.id FROM session s WHERE s.decision IN ('requested', 'approved')
            AND s.ends_at > $2 AND s.batch IN (SELECT batch FROM enrolment
                WHERE person = $1 AND left_at IS NULL AND NOT is_reserve)
        ORDER BY s.starts_at, s.id
    """
    rows = await fetch(sql, person_id, since)
    return tuple(SessionId(read_id(row["id"])) for row in rows)


async def list_coincidences(
    batch_id: UUID, person_ids: Iterable[UUID], *, since: datetime
) -> tuple[Coincidence, ...]:
    """When these people would have to be in two places if they sat in a batch, earliest first.

    Of meetings that end after `since`. Sees all.
    """
    args = Args()
    own, people, moment = args.put(batch_id), args.put_all(person_ids), args.put(since)
    live = "{0}.decision IN ('requested', 'approved') AND {0}.ends_at > " + moment
    sql = f"""
        SELECT same.person, e.batch, o.starts_at AS here_start, o.ends_at AS here_end,
            s.starts_at AS there_start, s.ends_at AS there_end, {_zone("o")} AS here_zone,
            {_zone("s")} AS there_zone
        FROM {twins_by_person(people)} AS same JOIN enrolment e ON e.person = same.twin
        JOIN session s ON s.batch = e.batch
        JOIN session o ON o.batch = {own} AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at
        WHERE e.batch <> {own} AND e.left_at IS NULL
            AND NOT e.is_reserve AND {live.format("s")} AND {live.format("o")}
        ORDER BY o.starts_at, s.starts_at, same.person, s.id
    """
    return tuple(map(_coincidence, await fetch(sql, *args)))


def _them(args: Args, person_ids: Iterable[UUID], niks: Iterable[Nik]) -> str:
    """A subquery of these people, their twins, and the bearers of `niks`."""
    people = args.put_all(person_ids)
    return f"""(SELECT id FROM {twins(people)} AS same
        UNION SELECT id FROM {bearers(args, niks)} AS bearing)"""


def _zone(session: str) -> str:
    return f"""(SELECT g.timezone FROM room r JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency WHERE r.id = {session}.room)"""


def _coincidence(row: dict[str, Any]) -> Coincidence:
    return Coincidence(
        person_id=PersonId(read_id(row["person"])),
        here=TimeSpan(read_moment(row["here_start"]), read_moment(row["here_end"])),
        here_zone=ZoneInfo(row["here_zone"]),
        there=TimeSpan(read_moment(row["there_start"]), read_moment(row["there_end"])),
        there_zone=ZoneInfo(row["there_zone"]),
        elsewhere=BatchId(read_id(row["batch"])),
    )
