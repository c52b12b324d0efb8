"""The inbox, for programs."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, get, post
from litestar.params import FromPath
from msgspec import Struct

from lintas.actions.messages.mark_read import mark_read
from lintas.render.messages import say_message
from lintas.store.messages.inbox import InboxMessage, find_inbox_message, list_inbox
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor
from lintas.web.asking import asking, settings_of
from lintas.web.languages import language_of

AnyRequest = Request[Any, Any, Any]


class MessageReply(Struct):
    """`subject` and `body` in the reader's language; `whatsapp` is ready for a person to send."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    created_at: datetime
    read_at: datetime | None
    subject: str
    body: str
    whatsapp: str
    facts: dict[str, Any]


@get("/messages", tags=["messages"])
async def show_messages(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[MessageReply]:
    """One's own, newest first."""
    found = await list_inbox(asking(request).id, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, lambda each: _reply(request, each), lambda each: each.id)


@get("/messages/{message_id:uuid}", tags=["messages"])
async def show_message(request: AnyRequest, message_id: FromPath[UUID]) -> MessageReply:
    return _reply(request, await find_inbox_message(message_id, asking(request).id))


@post("/messages/{message_id:uuid}/read", tags=["messages"], status_code=200)
async def note_read(request: AnyRequest, message_id: FromPath[UUID]) -> MessageReply:
    actor = asking(request)
    await mark_read(message_id, actor=actor, now=datetime.now(UTC))
    return _reply(request, await find_inbox_message(message_id, actor.id))


def _reply(request: AnyRequest, message: InboxMessage) -> MessageReply:
    wording = say_message(
        message.kind,
        message.facts,
        language_of(request),
        public_url=settings_of(request).public_url,
    )
    return MessageReply(
        id=message.id,
        kind=message.kind,
        subject_kind=message.subject_kind,
        subject_id=message.subject_id,
        created_at=message.created_at,
        read_at=message.read_at,
        subject=wording.subject,
        body=wording.body,
        whatsapp=wording.whatsapp,
        facts=dict(message.facts),
    )


MESSAGES = (show_messages, show_message, note_read)
