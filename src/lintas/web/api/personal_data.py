"""What is kept of one person, for programs: erased for good."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, delete
from litestar.params import FromPath

from lintas.actions.people.erase_person import erase_person
from lintas.web.api.replies import refuses
from lintas.web.asking import asking

AnyRequest = Request[Any, Any, Any]


@delete("/people/{person_id:uuid}/personal-data", tags=["people"], responses=refuses(403, 409))
async def erase_personal_data(request: AnyRequest, person_id: FromPath[UUID]) -> None:
    """Name, contacts, NIK, own words, links; rows that others count on stay. No way back.

    409 while a session to come needs the person, or an account of the person's is in use.
    """
    await erase_person(person_id, actor=asking(request), now=datetime.now(UTC))


PERSONAL_DATA = (erase_personal_data,)
