"""What those are sent who know nothing of a change yet."""

from collections.abc import Mapping
from typing import TypeAlias

from lintas.actions.schedules.tell_reach import VersionReach
from lintas.domain.reach import Part
from lintas.render.reach import say_session_change, say_version
from lintas.store.bookings.cards import Card
from lintas.store.bookings.changes import list_cancellations, list_shifts

# By what they have to do with it.
TextOf: TypeAlias = Mapping[Part, str]


async def texts_of_session(card: Card, public_url: str) -> TextOf:
    shifts = await list_shifts([card.session])
    reasons = await list_cancellations([card.session])
    reason = reasons.get(card.session.id, "") or (shifts[-1].reason if shifts else "")
    return {
        part: say_session_change(card, shifts, reason, part, public_url=public_url) for part in Part
    }


def texts_of_version(found: VersionReach, public_url: str) -> TextOf:
    title, version = found.batch.title, found.version
    return {
        part: say_version(title, version, found.changes, part, public_url=public_url)
        for part in Part
    }
