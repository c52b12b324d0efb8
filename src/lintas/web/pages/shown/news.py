"""What has just been told, as a text ready for WhatsApp: people press send, nobody else does."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lintas.domain.people import Actor
from lintas.render.messages import OWN_PAGE, say_message, whatsapp_link
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
    reader: str = "",
) -> list[NewsShown]:
    """The latest news on each of these subjects, which the actor sees.

    `reader` is the fact of that name in what anybody may be sent: see render.messages.
    """
    return [
        _shown(told, public_url, reader)
        for told in await list_told(subject_ids, kinds, seen_by=seen_by)
    ]


def _shown(told: Told, public_url: str, reader: str) -> NewsShown:
    for_all = {**told.facts, "reader": reader} if reader else told.facts
    wording = say_message(told.kind, for_all, public_url=public_url)
    # Who has no account opens a page of the own, and nothing else of ours.
    own = {
        has_account: say_message(
            told.kind,
            told.facts if has_account else {**told.facts, "reader": OWN_PAGE},
            public_url=public_url,
        ).whatsapp
        for has_account in (True, False)
    }
    phoned = [each for each in told.reached if each.phone][:MOST_READERS]
    return NewsShown(
        subject=wording.subject,
        text=wording.whatsapp,
        anybody=whatsapp_link("", wording.whatsapp),
        readers=tuple(
            (each.name, whatsapp_link(each.phone, own[each.has_account])) for each in phoned
        ),
        count=told.count,
    )
