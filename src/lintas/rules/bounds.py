"""Laws that a room's keeper sets for it: how early, how late, how long."""

from collections.abc import Iterator
from datetime import timedelta

from lintas.domain.bookings import Origin
from lintas.domain.plans import Plan
from lintas.rules.rule import Clash, Party, Situation, blocks
from lintas.rules.venues import list_in_room


@blocks
def booking_window(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A room is asked for neither later nor earlier than its keeper allows."""
    # What was agreed on the telephone is written down by the keeper.
    if plan.stands or plan.origin is Origin.RECORDED:
        return
    room, zone = plan.room, plan.venue.zone
    if not room.notice_days and room.horizon_days is None:
        return
    today = (plan.asked_at or situation.now).astimezone(zone).date()
    for index, session in list_in_room(plan):
        day = session.span.start.astimezone(zone).date()
        ahead = (day - today).days
        # What has begun already is recorded, not asked for.
        if room.notice_days and 0 <= ahead < room.notice_days:
            kind, limit = "late", room.notice_days
        elif room.horizon_days is not None and ahead > room.horizon_days:
            kind, limit = "early", room.horizon_days
        else:
            continue
        evidence = {"kind": kind, "day": day, "limit": limit}
        yield Clash(index, Party("room", room.id, room.name), evidence)


@blocks
def longest_use(plan: Plan, _: Situation) -> Iterator[Clash]:
    """A room is used no longer at a time than its keeper allows."""
    longest = plan.room.longest_minutes
    if longest is None:
        return
    for index, session in list_in_room(plan):
        if session.span.length > timedelta(minutes=longest):
            evidence = {"longest": longest, "wanted": session.span}
            yield Clash(index, Party("room", plan.room.id, plan.room.name), evidence)
