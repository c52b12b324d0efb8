"""Whom a change would reach too late, for the pages that ask before it is made."""

from dataclasses import dataclass

from lintas.domain.foresight import Foresight, Worried, Worry
from lintas.render.messages import whatsapp_link

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
    """`counts` overlap; `more` are those left out of `people`."""

    concerned: int
    counts: tuple[tuple[str, int], ...]
    people: tuple[ToRing, ...]
    more: int


def foresight_shown(found: Foresight) -> ForesightShown:
    shown = found.to_ring[:MOST_SHOWN]
    return ForesightShown(
        concerned=found.concerned,
        counts=tuple((worry.value, len(found.those(worry))) for worry in Worry),
        people=tuple(map(_to_ring, shown)),
        more=len(found.to_ring) - len(shown),
    )


def _to_ring(each: Worried) -> ToRing:
    who = each.who
    return ToRing(
        name=who.name,
        part=who.part.value,
        worries=tuple(worry.value for worry in Worry if worry in each.worries),
        phone=who.phone,
        whatsapp=whatsapp_link(who.phone, "") if who.phone else "",
    )
