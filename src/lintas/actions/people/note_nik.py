"""Somebody's NIK is noted, replaced because it was another's, or forgotten."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.people.noting_nik import refuse_numbered
from lintas.actions.people.placing import find_kept_person
from lintas.actions.people.seated import rejudge_twice
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import nik_lock
from lintas.domain.nik import Nik
from lintas.domain.people import Actor, Person
from lintas.store.people import save_person
from lintas.store.transaction import retrying, writing


@retrying
async def note_nik(person_id: UUID, nik: Nik | None, *, actor: Actor, now: datetime) -> Person:
    """Keep its hash and its last four digits from now on; none: keep nothing of it any more.

    Nobody is enrolled or removed by it: what it makes clash becomes a conflict at once.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps.
        AlreadyThere: somebody else of the same government has that number.
    """
    seen = await find_kept_person(person_id, actor)
    locks = {nik_lock(each) for each in (seen.nik, nik) if each}
    async with writing(f"person:{person_id}", *locks):
        before = await find_kept_person(person_id, actor)
        if nik:
            await refuse_numbered(before, nik, actor=actor)
        after = replace(before, nik=nik)
        await save_person(after)
        if after.nik != before.nik:
            niks = [each for each in (before.nik, nik) if each]
            await rejudge_twice([person_id], niks, now=now)
        told = {"has_nik": nik is not None}
        await audit(actor, "note_nik", ("person", person_id), after=told, now=now)
    return after
