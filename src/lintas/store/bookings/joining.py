"""Who is told where sessions are joined: those who take part, not who lends the room."""

from collections.abc import Iterable
from uuid import UUID

from lintas.domain.bookings import Session, SessionId
from lintas.domain.people import Actor
from lintas.store.bookings.scope import READERS
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args

_NOBODY = UUID(int=0)


def takes_part(args: Args, actor: Actor) -> str:
    """Of `s` and its booking `b`: the actor asked for it, teaches it, or is of the asking side."""
    if actor.is_operator:
        return "TRUE"
    return f"""(b.asked_by = {args.put(actor.id)}
        OR b.keeper IN {args.put_all(sorted(actor.regencies(*READERS)))}
        OR EXISTS (SELECT 1 FROM session_trainer i
            WHERE i.session = s.id AND i.person = {args.put(actor.person_id or _NOBODY)}))"""


async def list_links(sessions: Iterable[Session], *, seen_by: Actor) -> dict[SessionId, str]:
    """Links of those that meet online and that the actor asked for, teaches, or coordinates."""
    linked = {each.id: each.link for each in sessions if each.link and each.mode.is_joined}
    if not linked or seen_by.is_operator:
        return linked
    args = Args()
    sql = f"""
        SELECT s.id FROM session s JOIN booking b ON b.id = s.booking
        WHERE s.id IN {args.put_all(sorted(linked))} AND {takes_part(args, seen_by)}
    """
    told = [SessionId(read_id(row["id"])) for row in await fetch(sql, *args)]
    return {session_id: linked[session_id] for session_id in told}
