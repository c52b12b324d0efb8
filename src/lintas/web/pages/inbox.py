"""The inbox: what one was told, newest first, each leading to what it is about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.messages.mark_read import mark_all_read, mark_read
from lintas.render.messages import DEFAULT_ZONE, LINKED, Wording, say_message, whatsapp_link
from lintas.render.reading_on import led_on, list_led_to
from lintas.render.times import say_moment
from lintas.store.messages.inbox import InboxMessage, list_inbox
from lintas.store.messages.own_pages import list_closed
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.html import Page, go, show

# Each bears the text for WhatsApp a second time, in its link.
ON_A_PAGE = 15


@dataclass(frozen=True, slots=True)
class MessageShown:
    """`address` is where it leads, empty where nothing is to be seen."""

    id: UUID
    subject: str
    lines: tuple[str, ...]
    at: str
    is_read: bool
    address: str
    whatsapp: str


@get("/pesan")
async def show_inbox(
    request: AnyRequest, after: Annotated[UUID | None, QueryParameter(name="sesudah")] = None
) -> Page:
    found = await list_inbox(asking(request).id, after=after, limit=ON_A_PAGE + 1)
    public_url = settings_of(request).public_url
    closed = await list_closed(list_led_to(each.facts for each in found), asking(request).id)
    shown = [
        _shown(replace(each, facts=led_on(each.facts, closed)), public_url)
        for each in found[:ON_A_PAGE]
    ]
    return await show(
        request,
        "inbox.html",
        messages=shown,
        more=shown[-1].id if len(found) > ON_A_PAGE else None,
    )


@post("/pesan/{message_id:uuid}/baca")
async def read_message(request: AnyRequest, message_id: FromPath[UUID]) -> Page:
    await mark_read(message_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, "/pesan")


@post("/pesan/baca")
async def read_all(request: AnyRequest) -> Page:
    await mark_all_read(actor=asking(request), now=datetime.now(UTC))
    return go(request, "/pesan", flash="all_read")


def _shown(message: InboxMessage, public_url: str) -> MessageShown:
    said = say_message(message.kind, message.facts, public_url=public_url)
    zone = ZoneInfo(str(message.facts.get("zone") or DEFAULT_ZONE))
    return MessageShown(
        id=message.id,
        subject=said.subject,
        lines=tuple(_lines(said, public_url)),
        at=say_moment(message.created_at, zone),
        is_read=message.read_at is not None,
        address=_address(message.facts),
        whatsapp=whatsapp_link("", said.whatsapp),
    )


def _lines(said: Wording, public_url: str) -> Iterator[str]:
    """What the subject doesn't tell already; the link becomes a link."""
    for line in said.whatsapp.split("\n")[1:]:
        value = line.partition(": ")[2]
        if public_url not in line and (not value or value not in said.subject):
            yield line


def _address(facts: Mapping[str, Any]) -> str:
    """The page that the text leads to, without where we are."""
    given = str(facts.get("link") or "")
    if given.startswith("/"):
        return given
    found = (f"/{path}/{facts[name]}" for name, path in LINKED.items() if facts.get(name))
    return next(found, "")


INBOX = (show_inbox, read_message, read_all)
