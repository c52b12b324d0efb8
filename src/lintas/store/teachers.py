"""People who may stand in front of a class: whom a form offers as trainers."""

from lintas.domain.people import Actor, PersonId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args


async def list_teachers(*, seen_by: Actor, limit: int = 40) -> tuple[tuple[PersonId, str], ...]:
    """(id, name) of those on the actor's side who teach or work for an agency, by name.

    Participants, who mostly do neither, are left out.
    """
    args = Args()
    where = "p.retired_at IS NULL"
    if not seen_by.is_operator:
        home = args.put_all(sorted(seen_by.regencies()))
        where += f" AND (p.keeper IN {home} OR p.id = {args.put(seen_by.person_id)})"
    sql = f"""
        SELECT p.id, p.name FROM person p WHERE {where} AND (p.agency IS NOT NULL
            OR p.id = {args.put(seen_by.person_id)}
            OR EXISTS (SELECT 1 FROM session_trainer t WHERE t.person = p.id))
        ORDER BY p.name, p.id LIMIT {args.put(limit)}
    """
    return tuple((PersonId(read_id(row["id"])), row["name"]) for row in await fetch(sql, *args))
