"""Who is enrolled, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.pasting import MOST_LINES, list_roster
from lintas.actions.programs.renew_link import renew_link
from lintas.domain.programs import Enrolment
from lintas.store.programs.batches import find_batch
from lintas.store.programs.enrolments import find_enrolment, list_enrolments
from lintas.web.api.people import Nik, Phone
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, nik_key_of, settings_of
from lintas.web.bodies.types import Identifier
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class EnrolmentRequest(Body):
    """`nik`, where it is given, is noted of the person."""

    batch_id: Identifier
    person_id: Identifier
    nik: Nik = ""


class ListedRequest(Body):
    """Somebody known by NIK or phone, or somebody new."""

    name: Annotated[str, Meta(min_length=1, max_length=300)]
    phone: Phone
    nik: Nik = ""


class RosterRequest(Body):
    people: Annotated[list[ListedRequest], Meta(min_length=1, max_length=MOST_LINES)]


class EnrolmentReply(Struct):
    """`url` is the personal page; it is shown this once and kept nowhere.

    `nik` shows its last four digits only. `reserve_number` is the place on the reserve list,
    from 1; null: the person has a seat.
    """

    id: UUID
    batch_id: UUID
    person_id: UUID
    name: str
    nik: str
    created_at: datetime
    reserve_number: int | None = None
    url: str | None = None


@post("/enrolments", tags=["enrolments"], responses=refuses(403, 409))
async def make_enrolment(request: AnyRequest, data: JSONBody[EnrolmentRequest]) -> EnrolmentReply:
    """Each person gets a link of their own, for a page that needs no account.

    In a full batch the person waits on the reserve list, which moves up in its order.
    """
    enrolled = await enrol_person(
        data.batch_id,
        data.person_id,
        nik=nik_key_of(request).seal(data.nik) if data.nik else None,
        actor=asking(request),
        now=datetime.now(UTC),
    )
    return _with_link(request, enrolled)


@post("/batches/{batch_id:uuid}/enrolments", tags=["enrolments"], responses=refuses(403, 404, 409))
async def make_enrolments(
    request: AnyRequest, batch_id: FromPath[UUID], data: JSONBody[RosterRequest]
) -> Items[EnrolmentReply]:
    """Everybody in the list, in its order, or nobody; each gets a link of their own."""
    given = [(each.name, each.phone, each.nik) for each in data.people]
    roster = list_roster(given, nik_key_of(request))
    enrolled = await enrol_people(batch_id, roster, actor=asking(request), now=datetime.now(UTC))
    return Items([_with_link(request, each) for each in enrolled], None)


@get("/enrolments", tags=["enrolments"], responses=refuses(404))
async def show_enrolments(
    request: AnyRequest,
    batch_id: Annotated[UUID | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[EnrolmentReply]:
    """Those of the asker's side, or of one batch, in the order of enrolling."""
    actor = asking(request)
    if batch_id is not None:
        await find_batch(batch_id, seen_by=actor)
    found = await list_enrolments(
        batch_id, seen_by=actor, after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, _reply, lambda enrolment: enrolment.id)


@get("/enrolments/{enrolment_id:uuid}", tags=["enrolments"])
async def show_enrolment(request: AnyRequest, enrolment_id: FromPath[UUID]) -> EnrolmentReply:
    return _reply(await find_enrolment(enrolment_id, seen_by=asking(request)))


@post(
    "/enrolments/{enrolment_id:uuid}/renew",
    tags=["enrolments"],
    status_code=200,
    responses=refuses(403),
)
async def renew_enrolment(request: AnyRequest, enrolment_id: FromPath[UUID]) -> EnrolmentReply:
    """A new personal link; the old one no longer opens anything."""
    enrolled = await renew_link(enrolment_id, actor=asking(request), now=datetime.now(UTC))
    return _with_link(request, enrolled)


@delete("/enrolments/{enrolment_id:uuid}", tags=["enrolments"], responses=refuses(403))
async def end_enrolment(request: AnyRequest, enrolment_id: FromPath[UUID]) -> None:
    await leave_batch(enrolment_id, actor=asking(request), now=datetime.now(UTC))


def _with_link(request: AnyRequest, enrolled: Enrolled) -> EnrolmentReply:
    reply = _reply(enrolled.enrolment)
    reply.url = f"{settings_of(request).public_url}/p/{enrolled.secret}"
    return reply


def _reply(enrolment: Enrolment) -> EnrolmentReply:
    return EnrolmentReply(
        id=enrolment.id,
        batch_id=enrolment.batch_id,
        person_id=enrolment.person.id,
        name=enrolment.person.name,
        nik=enrolment.person.nik.masked if enrolment.person.nik else "",
        created_at=enrolment.created_at,
        reserve_number=enrolment.reserve_number,
    )


ENROLMENTS = (
    make_enrolment,
    make_enrolments,
    show_enrolments,
    show_enrolment,
    renew_enrolment,
    end_enrolment,
)
