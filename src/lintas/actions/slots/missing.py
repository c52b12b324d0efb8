"""Plans that came near: of rooms that don't fit, or of days and places nobody looked for."""

from collections.abc import Iterator
from datetime import datetime

from lintas.actions.slots.days import each_day, is_looked_at
from lintas.domain.agencies import RegencyCode
from lintas.domain.plans import Plan
from lintas.domain.slots import Beyond, SlotWish
from lintas.store.availability.places import Place, Places


def is_meant(place: Place, wish: SlotWish) -> bool:
    """Whether it is where somebody looks."""
    venue, room = place
    return (
        (wish.regency is None or venue.regency == wish.regency)
        and (not wish.district or venue.district == wish.district)
        and (wish.venue_id is None or venue.id == wish.venue_id)
        and (wish.room_id is None or room.id == wish.room_id)
    )


def list_fitting(wish: SlotWish, places: Places, asker: RegencyCode | None) -> list[int]:
    able = places.list_fitting(wish.headcount, wish.layout, wish.equipment, asker)
    if not (wish.regency or wish.district or wish.venue_id or wish.room_id):
        return able
    return [number for number in able if is_meant(places.rooms[number], wish)]


def list_short(
    wish: SlotWish, places: Places, asker: RegencyCode | None, *, most: int
) -> list[int]:
    """Of rooms that don't fit, those that lack the fewest tools, then the fewest seats.

    Where nothing stands at all that is looked at, rooms that fit elsewhere, the same regency first.
    """
    meant = [n for n, place in enumerate(places.rooms) if is_meant(place, wish)]
    if not meant:
        able = places.list_fitting(wish.headcount, wish.layout, wish.equipment, asker)
        able.sort(key=lambda n: (places.rooms[n][0].regency != wish.regency, n))
        return able[:most]
    fitting = frozenset(places.list_fitting(wish.headcount, wish.layout, wish.equipment, asker))
    tools = [places.find_tool(kind, asker) for kind in wish.equipment]
    short = []
    for number in meant:
        if number not in fitting:
            seats = places.rooms[number][1].capacity(wish.layout)
            lacking = 0 if seats is None else max(wish.headcount - seats, 0)
            short.append((sum(not there[number] for there in tools), lacking, number))
    return [number for _, _, number in sorted(short)[:most]]


def list_beyond(plan: Plan, wish: SlotWish, *, now: datetime) -> Iterator[Beyond]:
    """What of a plan was not looked for."""
    if not is_meant((plan.venue, plan.room), wish):
        yield Beyond.PLACE
    if len(plan.sessions) < wish.sessions:
        yield Beyond.TOO_FEW_DAYS
    looked_at = {day for day in each_day(wish) if is_looked_at(day, wish)}
    if any(each.span.days(plan.venue.zone)[0] not in looked_at for each in plan.sessions):
        yield Beyond.HOLIDAYS
    if any(each.span.start <= now for each in plan.sessions):
        yield Beyond.PAST
