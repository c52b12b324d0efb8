"""One citizen may be registered by each government; the hash of the NIK tells that it is one."""

from collections.abc import Iterable

from lintas.domain.nik import Nik
from lintas.store.sql import Args


def twins(people: str) -> str:
    """A subquery of the ids of these people, and of whoever bears the NIK of one of them.

    `people` is a list of placeholders, or a subquery of ids, in parentheses.
    """
    return f"""(SELECT id FROM person WHERE id IN {people}
        UNION SELECT q.id FROM person p JOIN person q ON q.nik_hash = p.nik_hash
        WHERE p.nik_hash <> '' AND p.id IN {people})"""


def twins_by_person(people: str) -> str:
    """A subquery of pairs (person, twin), each person with the own id and with every twin's."""
    return f"""(SELECT id AS person, id AS twin FROM person WHERE id IN {people}
        UNION SELECT p.id, q.id FROM person p JOIN person q ON q.nik_hash = p.nik_hash
        WHERE p.nik_hash <> '' AND p.id IN {people})"""


def bearers(args: Args, niks: Iterable[Nik]) -> str:
    """A subquery of the ids of whoever bears one of these numbers."""
    hashes = args.put_all(each.hash for each in niks)
    return f"(SELECT id FROM person WHERE nik_hash IN {hashes})"
