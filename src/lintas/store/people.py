"""People, kept. Who they are is seen only on their own side of the border."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.nik import Nik
from lintas.domain.people import Actor, Person, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import Args, insert, insert_many, update
from lintas.store.tables import PersonRow

# Those who read whom their regency keeps: nobody else needs a stranger's phone number.
_READERS = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.TRAINER, Role.AUDITOR)


async def find_person(person_id: UUID, *, seen_by: Actor, field: str = "person_id") -> Person:
    """One whom a regency of the actor's keeps, if the role reads people, or the actor in person.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"id = {args.put(person_id)} AND {_visible(args, seen_by)}"
    rows = await fetch(f"SELECT * FROM person WHERE {where}", *args)
    if not rows:
        raise NotFound(field, person_id)
    return _person(rows[0])


async def find_any_person(person_id: UUID, *, field: str = "person_id") -> Person:
    """Sees all. Raises NotFound, naming `field`; also of one who is retired."""
    rows = await fetch("SELECT * FROM person WHERE id = $1 AND retired_at IS NULL", person_id)
    if not rows:
        raise NotFound(field, person_id)
    return _person(rows[0])


async def list_people(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Person, ...]:
    """In the order of registering, behind `after`."""
    args = Args()
    where = _visible(args, seen_by)
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM person WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_person, await fetch(sql, *args)))


async def list_people_named(person_ids: Iterable[UUID], *, seen_by: Actor) -> tuple[Person, ...]:
    """Those of the named whom the actor sees, by name."""
    args = Args()
    where = f"id IN {args.put_all(person_ids)} AND {_visible(args, seen_by)}"
    sql = f"SELECT * FROM person WHERE {where} ORDER BY name, id"
    return tuple(map(_person, await fetch(sql, *args)))


async def list_any_people_named(person_ids: Iterable[UUID]) -> tuple[Person, ...]:
    """Sees all, also those who are retired."""
    args = Args()
    sql = f"SELECT * FROM person WHERE id IN {args.put_all(person_ids)} ORDER BY name, id"
    return tuple(map(_person, await fetch(sql, *args)))


async def list_trainers(person_ids: Iterable[UUID], *, seen_by: Actor) -> tuple[Person, ...]:
    """Those of the named who may be asked to teach, in no order.

    They are people of the actor's regencies and of regencies with which these have an agreement
    in force, whatever its dates: the judge looks at the dates.
    """
    args = Args()
    where = f"id IN {args.put_all(person_ids)} AND {_askable(args, seen_by)}"
    return tuple(map(_person, await fetch(f"SELECT * FROM person WHERE {where}", *args)))


async def list_teachers_from(
    regency: RegencyCode | None,
    besides: Collection[PersonId],
    *,
    seen_by: Actor,
    limit: int,
) -> tuple[Person, ...]:
    """Those kept by a regency, none: by any, who may be asked to teach and who do, by name.

    Who teaches has a field on record, or has been asked before.
    """
    args = Args()
    where = _askable(args, seen_by)
    if regency:
        where += f" AND keeper = {args.put(regency)}"
    if besides:
        where += f" AND id NOT IN {args.put_all(sorted(besides))}"
    sql = f"""
        SELECT * FROM person WHERE {where}
            AND (EXISTS (SELECT 1 FROM qualification q WHERE q.person = person.id)
                OR EXISTS (SELECT 1 FROM session_trainer t WHERE t.person = person.id))
        ORDER BY name, id LIMIT {args.put(limit)}
    """
    return tuple(map(_person, await fetch(sql, *args)))


def _askable(args: Args, seen_by: Actor) -> str:
    """Who may be asked to teach, as `list_trainers` says."""
    if seen_by.is_operator:
        return "retired_at IS NULL"
    home = args.put_all(sorted(seen_by.regencies()))
    return f"""retired_at IS NULL AND (keeper IN {home} OR id = {args.put(seen_by.person_id)}
        OR keeper IN (
            SELECT theirs.regency FROM agreement a
            JOIN agreement_party ours ON ours.agreement = a.id AND ours.regency IN {home}
            JOIN agreement_party theirs ON theirs.agreement = a.id
            WHERE a.state = 'in_force'))"""


