"""The catalogue of programs, for programs."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import QueryParameter
from msgspec import Struct

from lintas.domain.programs import Category
from lintas.store.sharing.catalogue import Listed, list_catalogue
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor


class ListedReply(Struct):
    """What everybody may know; `adopted` counts the governments that took it on."""

    id: UUID
    title: str
    field: str
    category: str
    regency: str | None
    agency: str
    jp_total: int | None
    min_participants: int | None
    max_participants: int | None
    adopted: int


@get("/catalogue", tags=["programs"])
async def show_catalogue(
    category: Annotated[Category | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[ListedReply]:
    """Programs that their keepers list for every government, as registered."""
    found = await list_catalogue(category, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda listed: listed.id)


def _reply(listed: Listed) -> ListedReply:
    return ListedReply(
        id=listed.id,
        title=listed.title,
        field=listed.field,
        category=listed.category.value,
        regency=listed.keeper,
        agency=listed.agency_name,
        jp_total=listed.jp_total,
        min_participants=listed.min_participants,
        max_participants=listed.max_participants,
        adopted=listed.adopted,
    )
