"""Whom a change would reach too late, for the pages that ask before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lintas.actions.bookings.move_series import Scope, in_scope
from lintas.actions.schedules.foresee_news import foresee_all_news
from lintas.actions.schedules.score_foresight import sum_so_far
from lintas.domain.bookings import Booking
from lintas.domain.estimates import Score
from lintas.domain.foresight import Foresight, Worried, Worry
from lintas.domain.people import Actor
from lintas.render.foresight import say_limits, say_so_far, say_to_ring, say_worry
from lintas.render.messages import whatsapp_link
from lintas.store.bookings.cards import Card, list_cards

# More would not fit a page that phones load; the counts tell of all.
MOST_SHOWN = 15


@dataclass(frozen=True, slots=True)
class ToRing:
    """`whatsapp` and `phone` are empty where the number is unknown, or not for the asker."""

    name: str
    part: str
    worries: tuple[str, ...]
    phone: str
    whatsapp: str


@dataclass(frozen=True, slots=True)
class ForesightShown:
    """In words. `counts` overlap; `more` are those left out of `people`; `notes` are its limits."""

    title: str
    counts: tuple[tuple[str, int], ...]
    people: tuple[ToRing, ...]
    more: int
    notes: tuple[str, ...]


async def show_foresight(cards: Sequence[Card], *, actor: Actor, now: datetime) -> ForesightShown:
    """Of changing all these at once, at least one, now."""
    found = await foresee_all_news(cards, actor=actor, now=now)
    return foresight_shown(found, await sum_so_far(cards[0].keeper, now=now))


async def together_with(card: Card, booking: Booking, scope: str) -> Sequence[Card]:
    """Of all that move together, as far as that was said."""
    if scope not in {Scope.FOLLOWING, Scope.ALL}:
        return [card]
    sessions = in_scope(booking, card.session, Scope(scope), now=datetime.now(UTC))
    return await list_cards(sessions)


def foresight_shown(found: Foresight, so_far: Score) -> ForesightShown:
    shown = found.to_ring[:MOST_SHOWN]
    counts = ((say_worry(worry), len(found.those(worry))) for worry in Worry)
    return ForesightShown(
        title=say_to_ring(found),
        counts=tuple((f"{text[:1].upper()}{text[1:]}", n) for text, n in counts if n),
        people=tuple(map(_to_ring, shown)),
        more=len(found.to_ring) - len(shown),
        notes=(say_limits(), *say_so_far(so_far)),
    )


def _to_ring(each: Worried) -> ToRing:
    who = each.who
    return ToRing(
        name=who.name,
        part=who.part.value,
        worries=tuple(say_worry(worry) for worry in Worry if worry in each.worries),
        phone=who.phone,
        whatsapp=whatsapp_link(who.phone, "") if who.phone else "",
    )