async def list_stand_ins(
    field: str,
    agency_id: AgencyId,
    besides: Collection[PersonId],
    *,
    seen_by: Actor,
    limit: int,
) -> tuple[Person, ...]:
    """Those on the actor's side, but for `besides`, who can teach a field: the agency's own first.

    Of no field: those who have taught, or have any field. When somebody is free, the judge says.
    """
    args = Args()
    wanted = f"AND lower(q.field) = lower({args.put(field)})" if field else ""
    can = f"EXISTS (SELECT 1 FROM qualification q WHERE q.person = p.id {wanted})"
    if not field:
        can += " OR EXISTS (SELECT 1 FROM session_trainer t WHERE t.person = p.id)"
    where = f"{_visible(args, seen_by)} AND ({can})"
    if besides:
        where += f" AND p.id NOT IN {args.put_all(sorted(besides))}"
    own = args.put(agency_id)
    sql = f"""
        SELECT p.* FROM person p WHERE {where}
        ORDER BY CASE WHEN p.agency = {own} THEN 0 ELSE 1 END, p.name, p.id
        LIMIT {args.put(limit)}
    """
    return tuple(map(_person, await fetch(sql, *args)))


async def list_people_reached_at(*, phone: str, email: str) -> tuple[Person, ...]:
    """Everybody, in any regency, with this phone or this e-mail. For judging: sees all."""
    args = Args()
    same = []
    if phone:
        same.append(f"phone = {args.put(phone)}")
    if email:
        same.append(f"email = {args.put(email)}")
    if not same:
        return ()
    where = f"retired_at IS NULL AND ({' OR '.join(same)})"
    return tuple(map(_person, await fetch(f"SELECT * FROM person WHERE {where}", *args)))


async def list_people_numbered(niks: Iterable[Nik], *, seen_by: Actor) -> tuple[Person, ...]:
    """Those with any of these citizens' numbers whom the actor sees, first registered first."""
    args = Args()
    hashes = args.put_all(each.hash for each in niks)
    where = f"nik_hash IN {hashes} AND {_visible(args, seen_by)} ORDER BY id"
    return tuple(map(_person, await fetch(f"SELECT * FROM person WHERE {where}", *args)))


async def list_people_phoned(phones: Iterable[str], *, seen_by: Actor) -> tuple[Person, ...]:
    """Those with any of these phones whom the actor sees, first registered first."""
    args = Args()
    where = f"phone IN {args.put_all(phones)} AND {_visible(args, seen_by)}"
    return tuple(
        map(_person, await fetch(f"SELECT * FROM person WHERE {where} ORDER BY id", *args))
    )


async def add_people(people: Sequence[Person]) -> None:
    await insert_many(PersonRow, [{"id": person.id, **_values(person)} for person in people])


async def add_person(person: Person) -> None:
    await insert(PersonRow, {"id": person.id, **_values(person)})


async def save_person(person: Person) -> None:
    await update(PersonRow, person.id, _values(person))


def _visible(args: Args, actor: Actor) -> str:
    if actor.is_operator:
        return "retired_at IS NULL"
    home = args.put_all(sorted(actor.regencies(*_READERS)))
    own = args.put(actor.person_id)
    return f"retired_at IS NULL AND (keeper IN {home} OR id = {own})"


def _values(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "agency": person.agency_id,
        "keeper": person.keeper,
        "email": person.email,
        "phone": person.phone,
        "is_example": person.is_example,
        "nib": person.nib,
        "born_on": person.born_on,
        "regency": person.regency,
        "nik_hash": person.nik.hash if person.nik else "",
        "nik_last": person.nik.last_four if person.nik else "",
    }


def _person(row: dict[str, Any]) -> Person:
    return Person(
        id=PersonId(read_id(row["id"])),
        name=row["name"],
        agency_id=AgencyId(read_id(row["agency"])) if row["agency"] else None,
        keeper=row["keeper"],
        email=row["email"],
        phone=row["phone"],
        is_example=bool(row["is_example"]),
        nib=row["nib"],
        born_on=read_day(row["born_on"]) if row["born_on"] else None,
        regency=RegencyCode(row["regency"]) if row["regency"] else None,
        nik=read_nik(row),
    )


def read_nik(row: dict[str, Any]) -> Nik | None:
    return Nik(row["nik_hash"], row["nik_last"]) if row["nik_hash"] else None
