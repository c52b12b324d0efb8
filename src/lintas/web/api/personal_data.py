"""What is kept of one person, for programs: copied, or erased for good."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, delete, get
from litestar.params import FromPath

from lintas.actions.people.erase_person import erase_person
from lintas.actions.people.export_personal_data import export_of_person, export_own
from lintas.web.api.replies import refuses
from lintas.web.asking import asking

AnyRequest = Request[Any, Any, Any]
Kept = dict[str, list[dict[str, Any]]]


@get("/me/personal-data", tags=["people"])
async def tell_own_data(request: AnyRequest) -> Kept:
    """Of the account and of the person whose it is: by kind, lists of facts."""
    return dict(await export_own(actor=asking(request)))


@get("/people/{person_id:uuid}/personal-data", tags=["people"], responses=refuses(403))
async def tell_personal_data(request: AnyRequest, person_id: FromPath[UUID]) -> Kept:
    """For the coordinator to hand over to whom it is about; each use is audited."""
    actor, now = asking(request), datetime.now(UTC)
    return dict(await export_of_person(person_id, actor=actor, now=now))


@delete("/people/{person_id:uuid}/personal-data", tags=["people"], responses=refuses(403, 409))
async def erase_personal_data(request: AnyRequest, person_id: FromPath[UUID]) -> None:
    """Name, contacts, NIK, own words, links; rows that others count on stay. No way back.

    409 while a session to come needs the person, or an account of the person's is in use.
    """
    await erase_person(person_id, actor=asking(request), now=datetime.now(UTC))


PERSONAL_DATA = (tell_own_data, tell_personal_data, erase_personal_data)
