"""A worker has looked at a calendar: it is the same, another, or could not be had."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from lintas.actions.outside_calendars.ground import Ground, ground_of
from lintas.actions.outside_calendars.keeping import keep_series, replace_series
from lintas.actions.steps.announcing import DESK, audit
from lintas.actions.steps.locking import check_locked
from lintas.domain.outside_calendars import RAREST, OutsideCalendar, Reading, next_look
from lintas.store.outbox import News, add_messages, list_desk
from lintas.store.outside_calendars.added import find_any_calendar, save_calendar
from lintas.store.outside_calendars.busy import count_busy, list_series
from lintas.store.outside_calendars.sources import Source, save_source
from lintas.store.transaction import retrying, writing

# What shrinks to less than a fifth is believed only when it comes so twice.
_SUDDEN = 5
# A server that is down for a moment is nobody's business.
_TOLD_AFTER = 3
# What a server answers when a calendar won't come back: nobody asks for it again.
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
            doubted = replace(calendar.answered(now), doubted=True)
            await save_calendar(_again(doubted, source, now=now))
            await _tell("calendar_doubted", calendar, ground, now=now)
            return False
        read = await keep_series(calendar, ground, reading, known=known, now=now)
        await save_calendar(replace(read, next_at=next_look(read, source.wish, now=now)))
        await _keep_source(calendar, source, now=now)
    return True


@retrying
async def note_unchanged(seen: OutsideCalendar, source: Source, *, now: datetime) -> None:
    """What is kept is right as of now. Raises NotFound: it was removed meanwhile."""
    ground = await ground_of(seen)
    async with writing(*await ground.locks(now=now)):
        calendar = await find_any_calendar(seen.id)
        if calendar.turn == seen.turn:
            await save_calendar(_again(calendar.confirmed(now), source, now=now))
            await _keep_source(calendar, source, now=now)


@retrying
async def note_failure(
    seen: OutsideCalendar, source: Source, why: str, status: int = 0, *, now: datetime
) -> OutsideCalendar | None:
    """Keep what is kept, and look again later, the later the more often it failed.

    The desk hears of it when it failed three times in a row, or is gone for good. Answers what is
    known of it now; nothing if this was overtaken.

    Raises:
        NotFound: it was removed meanwhile.
    """
    ground = await ground_of(seen)
    async with writing(*await ground.locks(now=now)):
        calendar = await find_any_calendar(seen.id)
        if calendar.turn != seen.turn:
            return None
        failed = replace(
            calendar,
            tried_at=now,
            failures=calendar.failures + 1,
            trouble=why,
            status=status,
        )
        after = _again(failed, source, now=now)
        await save_calendar(after)
        await _keep_source(calendar, source, now=now)
        is_gone = status == GONE and calendar.status != GONE
        if after.failures == _TOLD_AFTER or is_gone:
            await _tell("calendar_failed", calendar, ground, now=now)
    return after


@retrying
async def note_expansion(
    seen: OutsideCalendar, reading: Reading, source: Source, *, now: datetime
) -> None:
    """Another day: what is kept was worked out anew. It is as old as it was.

    Raises:
        NotFound: it was removed meanwhile.
    """
    ground = await ground_of(seen)
    locks = await ground.locks(now=now)
    async with writing(*locks):
        calendar = await find_any_calendar(seen.id)
        ground = await ground_of(calendar)
        check_locked(await ground.locks(now=now), locks)
        if calendar.turn == seen.turn:
            known = await replace_series(calendar, ground, reading, now=now)
            is_looked_at = not known.is_file and known.status != GONE
            tomorrow = known.next_at if is_looked_at else now + RAREST
            await save_calendar(replace(known, next_at=tomorrow))
            await _keep_source(calendar, source, now=now)


async def _keep_source(calendar: OutsideCalendar, source: Source, *, now: datetime) -> None:
    """Where it has moved to is kept in mind, as host and fingerprint."""
    await save_source(calendar.id, source)
    if (place := source.place) is not None:
        before = {"host": calendar.host, "fingerprint": calendar.fingerprint}
        after = {"host": place.host, "fingerprint": place.fingerprint}
        subject = ("calendar", calendar.id)
        await audit(None, "follow", subject, before=before, after=after, now=now)


async def _tell(kind: str, calendar: OutsideCalendar, ground: Ground, *, now: datetime) -> None:
    """Whoever keeps the room or the trainer; nothing of the address but its host."""
    news = News(
        kind=kind,
        subject_kind="calendar",
        subject_id=calendar.id,
        version=str(calendar.turn),
        facts={"calendar": f"{calendar.host} ({calendar.fingerprint})", **ground.facts},
    )
    await add_messages(news, await list_desk([ground.keeper], DESK), now=now)


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
