"""Somebody wants sessions mailed into the calendar, instead of a subscription, or no longer."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.domain.calendar_mail import AddressShared, NoAddress, Wish
from lintas.domain.people import Actor, PersonId
from lintas.domain.refusal import Fault, NotFound
from lintas.store.calendar_mail.choices import (
    find_recipient,
    has_chosen_mail,
    is_written_to,
    save_chosen,
    save_ended,
)
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.trainer_links import find_trainer_link_by_secret
from lintas.store.transaction import retrying, writing


async def choose_mail(wish: Wish, *, actor: Actor, now: datetime) -> None:
    """For oneself only: whoever else asked for it would fill a stranger's mailbox.

    The worker sends what follows: all meetings to come, or that they are taken out again. To say
    the same twice changes nothing.

    Raises:
        NotFound: the account belongs to nobody who teaches or attends.
        NoAddress: where to should it go.
        AddressShared: somebody else of the same address has chosen it, too.
    """
    if actor.person_id is None:
        raise NotFound("person_id", None)
    await _choose(actor.person_id, wish, actor, by="account", now=now)


async def choose_mail_by_link(link_secret: str, wish: Wish, *, now: datetime) -> None:
    """The same, for whoever holds a participant's personal link; mail goes to the participant.

    Raises:
        NotFound: the link leads to nobody's page.
        NoAddress
    """
    person = (await find_enrolment_by_secret(link_secret)).person
    await _choose(person.id, wish, None, by="link", now=now)


async def choose_mail_by_trainer_link(link_secret: str, wish: Wish, *, now: datetime) -> None:
    """The same, for whoever holds a trainer's personal link.

    Raises:
        NotFound: the link leads to nobody's page.
        LinkRevoked
        NoAddress
    """
    link = await find_trainer_link_by_secret(link_secret)
    await _choose(link.person_id, wish, None, by="trainer_link", now=now)


@retrying
async def _choose(
    person_id: PersonId, wish: Wish, actor: Actor | None, *, by: str, now: datetime
) -> None:
    async with writing("calendar_mail", f"calendar_mail:{person_id}"):
        recipient = await find_recipient(person_id)
        is_on = await has_chosen_mail(person_id)
        if is_on is (wish is Wish.START):
            return
        if wish is Wish.START:
            if not recipient.email:
                raise NoAddress(faults=(Fault("email", "", "required"),))
            if await is_written_to(recipient.email, besides=person_id):
                raise AddressShared
            await save_chosen(person_id, now=now)
        else:
            await save_ended(person_id, now=now)
        subject = ("person", person_id)
        await audit(actor, f"{wish}_calendar_mail", subject, after={"by": by}, now=now)
