"""Whom a change would reach too late, from what was fetched, opened and stated of ways."""

from datetime import timedelta

import pytest

from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.programs.note_opening import note_opening
from lintas.actions.schedules.foresee_news import find_foresight
from lintas.domain.bookings import Session
from lintas.domain.fetches import ClientFamily, Fetch
from lintas.domain.foresight import Foresight, Worry
from lintas.domain.ids import new_id
from lintas.domain.reach import Part
from lintas.domain.travel import TravelOrigin, TravelOverride, TravelOverrideId
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from lintas.store.feeds.fetches import add_fetches
from lintas.store.travel import add_travel_override
from tests.actions.world import BANDUNG, BANDUNG_MANAGER, NOW, SERANG, SERANG_COORDINATOR
from tests.feeds.asker import PHONE
from tests.feeds.course import PERSONAL_LINK, Course

HOUR = timedelta(hours=1)


async def foresight_of(session: Session, before: float) -> Foresight:
    now = session.span.start - before * HOUR
    return (await find_foresight(session.id, actor=SERANG_COORDINATOR, now=now))[1]


def worries_of_participant(found: Foresight) -> frozenset[Worry]:
    of = [each.worries for each in found.to_ring if each.who.part is Part.ATTENDS]
    return of[0] if of else frozenset()


async def test_who_opened_nothing_is_to_be_rung_until_the_page_was_opened(course: Course) -> None:
    session = await course.ask()
    before = await foresight_of(session, 3)
    await note_opening(PERSONAL_LINK, now=NOW)
    after = await foresight_of(session, 3)

    assert (before.concerned, after.concerned) == (2, 2)
    assert worries_of_participant(before) == {Worry.OPENED_NOTHING}
    assert {each.who.phone for each in before.to_ring} >= {"+628120000001"}
    assert worries_of_participant(after) == frozenset()


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        pytest.param(1, frozenset(), id="asks each hour"),
        pytest.param(24, {Worry.CALENDAR_TOO_LATE}, id="asks once a day"),
    ],
)
async def test_each_calendar_is_expected_by_its_own_interval(
    course: Course, every: int, expected: frozenset[Worry]
) -> None:
    session = await course.ask()
    await note_opening(PERSONAL_LINK, now=NOW)
    feed_id = (await open_own_feed(PERSONAL_LINK, PHONE, now=NOW)).feed.id
    last = session.span.start - 3.5 * HOUR
    await add_fetches(
        Fetch(feed_id, last - place * every * HOUR, ClientFamily.GOOGLE, "a") for place in range(3)
    )

    assert worries_of_participant(await foresight_of(session, 3)) == expected


async def test_who_must_have_left_by_a_stated_way_is_on_the_road(course: Course) -> None:
    session = await course.ask()
    await fetch("UPDATE person SET regency = $1 WHERE id = $2", SERANG, course.participant)
    way = TravelOverride(
        TravelOverrideId(new_id(NOW)), SERANG, BANDUNG, 240, TravelOrigin.STATED, keeper=SERANG
    )
    await add_travel_override(way)

    home, under_way, begun = [await foresight_of(session, hours) for hours in (5, 3, 0)]

    assert Worry.ON_THE_ROAD not in worries_of_participant(home)
    assert Worry.ON_THE_ROAD in worries_of_participant(under_way)
    assert under_way.to_ring[0].who.way == 4 * HOUR
    assert begun.to_ring == ()


async def test_it_is_foreseen_only_for_whoever_may_move_it(course: Course) -> None:
    session = await course.ask()

    with pytest.raises(NotAllowed):
        await find_foresight(session.id, actor=BANDUNG_MANAGER, now=NOW)
