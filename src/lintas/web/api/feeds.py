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
from lintas.feeds.links import feed_url
from lintas.store.feeds.addresses import find_feed, list_feeds
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Identifier, Text
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class FeedRequest(Body):
    """Whose sessions, and for which device; `alarm_minutes` before each start."""

    scope: FeedScope
    subject_id: Identifier
    label: Text
    language: str = "id"
    alarm_minutes: Annotated[int, Meta(ge=0, le=10_080)] | None = None


class FeedReply(Struct):
    """`url` ends in .ics and is shown this once; it is kept nowhere."""

    id: UUID
    scope: str
    subject_id: UUID
    label: str
    language: str
    alarm_minutes: int | None
    created_at: datetime
    revoked_at: datetime | None
    url: str | None = None


@post("/feeds", tags=["feeds"], responses=refuses(403, 409))
async def make_feed(request: AnyRequest, data: JSONBody[FeedRequest]) -> FeedReply:
    """One address for one device, so that it can be revoked alone."""
    style = FeedStyle(data.label, data.language, data.alarm_minutes)
    opened = await open_feed(
        data.scope, data.subject_id, style, actor=asking(request), now=datetime.now(UTC)
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


def _reply(feed: Feed) -> FeedReply:
    return FeedReply(
        id=feed.id,
        scope=feed.scope.value,
        subject_id=feed.subject_id,
        label=feed.style.label,
        language=feed.style.language,
        alarm_minutes=feed.style.alarm_minutes,
        created_at=feed.created_at,
        revoked_at=feed.revoked_at,
    )


FEEDS = (make_feed, show_feeds, show_feed, end_feed)
