"""What has just been told, as a text ready for WhatsApp: people press send, nobody else does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lintas.domain.people import Actor
from lintas.render.messages import say_message, whatsapp_link
from lintas.store.bookings.told import Told, list_told

# Each link holds the whole text: more would not fit a page that phones load. Groups do better.
MOST_READERS = 10


@dataclass(frozen=True, slots=True)
class NewsShown:
    """`anybody` lets people pick a chat or a group; `readers` are (name, link to their chat)."""

    subject: str
    text: str
    anybody: str
    readers: tuple[tuple[str, str], ...]
    count: int


async def list_news(
    subject_ids: Iterable[UUID],
    kinds: Iterable[str],
    *,
    seen_by: Actor,
    public_url: str,
    **facts: Any,
) -> list[NewsShown]:
    """The latest news on each of these subjects, which the actor sees.

    `facts` stand over those it was told with.
    """
    return [
        _shown(told, {**told.facts, **facts}, public_url)
        for told in await list_told(subject_ids, kinds, seen_by=seen_by)
    ]


def _shown(told: Told, facts: dict[str, Any], public_url: str) -> NewsShown:
    wording = say_message(told.kind, facts, public_url=public_url)
    phoned = [each for each in told.reached if each.phone]
    return NewsShown(
        subject=wording.subject,
        text=wording.whatsapp,
        anybody=whatsapp_link("", wording.whatsapp),
        readers=tuple(
            (each.name, whatsapp_link(each.phone, wording.whatsapp))
            for each in phoned[:MOST_READERS]
        ),
        count=told.count,
    )
