"""Sessions of other programs that people of a program learn the same topic in."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args
from lintas.store.twins import twins


async def list_sessions_of_topics(
    program_id: UUID, fields: Iterable[str], *, since: datetime
) -> tuple[SessionId, ...]:
    """Of other programs with one of these fields, of batches in which somebody of its own sits.

    All that hold something and end after `since`, earliest first; people are known by the NIK, too.
    Sees all.
    """
    args = Args()
    known = [each.lower() for each in fields if each]
    if not known:
        return ()
    own = args.put(program_id)
    seated = "e.left_at IS NULL AND NOT e.is_reserve"
    people = f"""(SELECT e.person FROM enrolment e JOIN batch t ON t.id = e.batch
        WHERE t.program = {own} AND {seated})"""
    sql = f"""
        SELECT s.id FROM session s WHERE s.batch IN (
            SELECT e.batch FROM enrolment e JOIN batch t ON t.id = e.batch
            JOIN program p ON p.id = t.program
            WHERE p.id <> {own} AND lower(p.field) IN {args.put_all(known)} AND {seated}
                AND e.person IN {twins(people)})
            AND s.decision IN ('requested', 'approved') AND s.ends_at > {args.put(since)}
        ORDER BY s.starts_at, s.id
    """
    return tuple(SessionId(read_id(row["id"])) for row in await fetch(sql, *args))
