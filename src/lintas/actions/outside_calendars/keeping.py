"""From what was read of a calendar to what is kept, and what that does to sessions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from lintas.actions.outside_calendars.ground import Ground, OfRoom
from lintas.actions.steps.deciding import serve_queue
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.steps.serving import Freed
from lintas.domain.outside_calendars import MOST_BUSY, OutsideCalendar, Reading, SeriesRead
from lintas.domain.timespan import TimeSpan
from lintas.store.outside_calendars.added import save_calendar
from lintas.store.outside_calendars.busy import add_series, list_series, remove_series, save_copy


async def keep_series(
    calendar: OutsideCalendar,
    ground: Ground,
    reading: Reading,
    *,
    known: Collection[str] = (),
    now: datetime,
) -> OutsideCalendar:
    """As `replace_series`; what is kept is right as of now. Under the ground's locks."""
    return await replace_series(calendar.confirmed(now), ground, reading, known=known, now=now)


async def replace_series(
    calendar: OutsideCalendar,
    ground: Ground,
    reading: Reading,
    *,
    known: Collection[str] = (),
    now: datetime,
) -> OutsideCalendar:
    """Let what was read take the place of what is kept, and judge again what it touches.

    `known` are digests of what was not read again. Under the ground's locks.
    """
    before = await list_series(calendar.id)
    wanted = set(reading.digests).intersection(known)
    kept = {digest: each for digest, each in before.items() if digest in wanted}
    fresh = _bounded(
        [each for each in reading.fresh if each.digest not in kept],
        room=MOST_BUSY - sum(len(each.busy) for each in kept.values()),
    )
    await remove_series(calendar.id, before.keys() - kept.keys())
    await add_series(calendar.id, fresh, now=now)
    if reading.copy:
        await save_copy(calendar.id, reading.copy, now=now)
    after = {**kept, **{each.digest: each for each in fresh}}
    read = replace(
        calendar,
        unread=sum(1 for each in after.values() if each.unread),
        turn=calendar.turn + 1,
    )
    await save_calendar(read)
    old, new = (_busy(each.values()) for each in (before, after))
    await settle_busy(ground, sorted(new - old), now=now)
    await settle_freed(ground, sorted(old - new), now=now)
    return read


async def settle_busy(ground: Ground, spans: Sequence[TimeSpan], *, now: datetime) -> None:
    """Judge again what meets these times, at which somebody else is busy now."""
    ahead = [span for span in spans if span.end > now]
    if ahead:
        await rejudge(await ground.list_touched(ahead, now=now), now=now)


async def settle_freed(ground: Ground, spans: Sequence[TimeSpan], *, now: datetime) -> None:
    """Judge again what meets these times, at which nobody else is busy any more."""
    ahead = [span for span in spans if span.end > now]
    if not ahead:
        return
    await rejudge(await ground.list_touched(ahead, now=now), now=now)
    if isinstance(ground, OfRoom):
        # Who waits for this hall may have waited for nothing else.
        await serve_queue(Freed(frozenset({ground.room.root}), tuple(ahead)), now=now)


def _busy(series: Iterable[SeriesRead]) -> set[TimeSpan]:
    return {span for each in series for span in each.busy}


def _bounded(fresh: Sequence[SeriesRead], *, room: int) -> list[SeriesRead]:
    """Each once; those for which there is no room any more are not read."""
    found: dict[str, SeriesRead] = {}
    for each in fresh:
        if each.digest in found:
            continue
        if len(each.busy) > room:
            each = SeriesRead(each.digest, unread=("many",))
        room -= len(each.busy)
        found[each.digest] = each
    return list(found.values())
