"""Secret addresses of calendars, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.feeds.open_feed import open_feed
from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.domain.feeds import Feed, FeedScope, FeedStyle
from lintas.domain.refusal import NotFound
from lintas.feeds.links import feed_url
from lintas.store.feeds.addresses import find_feed, list_feeds
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Request as Body
from lintas.web.bodies.types import Text

AnyRequest = Request[Any, Any, Any]


Subject = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=36,
        description="A UUID; for the scopes regency and coordinator a regency's code",
        examples=["0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", "36.04"],
    ),
]


class FeedRequest(Body):
    """Whose sessions, and for which device; `alarm_minutes` before each start.

    A coordinator's calendar shows the open conflicts of a regency at their times.
    """

    scope: FeedScope
    subject_id: Subject
    label: Text
    language: str = "id"
    alarm_minutes: Annotated[int, Meta(ge=0, le=10_080)] | None = None
    show_cancelled: bool = True
    show_tentative: bool = True


class FeedReply(Struct):
    """`url` ends in .ics and is shown this once; it is kept nowhere."""

    id: UUID
    scope: str
    subject_id: str
    label: str
    language: str
    alarm_minutes: int | None
    show_cancelled: bool
    show_tentative: bool
    created_at: datetime
    revoked_at: datetime | None
    url: str | None = None


@post("/feeds", tags=["feeds"], responses=refuses(403, 409))
async def make_feed(request: AnyRequest, data: JSONBody[FeedRequest]) -> FeedReply:
    """One address for one device, so that it can be revoked alone."""
    style = FeedStyle(
        data.label, data.language, data.alarm_minutes, data.show_cancelled, data.show_tentative
    )
    subject = _read_subject(data.scope, data.subject_id)
    opened = await open_feed(
        data.scope, subject, style, actor=asking(request), now=datetime.now(UTC)
    )
    reply = _reply(opened.feed)
    reply.url = feed_url(settings_of(request).public_url, opened.secret)
    return reply


@get("/feeds", tags=["feeds"])
async def show_feeds(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[FeedReply]:
    found = await list_feeds(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda feed: feed.id)


@get("/feeds/{feed_id:uuid}", tags=["feeds"])
async def show_feed(request: AnyRequest, feed_id: FromPath[UUID]) -> FeedReply:
    return _reply(await find_feed(feed_id, seen_by=asking(request)))


@delete("/feeds/{feed_id:uuid}", tags=["feeds"], responses=refuses(403))
async def end_feed(request: AnyRequest, feed_id: FromPath[UUID]) -> None:
    """From now on the address answers 410."""
    await revoke_feed(feed_id, actor=asking(request), now=datetime.now(UTC))


def _read_subject(scope: FeedScope, given: str) -> UUID | str:
    """Raises NotFound: it is no id, and so nothing's."""
    if scope.is_of_regency:
        return given
    try:
        return UUID(given)
    except ValueError:
        raise NotFound("subject_id", given) from None


def _reply(feed: Feed) -> FeedReply:
    return FeedReply(
        id=feed.id,
        scope=feed.scope.value,
        subject_id=str((feed.keeper if feed.scope.is_of_regency else None) or feed.subject_id),
        label=feed.style.label,
        language=feed.style.language,
        alarm_minutes=feed.style.alarm_minutes,
        show_cancelled=feed.style.show_cancelled,
        show_tentative=feed.style.show_tentative,
        created_at=feed.created_at,
        revoked_at=feed.revoked_at,
    )


FEEDS = (make_feed, show_feeds, show_feed, end_feed)
