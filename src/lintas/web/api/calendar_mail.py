"""Sessions by e-mail instead of a subscription, for programs."""

from datetime import UTC, datetime

from litestar import get, put
from litestar.params import JSONBody
from msgspec import Struct

from lintas.actions.calendar_mail.choose_mail import choose_mail
from lintas.domain.calendar_mail import Wish
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.store.calendar_mail.choices import find_recipient, has_chosen_mail
from lintas.web.api.replies import refuses
from lintas.web.asking import AnyRequest, asking
from lintas.web.bodies.types import Request as Body


class CalendarMailRequest(Body):
    wanted: bool


class CalendarMailReply(Struct):
    """`email` is where it goes; empty when no address is known."""

    wanted: bool
    email: str


@get("/me/calendar-mail", tags=["feeds"])
async def show_calendar_mail(request: AnyRequest) -> CalendarMailReply:
    """Whether each of one's sessions is mailed as an invitation, instead of a subscription."""
    return await _reply(asking(request))


@put("/me/calendar-mail", tags=["feeds"], responses=refuses(404))
async def set_calendar_mail(
    request: AnyRequest, data: JSONBody[CalendarMailRequest]
) -> CalendarMailReply:
    """REQUESTs for all that is to come follow, or CANCELs; a minute may pass."""
    actor = asking(request)
    wish = Wish.START if data.wanted else Wish.STOP
    await choose_mail(wish, actor=actor, now=datetime.now(UTC))
    return await _reply(actor)


async def _reply(actor: Actor) -> CalendarMailReply:
    """Raises NotFound: the account belongs to nobody who teaches or attends."""
    if actor.person_id is None:
        raise NotFound("person_id", None)
    recipient = await find_recipient(actor.person_id)
    return CalendarMailReply(await has_chosen_mail(actor.person_id), recipient.email)


CALENDAR_MAIL = (show_calendar_mail, set_calendar_mail)
