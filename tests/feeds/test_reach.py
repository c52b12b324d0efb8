"""Who has a change: a calendar fetched it, the page was opened, it was said to be read."""

from datetime import timedelta

import pytest

from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.programs.acknowledge_session import acknowledge_session
from lintas.actions.programs.note_opening import note_opening
from lintas.actions.schedules.publish_schedule import publish_schedule
from lintas.actions.schedules.tell_reach import find_session_reach, find_version_reach
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope
from lintas.domain.fetches import ClientFamily
from lintas.domain.reach import Knowing, Level, Part, Reach, Serving
from lintas.domain.refusal import NotFound
from lintas.rules.access import NotAllowed
from tests.actions.world import BANDUNG_COORDINATOR, BANDUNG_MANAGER, SERANG_COORDINATOR, hours
from tests.feeds.asker import PHONE, Subscriber, path_of
from tests.feeds.course import PERSONAL_LINK, Course, at

MINUTE = timedelta(minutes=1)


async def reach_of(session: Session) -> Reach:
    return (await find_session_reach(session.id, actor=SERANG_COORDINATOR))[1]


def participant(reach: Reach) -> Knowing:
    [found] = [each.knowing for each in reach.people if each.part is Part.ATTENDS]
    return found


async def test_three_levels_are_told_apart(course: Course, subscriber: Subscriber) -> None:
    session = await course.ask()
    path = path_of((await open_own_feed(PERSONAL_LINK, PHONE, now=at(0))).secret)
    old = await subscriber.ask(path)
    await note_opening(PERSONAL_LINK, now=at(0.5))
    await acknowledge_session(PERSONAL_LINK, session.id, session.sequence, now=at(0.5))
    moved = await course.move(session, now=at(1), starts_at=hours(10, 12).start)
    nothing = await reach_of(moved)

    subscriber.clock.at = at(2)
    new = await subscriber.ask(path, user_agent="Google-Calendar-Importer")
    await subscriber.fetches.write()
    loaded = participant(await reach_of(moved))
    await note_opening(PERSONAL_LINK, now=at(3))
    opened = participant(await reach_of(moved))
    await acknowledge_session(PERSONAL_LINK, moved.id, moved.sequence, now=at(3) + MINUTE)
    confirmed = participant(await reach_of(moved))

    assert old.headers["etag"] != new.headers["etag"]
    assert [each.knowing for each in nothing.untold] == [Knowing()] * 2
    serving = Serving(new.headers["etag"].strip('"'), at(2), ClientFamily.GOOGLE)
    assert loaded == Knowing(loaded=serving)
    assert opened == Knowing(loaded=serving, opened_at=at(3))
    assert confirmed == Knowing(serving, at(3), at(3) + MINUTE)


async def test_what_was_fetched_before_a_change_is_not_the_change(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    path = path_of((await open_own_feed(PERSONAL_LINK, PHONE, now=at(0))).secret)
    subscriber.clock.at = at(0.9)
    await subscriber.ask(path)
    await subscriber.fetches.write()
    cancelled = await course.cancel(session, now=at(1))

    [person] = [each for each in (await reach_of(cancelled)).people if each.part is Part.ATTENDS]

    assert (person.has_calendar, person.knowing.levels) == (True, frozenset())


async def test_what_hangs_on_a_door_tells_of_nobody(course: Course, subscriber: Subscriber) -> None:
    session = await course.ask()
    path = await course.open(FeedScope.BATCH)
    subscriber.clock.at = at(2)
    await subscriber.ask(path)
    await subscriber.fetches.write()

    assert (await reach_of(session)).count(Level.LOADED) == 0


async def test_of_a_version_it_is_told_who_has_what_it_changed(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    await publish_schedule(course.batch, actor=SERANG_COORDINATOR, now=at(0))
    moved = await course.move(session, now=at(1), starts_at=hours(10, 12).start)
    await publish_schedule(course.batch, actor=SERANG_COORDINATOR, now=at(2))
    await acknowledge_session(PERSONAL_LINK, moved.id, moved.sequence, now=at(3))

    found = await find_version_reach(course.batch, 2, actor=SERANG_COORDINATOR)

    assert participant(found.reach).confirmed_at == at(3)
    assert (len(found.changes), found.reach.changed_at) == (1, at(2))
    with pytest.raises(NotFound):
        await find_version_reach(course.batch, 3, actor=SERANG_COORDINATOR)
    with pytest.raises(NotFound):
        await find_version_reach(course.batch, 2, actor=BANDUNG_COORDINATOR)


async def test_only_whoever_may_move_a_session_asks_who_knows_of_it(course: Course) -> None:
    session = await course.ask()

    with pytest.raises(NotAllowed):
        await find_session_reach(session.id, actor=BANDUNG_MANAGER)
