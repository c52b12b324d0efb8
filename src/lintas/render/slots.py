"""Why a free slot is offered, in words."""

from collections.abc import Iterator

from lintas.actions.slots.find_slots import Offer
from lintas.domain.venues import Approval
from lintas.render.catalogues.slots import BEYOND, WHY


def say_why(offer: Offer, language: str = "id") -> tuple[str, ...]:
    """What speaks for it, most telling first."""
    words = WHY[language]
    return tuple(words[key].format(**facts) for key, facts in _reasons(offer))


def say_beyond(miss: Offer, language: str = "id") -> tuple[str, ...]:
    """What of a plan that came near was not looked for; empty: laws alone stood against it."""
    return tuple(BEYOND[language][each] for each in miss.beyond)


def _reasons(offer: Offer) -> Iterator[tuple[str, dict[str, object]]]:
    plan = offer.plan
    if offer.warnings:
        yield "reasons", {"count": offer.warnings}
    else:
        yield "clear", {}
    hours = {each.span.local(plan.venue.zone)[0].time() for each in plan.sessions}
    if len(plan.sessions) > 1 and len(hours) == 1:
        yield "same_hours", {}
    seats = plan.room.capacity(plan.layout)
    if seats is not None:
        yield "seats", {"seats": seats}
    if offer.kilometres is not None:
        yield "distance", {"kilometres": round(offer.kilometres)}
    yield ("at_once" if plan.room.approval is Approval.NONE else "decided"), {}
