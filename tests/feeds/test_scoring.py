"""What was foreseen when a change was made is held against what happened."""

from datetime import datetime, timedelta

import pytest

from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.programs.note_opening import note_opening
from lintas.actions.schedules.score_foresight import (
    find_record,
    forget_forecasts,
    score_foresight,
    sum_so_far,
)
from lintas.actions.schedules.tell_reach import find_movable
from lintas.domain.bookings import Session
from lintas.domain.estimates import Forecast, Score, Sign, Tally
from lintas.domain.feeds import FeedId
from lintas.domain.fetches import ClientFamily, Fetch
from lintas.domain.reach import Part
from lintas.rules.access import NotAllowed
from lintas.store.estimates import list_estimates_of, list_forecasts
from lintas.store.feeds.fetches import add_fetches
from tests.actions.world import BANDUNG_MANAGER, MONDAY, NOW, SERANG, SERANG_COORDINATOR, hours
from tests.feeds.asker import PHONE
from tests.feeds.course import PERSONAL_LINK, Course

HOUR = timedelta(hours=1)


async def subscribed(session: Session, *, every: float, last: float) -> FeedId:
    """The participant's calendar, which asks so often, last so many hours before the start."""
    feed_id = (await open_own_feed(PERSONAL_LINK, PHONE, now=NOW)).feed.id
    moments = [session.span.start - (last + place * every) * HOUR for place in range(3)]
    await add_fetches(Fetch(feed_id, at, ClientFamily.GOOGLE, "before") for at in moments)
    return feed_id


async def judged(session: Session, *, part: Part = Part.ATTENDS) -> dict[Sign, tuple[object, ...]]:
    [estimate] = await list_estimates_of(session.id)
    forecasts: tuple[Forecast, ...] = await list_forecasts(estimate.id)
    return {each.sign: (each.expected, each.happened) for each in forecasts if each.part is part}


def before(session: Session, hours_before: float) -> datetime:
    return session.span.start - hours_before * HOUR


async def test_nothing_is_scored_before_the_session_has_begun(course: Course) -> None:
    session = await course.ask()
    await course.cancel(session, now=before(session, 3))

    early = await score_foresight(now=before(session, 0))
    [estimate] = await list_estimates_of(session.id)
    later = await score_foresight(now=before(session, -1))
    again = await score_foresight(now=before(session, -2))

    assert (early, later, again) == (0, 1, 0)
    assert (estimate.score, estimate.concerned, estimate.keeper) == (None, 2, SERANG)


@pytest.mark.parametrize(
    ("loads_at", "opens_at", "expected"),
    [
        pytest.param(2.0, 1.0, {"loads": (True, True), "opens": (False, True)}, id="all in time"),
        pytest.param(None, None, {"loads": (True, False), "opens": (False, False)}, id="nothing"),
        pytest.param(-0.5, None, {"loads": (True, False), "opens": (False, False)}, id="too late"),
        # Only its last opening is known: it may have been opened in time before.
        pytest.param(2.0, -0.5, {"loads": (True, True), "opens": (False, None)}, id="who knows"),
    ],
)
async def test_what_happened_stands_beside_what_was_foreseen(
    course: Course,
    loads_at: float | None,
    opens_at: float | None,
    expected: dict[str, tuple[object, ...]],
) -> None:
    session = await course.ask()
    feed_id = await subscribed(session, every=1, last=3.5)
    await course.move(session, now=before(session, 3), starts_at=hours(10, 12).start)
    if loads_at is not None:
        at = before(session, loads_at)
        await add_fetches([Fetch(feed_id, at, ClientFamily.GOOGLE, "after")])
    if opens_at is not None:
        await note_opening(PERSONAL_LINK, now=before(session, opens_at))
    await score_foresight(now=before(session, -1))

    assert await judged(session) == {Sign(sign): found for sign, found in expected.items()}


async def test_a_side_reads_how_many_of_its_forecasts_were_right(course: Course) -> None:
    session = await course.ask()
    feed_id = await subscribed(session, every=1, last=3.5)
    await course.cancel(session, now=before(session, 3))
    await add_fetches([Fetch(feed_id, before(session, 2), ClientFamily.GOOGLE, "after")])
    now = before(session, -1)
    await score_foresight(now=now)

    # The participant and the trainer opened nothing, as foreseen, and the one calendar loaded.
    score = Score(loads=Tally(1, 1), opens=Tally(2, 2))
    [estimate] = await list_estimates_of(session.id)
    assert estimate.score == score == await sum_so_far(SERANG, now=now)
    assert score.total == Tally(3, 3)
    assert not score.total.is_enough
    assert await sum_so_far(None, now=now) == Score()


async def test_names_are_forgotten_after_90_days_and_counts_are_not(course: Course) -> None:
    session = await course.ask()
    made = before(session, 3)
    await course.cancel(session, now=made)
    await score_foresight(now=before(session, -1))
    [estimate] = await list_estimates_of(session.id)

    await forget_forecasts(now=made + timedelta(days=90))
    kept = await list_forecasts(estimate.id)
    await forget_forecasts(now=made + timedelta(days=91))

    assert len(kept) == 2
    assert await list_forecasts(estimate.id) == ()
    assert await list_estimates_of(session.id) == (estimate,)


async def test_of_what_is_far_off_nothing_is_foreseen(course: Course) -> None:
    far = MONDAY + timedelta(days=21)
    session = await course.ask(hours(9, 12, on=far))
    await course.move(session, starts_at=hours(10, 12, on=far).start)

    assert await list_estimates_of(session.id) == ()


async def test_a_side_reads_it_beside_who_knows(course: Course) -> None:
    session = await course.ask()
    await course.cancel(session, now=before(session, 3))
    card = await find_movable(session.id, actor=SERANG_COORDINATOR)

    record = await find_record(card, actor=SERANG_COORDINATOR, now=NOW)

    assert [each.score for each in record.estimates] == [None]
    with pytest.raises(NotAllowed):
        await find_record(card, actor=BANDUNG_MANAGER, now=NOW)
