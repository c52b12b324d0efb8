"""Somebody's personal link went astray: another takes its place."""

from datetime import datetime
from uuid import UUID

from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.seats import find_managed
from lintas.actions.steps.announcing import audit
from lintas.domain.people import Actor
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.programs.enrolments import save_secret
from lintas.store.transaction import retrying, writing


@retrying
async def renew_link(enrolment_id: UUID, *, actor: Actor, now: datetime) -> Enrolled:
    """A new secret; the old one opens nothing from now on.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such enrolment in a batch, or of a person, of the actor's side.
    """
    async with writing(f"enrolment:{enrolment_id}"):
        enrolment, _ = await find_managed(enrolment_id, actor)
        secret = new_secret()
        await save_secret(enrolment.id, hash_secret(secret))
        await audit(actor, "renew_link", ("enrolment", enrolment_id), now=now)
    return Enrolled(enrolment, secret)
