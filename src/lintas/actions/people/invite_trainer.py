"""A trainer gets a personal link, to say yes or no without an account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import trainer
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, PersonId
from lintas.domain.refusal import NotFound
from lintas.domain.secret import hash_secret, new_secret
from lintas.domain.teaching import TrainerLink, TrainerLinkId
from lintas.rules.access import Verb
from lintas.store.teachers import AskedTrainer, find_asked_trainer
from lintas.store.trainer_links import add_trainer_link, save_trainer_links_ended
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class Invited:
    """A link, and its secret: told this once, kept only as its hash."""

    trainer: AskedTrainer
    link: TrainerLink
    secret: str


@retrying
async def invite_trainer(
    person_id: UUID, keeper: RegencyCode, *, actor: Actor, now: datetime
) -> Invited:
    """A new link from `keeper`; that regency's old one opens nothing from now on.

    Raises:
        NotAllowed: the actor coordinates nowhere.
        NotFound: not in that regency; or it neither keeps the trainer nor has asked one.
    """
    allow_for(actor, Verb.INVITE_TRAINERS, keeper, field="regency", value=keeper)
    async with writing(trainer(person_id)):
        asked = await find_asked_trainer(person_id, keeper, now=now)
        await save_trainer_links_ended(asked.id, keeper, now=now)
        secret = new_secret()
        link = TrainerLink(TrainerLinkId(new_id(now)), asked.id, keeper, now)
        await add_trainer_link(link, secret_hash=hash_secret(secret), made_by=actor.id)
        after = {"link": link.id, "regency": keeper}
        await audit(actor, "invite_trainer", ("person", asked.id), after=after, now=now)
    return Invited(asked, link, secret)


@retrying
async def revoke_trainer_link(
    person_id: UUID, keeper: RegencyCode, *, actor: Actor, now: datetime
) -> None:
    """The link from `keeper` opens nothing from now on.

    Raises:
        NotAllowed: the actor coordinates nowhere.
        NotFound: not in that regency; or there is no link in force.
    """
    allow_for(actor, Verb.INVITE_TRAINERS, keeper, field="regency", value=keeper)
    async with writing(trainer(person_id)):
        if not await save_trainer_links_ended(PersonId(person_id), keeper, now=now):
            raise NotFound("link", person_id)
        after = {"regency": keeper}
        await audit(actor, "revoke_trainer_link", ("person", person_id), after=after, now=now)
