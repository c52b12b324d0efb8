"""A person neither teaches nor takes part any more."""

from datetime import datetime
from uuid import UUID

from lintas.actions.people.placing import find_kept_person
from lintas.actions.steps.locking import trainer
from lintas.actions.steps.retiring import retire
from lintas.domain.people import Actor
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_person(person_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take the person off the lists; the phone and the e-mail are free for others.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps.
        IllegalState: the person teaches in a session to come, or is enrolled.
    """
    async with writing(f"person:{person_id}", trainer(person_id)):
        await find_kept_person(person_id, actor)
        await retire(Noun.PERSON, person_id, actor=actor, now=now)
