"""A room's or a trainer's other calendar counts no more, and nothing of it is kept."""

from datetime import datetime
from uuid import UUID

from lintas.actions.outside_calendars.ground import ground_of
from lintas.actions.outside_calendars.keeping import settle_freed
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.domain.people import Actor
from lintas.store.outside_calendars.added import find_calendar
from lintas.store.outside_calendars.added import remove_calendar as forget_calendar
from lintas.store.outside_calendars.busy import list_series
from lintas.store.transaction import retrying, writing


@retrying
async def remove_calendar(calendar_id: UUID, *, actor: Actor, now: datetime) -> None:
    """What it alone stood against is free again; conflicts that were about it are over.

    Raises:
        NotFound: no such calendar of what the actor keeps.
        NotAllowed: the actor keeps nothing.
    """
    calendar = await find_calendar(calendar_id, seen_by=actor)
    ground = await ground_of(calendar)
    ground.check_permission(actor)
    locks = await ground.locks(now=now)
    async with writing(*locks):
        calendar = await find_calendar(calendar_id, seen_by=actor)
        ground = await ground_of(calendar)
        check_locked(await ground.locks(now=now), locks)
        gone = {span for each in (await list_series(calendar.id)).values() for span in each.busy}
        await forget_calendar(calendar.id, now=now)
        await settle_freed(ground, sorted(gone), now=now)
        told = {"calendar": calendar.id, "host": calendar.host}
        subject = ("room", calendar.room_id) if calendar.room_id else ("person", calendar.person_id)
        await audit(actor, "remove_calendar", subject, before=told, now=now)
