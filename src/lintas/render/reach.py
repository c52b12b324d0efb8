"""What somebody who knows nothing of a change yet is sent, ready for WhatsApp."""

from collections.abc import Iterable, Mapping
from typing import Any

from lintas.actions.steps.announcing import facts_of
from lintas.domain.bookings import SessionState
from lintas.domain.reach import Part
from lintas.domain.schedules import Change, Version, write_change
from lintas.render.messages import GROUP, LINKED_ALREADY, say_message
from lintas.store.bookings.cards import Card
from lintas.store.bookings.changes import Shift

# More doesn't fit into a chat.
MOST_CHANGES = 6
READERS: Mapping[Part, str] = {Part.ATTENDS: GROUP, Part.TEACHES: LINKED_ALREADY}


def say_session_change(
    card: Card, shifts: Iterable[Shift], reason: str, part: Part, *, public_url: str
) -> str:
    """How a session is now, and how it was before its last move.

    It bears no link: everybody has one, which is a secret that we don't keep.
    """
    facts: dict[str, Any] = {**facts_of([card]), "reason": reason, "reader": READERS[part]}
    del facts["purpose"]
    if card.session.state is SessionState.CANCELLED:
        kind = "session_put_off" if card.session.postponed else "session_cancelled"
        return say_message(kind, facts, public_url=public_url).whatsapp
    last = max(shifts, key=lambda each: each.at, default=None)
    if last is None:
        return say_message("session_stands", facts, public_url=public_url).whatsapp
    facts["was"] = {
        "starts_at": last.span.start.isoformat(),
        "ends_at": last.span.end.isoformat(),
        "room": last.place,
        "venue": "",
    }
    return say_message("session_moved", facts, public_url=public_url).whatsapp


def say_version(
    title: str, version: Version, changes: Iterable[Change], part: Part, *, public_url: str
) -> str:
    """What a version of a schedule changed."""
    facts = {
        "title": title,
        "changes": [write_change(each) for each in list(changes)[:MOST_CHANGES]],
        "reason": version.note,
        "reader": READERS[part],
    }
    return say_message("schedule_published", facts, public_url=public_url).whatsapp
