"""A worker has looked at a calendar: it is the same, another, or could not be had."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lintas.actions.outside_calendars.ground import ground_of
from lintas.actions.outside_calendars.keeping import keep_series
from lintas.actions.steps.locking import check_locked
from lintas.domain.outside_calendars import OutsideCalendar, Reading, next_look
from lintas.store.outside_calendars.added import (
    Source,
    find_any_calendar,
    save_calendar,
    save_source,
)
from lintas.store.outside_calendars.busy import count_busy, list_series
from lintas.store.transaction import retrying, writing

# What shrinks to less than a fifth is believed only when it comes so twice.
_SUDDEN = 5
GONE = 410


@retrying
async def note_reading(
    seen: OutsideCalendar,
    reading: Reading,
    source: Source,
    *,
    known: Collection[str] = (),
    now: datetime,
) -> bool:
    """Keep what was read, and judge again what it touches; no: it was overtaken, or is doubted.

    Suddenly empty or much smaller, it changes nothing but that it is doubted. `known` as in
    `keep_series`; `seen` is the calendar as it was when it was looked at.

    Raises:
        NotFound: it was removed meanwhile.
    """
    ground = await ground_of(seen)
    locks = await ground.locks(now=now)
    async with writing(*locks):
        calendar = await find_any_calendar(seen.id)
        ground = await ground_of(calendar)
        check_locked(await ground.locks(now=now), locks)
        if calendar.turn != seen.turn:
            return False
        if not calendar.doubted and await _is_sudden(calendar, reading, known, now=now):
            doubted = replace(
                calendar, doubted=True, tried_at=now, failures=0, trouble="", status=0
            )
            await save_calendar(_again(doubted, source, now=now))
            return False
        read = await keep_series(calendar, ground, reading, known=known, now=now)
        await save_calendar(replace(read, next_at=next_look(read, source.wish, now=now)))
        await save_source(calendar.id, source)
    return True


@retrying
async def note_unchanged(seen: OutsideCalendar, source: Source, *, now: datetime) -> None:
    """What is kept is right as of now. Raises NotFound: it was removed meanwhile."""
    ground = await ground_of(seen)
    async with writing(*await ground.locks(now=now)):
        calendar = await find_any_calendar(seen.id)
        if calendar.turn == seen.turn:
            known = replace(
                calendar,
                read_at=now,
                tried_at=now,
                failures=0,
                trouble="",
                status=0,
                doubted=False,
            )
            await save_calendar(_again(known, source, now=now))


@retrying
async def note_failure(
    seen: OutsideCalendar, source: Source, why: str, status: int, *, now: datetime
) -> None:
    """Keep what is kept, and look again later; never again where the server says it is gone.

    Raises:
        NotFound: it was removed meanwhile.
    """
    ground = await ground_of(seen)
    async with writing(*await ground.locks(now=now)):
        calendar = await find_any_calendar(seen.id)
        if calendar.turn != seen.turn:
            return
        failed = replace(
            calendar,
            tried_at=now,
            failures=calendar.failures + 1,
            trouble=why,
            status=status,
        )
        after = _again(failed, source, now=now)
        await save_calendar(replace(after, next_at=None) if status == GONE else after)


def _again(calendar: OutsideCalendar, source: Source, *, now: datetime) -> OutsideCalendar:
    turned = replace(calendar, turn=calendar.turn + 1)
    return replace(turned, next_at=next_look(turned, source.wish, now=now))


async def _is_sudden(
    calendar: OutsideCalendar, reading: Reading, known: Collection[str], *, now: datetime
) -> bool:
    """Whether of what was still to come hardly anything is left."""
    before = await count_busy(calendar.id, since=now)
    if calendar.read_at is None or not before:
        return False
    series = {key: each for key, each in (await list_series(calendar.id)).items() if key in known}
    series.update((each.digest, each) for each in reading.fresh)
    left = sum(
        span.end > now
        for digest in set(reading.digests)
        if digest in series
        for span in series[digest].busy
    )
    return left * _SUDDEN <= before
