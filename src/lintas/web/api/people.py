"""People, for programs of their own side of the border."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post, put
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.people.change_person import change_person
from lintas.actions.people.facts import PersonChange, PersonFacts
from lintas.actions.people.note_nik import note_nik
from lintas.actions.people.register_person import register_person
from lintas.domain.people import Person
from lintas.store.people import find_person, list_people
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, nik_key_of
from lintas.web.bodies.types import UNSET, Identifier, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Email = Annotated[str, Meta(max_length=320)]
Nib = Annotated[str, Meta(max_length=13, examples=["1234567890123"])]
Code = Annotated[str, Meta(max_length=13, examples=["36.04"])]
Nik = Annotated[
    str,
    Meta(
        max_length=30,
        description="16 digits; kept only as a keyed hash and its last four digits",
        examples=["3604125508900001"],
    ),
]
Phone = Annotated[str, Meta(max_length=40, examples=["0812-3456-7890"])]


class PersonRequest(Body):
    """Trainers and participants alike; an account is something else."""

    name: Text
    agency_id: Identifier | None = None
    email: Email = ""
    phone: Phone = ""
    nib: Nib = ""
    born_on: date | None = None
    regency: Code | None = None


class PersonPatch(Body):
    name: Unset[Text] = UNSET
    agency_id: Unset[Identifier | None] = UNSET
    email: Unset[Email] = UNSET
    phone: Unset[Phone] = UNSET
    nib: Unset[Nib] = UNSET
    born_on: Unset[date | None] = UNSET
    regency: Unset[Code | None] = UNSET


class NikRequest(Body):
    nik: Nik


class PersonReply(Struct):
    """`phone` is E.164; `keeper` the regency that registered the person.

    `nik` shows its last four digits only.
    """

    id: UUID
    name: str
    agency_id: UUID | None
    keeper: str | None
    email: str
    phone: str
    nib: str
    born_on: date | None
    regency: str | None
    nik: str = ""


@post("/people", tags=["people"], responses=refuses(403, 409))
async def make_person(request: AnyRequest, data: JSONBody[PersonRequest]) -> PersonReply:
    """409 with a masked match when phone or e-mail belong to somebody already, anywhere."""
    facts = PersonFacts(**sent(data))
    return _reply(await register_person(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/people", tags=["people"])
async def show_people(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[PersonReply]:
    found = await list_people(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda person: person.id)


@get("/people/{person_id:uuid}", tags=["people"])
async def show_person(request: AnyRequest, person_id: FromPath[UUID]) -> PersonReply:
    return _reply(await find_person(person_id, seen_by=asking(request)))


@patch("/people/{person_id:uuid}", tags=["people"], responses=refuses(403, 409))
async def alter_person(
    request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[PersonPatch]
) -> PersonReply:
    change = PersonChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_person(person_id, change, actor=actor, now=now))


@put("/people/{person_id:uuid}/nik", tags=["people"], responses=refuses(403, 409))
async def put_nik(
    request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[NikRequest]
) -> PersonReply:
    """In place of the one that was known; of either only a keyed hash and four digits are kept."""
    nik = nik_key_of(request).seal(data.nik)
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await note_nik(person_id, nik, actor=actor, now=now))


@delete("/people/{person_id:uuid}/nik", tags=["people"], responses=refuses(403))
async def forget_nik(request: AnyRequest, person_id: FromPath[UUID]) -> None:
    await note_nik(person_id, None, actor=asking(request), now=datetime.now(UTC))


def _reply(person: Person) -> PersonReply:
    return PersonReply(
        id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        keeper=person.keeper,
        email=person.email,
        phone=person.phone,
        nib=person.nib,
        born_on=person.born_on,
        regency=person.regency,
        nik=person.nik.masked if person.nik else "",
    )


PEOPLE = (make_person, show_people, show_person, alter_person, put_nik, forget_nik)
