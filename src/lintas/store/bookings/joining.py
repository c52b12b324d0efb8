"""Who is told where sessions are joined: those who take part, not who lends the room."""

from collections.abc import Iterable
from uuid import UUID

from lintas.domain.bookings import Session, SessionId
from lintas.domain.people import Actor
from lintas.store.bookings.scope import READERS
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args

_NOBODY = UUID(int=0)


async def list_links(sessions: Iterable[Session], *, seen_by: Actor) -> dict[SessionId, str]:
    """Links of those that meet online and that the actor asked for, teaches, or coordinates."""
    linked = {each.id: each.link for each in sessions if each.link and each.mode.is_joined}
    if not linked or seen_by.is_operator:
        return linked
    args = Args()
    sql = f"""
        SELECT s.id FROM session s JOIN booking b ON b.id = s.booking
        WHERE s.id IN {args.put_all(sorted(linked))} AND (
            b.asked_by = {args.put(seen_by.id)}
            OR b.keeper IN {args.put_all(sorted(seen_by.regencies(*READERS)))}
            OR EXISTS (SELECT 1 FROM session_trainer t
                WHERE t.session = s.id AND t.person = {args.put(seen_by.person_id or _NOBODY)}))
    """
    told = [SessionId(read_id(row["id"])) for row in await fetch(sql, *args)]
    return {session_id: linked[session_id] for session_id in told}
