"""What trainers can teach and when they are away, for programs of their own side."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.people.note_absence import (
    AbsenceChange,
    AbsenceFacts,
    change_absence,
    drop_absence,
    find_kept_absence,
    note_absence,
)
from lintas.actions.people.note_qualification import (
    QualificationChange,
    QualificationFacts,
    change_qualification,
    drop_qualification,
    find_kept_qualification,
    note_qualification,
)
from lintas.domain.teaching import Absence, Qualification
from lintas.store.people import find_person
from lintas.store.skills import list_absences, list_qualifications
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Instant, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Field = Annotated[str, Meta(min_length=1, max_length=200)]
Level = Annotated[str, Meta(max_length=60)]
Certificate = Annotated[str, Meta(max_length=300)]


class QualificationRequest(Body):
    """`valid_until` is the last day; none: for good."""

    field: Field
    level: Level = ""
    certificate: Certificate = ""
    valid_until: date | None = None


class QualificationPatch(Body):
    field: Unset[Field] = UNSET
    level: Unset[Level] = UNSET
    certificate: Unset[Certificate] = UNSET
    valid_until: Unset[date | None] = UNSET


class QualificationReply(Struct):
    id: UUID
    person_id: UUID
    field: str
    level: str
    certificate: str
    valid_until: date | None


class AbsenceRequest(Body):
    starts_at: Instant
    ends_at: Instant
    reason: Text


class AbsencePatch(Body):
    starts_at: Unset[Instant] = UNSET
    ends_at: Unset[Instant] = UNSET
    reason: Unset[Text] = UNSET


class AbsenceReply(Struct):
    id: UUID
    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str


@post("/people/{person_id:uuid}/qualifications", tags=["people"], responses=refuses(403))
async def make_qualification(
    request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[QualificationRequest]
) -> QualificationReply:
    facts = QualificationFacts(person_id=person_id, **sent(data))
    return _skill(await note_qualification(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/people/{person_id:uuid}/qualifications", tags=["people"])
async def show_qualifications(
    request: AnyRequest, person_id: FromPath[UUID]
) -> Items[QualificationReply]:
    person = await find_person(person_id, seen_by=asking(request))
    return Items([_skill(each) for each in await list_qualifications([person.id])], None)


@get("/qualifications/{qualification_id:uuid}", tags=["people"], responses=refuses(403))
async def show_qualification(
    request: AnyRequest, qualification_id: FromPath[UUID]
) -> QualificationReply:
    return _skill(await find_kept_qualification(qualification_id, asking(request)))


@patch("/qualifications/{qualification_id:uuid}", tags=["people"], responses=refuses(403))
async def alter_qualification(
    request: AnyRequest, qualification_id: FromPath[UUID], data: JSONBody[QualificationPatch]
) -> QualificationReply:
    change = QualificationChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _skill(await change_qualification(qualification_id, change, actor=actor, now=now))


@delete("/qualifications/{qualification_id:uuid}", tags=["people"], responses=refuses(403))
async def end_qualification(request: AnyRequest, qualification_id: FromPath[UUID]) -> None:
    await drop_qualification(qualification_id, actor=asking(request), now=datetime.now(UTC))


@post("/people/{person_id:uuid}/absences", tags=["people"], responses=refuses(403))
async def make_absence(
    request: AnyRequest, person_id: FromPath[UUID], data: JSONBody[AbsenceRequest]
) -> AbsenceReply:
    """What the person was to teach then becomes a conflict."""
    facts = AbsenceFacts(person_id=person_id, **sent(data))
    return _absence(await note_absence(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/people/{person_id:uuid}/absences", tags=["people"])
async def show_absences(request: AnyRequest, person_id: FromPath[UUID]) -> Items[AbsenceReply]:
    """Those that are not over, earliest first."""
    person = await find_person(person_id, seen_by=asking(request))
    found = await list_absences([person.id], since=datetime.now(UTC))
    return Items([_absence(each) for each in found], None)


@get("/absences/{absence_id:uuid}", tags=["people"], responses=refuses(403))
async def show_absence(request: AnyRequest, absence_id: FromPath[UUID]) -> AbsenceReply:
    return _absence(await find_kept_absence(absence_id, asking(request)))


@patch("/absences/{absence_id:uuid}", tags=["people"], responses=refuses(403))
async def alter_absence(
    request: AnyRequest, absence_id: FromPath[UUID], data: JSONBody[AbsencePatch]
) -> AbsenceReply:
    change = AbsenceChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _absence(await change_absence(absence_id, change, actor=actor, now=now))


@delete("/absences/{absence_id:uuid}", tags=["people"], responses=refuses(403))
async def end_absence(request: AnyRequest, absence_id: FromPath[UUID]) -> None:
    await drop_absence(absence_id, actor=asking(request), now=datetime.now(UTC))


def _skill(skill: Qualification) -> QualificationReply:
    return QualificationReply(
        id=skill.id,
        person_id=skill.person_id,
        field=skill.field,
        level=skill.level,
        certificate=skill.certificate,
        valid_until=skill.valid_until,
    )


def _absence(absence: Absence) -> AbsenceReply:
    return AbsenceReply(
        id=absence.id,
        person_id=absence.person_id,
        starts_at=absence.span.start,
        ends_at=absence.span.end,
        reason=absence.reason,
    )


SKILLS = (
    make_qualification,
    show_qualifications,
    show_qualification,
    alter_qualification,
    end_qualification,
    make_absence,
    show_absences,
    show_absence,
    alter_absence,
    end_absence,
)
