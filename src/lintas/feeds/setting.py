"""Setting events: each session once after each change, for each kind of reader, by anybody."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from lintas.domain.bookings import SessionId
from lintas.feeds.shelf import Shelf
from lintas.render.events import render_event
from lintas.render.occasions import Telling, make_conflict_occasion, make_occasion
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.feeds.contents import Revision
from lintas.store.feeds.printed import PrintedEvent, find_printed_events, keep_printed_events

# Names the words and their order here and in render: raise it when either changes.
FORM = "5"
WRITER = version("icalendar")
# Bytes of events kept for the next who asks.
EVENTS_KEPT = 16 * 1024 * 1024
# Rendering one event takes up to a millisecond: after so many, others have their turn.
AT_A_TIME = 10


@dataclass(frozen=True, slots=True)
class Forme:
    """What is to be set, in its order, each with its fingerprint; what is there, and the rest."""

    telling: Telling
    wanted: dict[str, str]
    there: dict[str, PrintedEvent]
    unset: dict[str, tuple[Revision, Card]]


class Setter:
    """One for each process. `renderings` counts how many events it had to set itself."""

    def __init__(self) -> None:
        self.renderings = 0
        self._events: Shelf[tuple[str, str], PrintedEvent] = Shelf(
            EVENTS_KEPT, lambda event: len(event.told)
        )

    async def gather(self, revisions: Iterable[Revision], telling: Telling) -> Forme:
        """Inside the snapshot that the revisions are of."""
        manner = telling.manner
        by_id = {f"{each.id}.{manner}": each for each in revisions}
        wanted = {key: _fingerprint(each, telling) for key, each in by_id.items()}
        # Held here, not only on the shelf: whatever is rendered meanwhile may push it off.
        there = {
            key: event for key, mark in wanted.items() if (event := self._events.get((key, mark)))
        }
        unknown = {key: mark for key, mark in wanted.items() if key not in there}
        there |= await find_printed_events(unknown)
        unset = [SessionId(by_id[key].session_id) for key in wanted if key not in there]
        cards = await list_cards(await list_sessions_named({*unset}))
        of_session = {card.session.id: card for card in cards}
        unset_cards = {
            key: (revision, of_session[SessionId(revision.session_id)])
            for key, revision in by_id.items()
            if key not in there
        }
        return Forme(telling, wanted, there, unset_cards)

    async def finish(self, forme: Forme) -> list[PrintedEvent]:
        """All of them, in their order. Not inside a transaction: others are to have them too."""
        ready, fresh = [], []
        for key, mark in forme.wanted.items():
            event = forme.there.get(key)
            if event is None:
                event = self._render(key, mark, forme.unset[key], forme.telling)
                fresh.append(event)
                if len(fresh) % AT_A_TIME == 0:
                    await asyncio.sleep(0)
            self._events.put((key, mark), event)
            ready.append(event)
        await keep_printed_events(fresh)
        return ready

    def _render(
        self, key: str, mark: str, unset: tuple[Revision, Card], telling: Telling
    ) -> PrintedEvent:
        self.renderings += 1
        revision, card = unset
        if revision.conflict:
            occasion = make_conflict_occasion(revision.told_conflict, card, telling)
        else:
            occasion = make_occasion(card, telling)
        told = render_event(occasion, card.zone, telling.language)
        return PrintedEvent(key, card.session.id, mark, card.zone.key, told)


def _fingerprint(revision: Revision, telling: Telling) -> str:
    told = "\x1e".join((FORM, WRITER, telling.public_url, *revision))
    return hashlib.sha256(told.encode()).hexdigest()[:32]
