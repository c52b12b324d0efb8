"""What replies are made of, for programs."""

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from msgspec import Struct

from lintas.domain.refusal import Fault
from lintas.web.bodies.reading import Malformed
from lintas.web.problems import MEDIA_TYPE, Problem

T = TypeVar("T")
Reply = TypeVar("Reply")

MOST_ITEMS = 200

# The two parameters of every list: `limit: Limit = 100, cursor: Cursor = None`.
Limit = Annotated[int, QueryParameter(ge=1, le=MOST_ITEMS, description="How many at most")]
Cursor = Annotated[
    str | None, QueryParameter(description="The `next` of the page before", max_length=100)
]


class Items(Struct, Generic[T]):
    """One page of a list; `next` is the cursor of the page behind it, null on the last."""

    items: Sequence[T]
    next: str | None


def page_of(
    found: Sequence[T], limit: int, reply: Callable[[T], Reply], key: Callable[[T], object]
) -> Items[Reply]:
    """From `limit + 1` things, or all if there are fewer: the one too many tells of more.

    `key` is what the list is sorted by, and what its `after` takes.
    """
    shown = found[:limit]
    more = len(found) > limit
    return Items([reply(each) for each in shown], str(key(shown[-1])) if more else None)


def read_cursor(cursor: str | None) -> UUID | None:
    """The `after` of lists that are sorted by id.

    Raises:
        Malformed: no cursor that we gave out.
    """
    try:
        return UUID(cursor) if cursor else None
    except ValueError as error:
        raise Malformed(faults=(Fault("cursor", cursor, "cursor"),)) from error


def refuses(*statuses: int) -> dict[int, ResponseSpec]:
    """For `responses=` of a handler: what it answers besides what all do (see web/openapi.py)."""
    return {
        status: ResponseSpec(
            Problem, generate_examples=False, description=REFUSED[status], media_type=MEDIA_TYPE
        )
        for status in statuses
    }


REFUSED = {
    400: "The request can't be read: its form is wrong, or a field is missing or unknown.",
    401: "No bearer token came, or none that is in force.",
    403: "The asker's role doesn't allow this.",
    404: "Something is named that is unknown, or that the asker may not use so.",
    409: "The state of things stands against it; a plan that clashes lists its findings.",
    412: "It has changed since the version in If-Match.",
    413: "The body exceeds 1 MiB.",
    415: "The body doesn't say that it is JSON.",
    422: "Right in form, but a value can't be what anybody means.",
    429: "Too many tries.",
    500: "A bug of ours; the answer bears the reference of its log entry.",
    503: "The database can't serve just now; nothing was changed.",
}
