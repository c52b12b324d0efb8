"""Who is asked to teach and has not answered, and the links by which they do, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.people.invite_trainer import invite_trainer, revoke_trainer_link
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import RegencyCode
from lintas.rules.access import Verb
from lintas.store.teachers import Unanswered, list_unanswered
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class TrainerLinkRequest(Body):
    """`regency` is the side that asks."""

    regency: Annotated[str, Meta(max_length=13)]


class TrainerLinkReply(Struct):
    """`url` is the trainer's page; it is shown this once and kept nowhere."""

    id: UUID
    person_id: UUID
    regency: str
    made_at: datetime
    url: str


class UnansweredReply(Struct):
    """Sessions to which a trainer has not said yes or no, earliest first."""

    person_id: UUID
    name: str
    regency: str
    session_ids: list[UUID]


@get("/unanswered-teaching", tags=["people"], responses=refuses(403))
async def show_unanswered(request: AnyRequest) -> Items[UnansweredReply]:
    """Of the next 500 sessions that the asker's side asked for, by trainer."""
    actor = asking(request)
    allow_somewhere(actor, Verb.INVITE_TRAINERS)
    found = await list_unanswered(seen_by=actor, now=datetime.now(UTC))
    return Items([_reply(each) for each in found], None)


@post("/people/{person_id:uuid}/link", tags=["people"], responses=refuses(403))
async def make_trainer_link(
    request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[TrainerLinkRequest]
) -> TrainerLinkReply:
    """A page without an account, to accept or decline; that regency's older one is revoked."""
    actor, now = asking(request), datetime.now(UTC)
    invited = await invite_trainer(person_id, RegencyCode(data.regency), actor=actor, now=now)
    return TrainerLinkReply(
        id=invited.link.id,
        person_id=invited.trainer.id,
        regency=invited.link.keeper,
        made_at=invited.link.made_at,
        url=f"{settings_of(request).public_url}/ajar/{invited.secret}",
    )


@delete("/people/{person_id:uuid}/link", tags=["people"], responses=refuses(403))
async def end_trainer_link(
    request: AnyRequest,
    person_id: FromPath[UUID],
    regency: Annotated[str, QueryParameter(max_length=13)],
) -> None:
    actor, now = asking(request), datetime.now(UTC)
    await revoke_trainer_link(person_id, RegencyCode(regency), actor=actor, now=now)


def _reply(each: Unanswered) -> UnansweredReply:
    return UnansweredReply(
        person_id=each.trainer.id,
        name=each.trainer.name,
        regency=each.keeper,
        session_ids=list(each.session_ids),
    )


TRAINER_LINKS = (show_unanswered, make_trainer_link, end_trainer_link)
