"""Series through the actions on both engines: refused whole, or kept without what clashes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room, try_asking
from lintas.actions.bookings.give_up_skipped import give_up_skipped
from lintas.actions.bookings.offer_skipped import offer_skipped
from lintas.actions.bookings.take_skipped import take_skipped
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState
from lintas.rules.recurrence import expand
from lintas.store.bookings.requests import find_booking
from lintas.store.bookings.skipped import SkippedState, list_skipped_of
from lintas.store.engines import fetch
from tests.actions.world import HOLD, NOW, SERANG_TRAINER, World, hours, settle_world
from tests.builders import WIB
from tests.conftest import Database

WEEK = timedelta(days=7)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def series(world: World, rule: str = "FREQ=WEEKLY;COUNT=4", **facts: object):
    first = hours(9, 12)
    sessions = tuple(PlannedSession(span) for span in expand(rule, first, WIB))
    return replace(world.ask(), sessions=sessions, **facts)


async def ask(asked: object):
    return await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def in_the_way(world: World, *weeks: int):
    spans = [hours(10, 11).moved(WEEK * week) for week in weeks]
    asked = replace(world.ask(), sessions=tuple(map(PlannedSession, spans)))
    return await ask(asked)


async def told() -> int:
    """How often who asked was told of a free date."""
    sql = "SELECT id FROM message WHERE kind = 'date_freed' AND account = $1 AND channel = 'inapp'"
    return len(await fetch(sql, SERANG_TRAINER.id))


async def test_a_series_that_clashes_is_refused_whole_with_every_date(world: World) -> None:
    await in_the_way(world, 1, 3)

    with pytest.raises(PlanClashes) as refusal:
        await ask(series(world))

    assert [finding.session for finding in refusal.value.findings] == [1, 3]
    assert (await fetch("SELECT count(*) AS n FROM booking"))[0]["n"] == 1


async def test_what_clashes_is_left_out_and_remembered(world: World) -> None:
    await in_the_way(world, 1, 3)

    foreseen = await try_asking(series(world, skip_clashing=True), actor=SERANG_TRAINER, now=NOW)
    made = await ask(series(world, skip_clashing=True))

    assert [each.span for each in made.booking.sessions] == [
        hours(9, 12),
        hours(9, 12).moved(2 * WEEK),
    ]
    assert [each.planned.span for each in made.skipped] == [
        hours(9, 12).moved(WEEK), hours(9, 12).moved(3 * WEEK),
    ]  # fmt: skip
    assert [each.span for each, _ in foreseen.skipped] == [
        each.planned.span for each in made.skipped
    ]
    assert [[found.code for found in each.findings] for each in made.skipped] == [
        ["venue_clash"]
    ] * 2
    assert await list_skipped_of(made.booking.id) == made.skipped


async def test_of_nothing_that_could_be_kept_nothing_is(world: World) -> None:
    await in_the_way(world, 0, 1, 2, 3)

    with pytest.raises(PlanClashes):
        await ask(series(world, skip_clashing=True))

    assert (await fetch("SELECT count(*) AS n FROM skipped_date"))[0]["n"] == 0


async def test_a_series_that_overlaps_itself_is_refused(world: World) -> None:
    asked = replace(
        world.ask(),
        sessions=(PlannedSession(hours(9, 12)), PlannedSession(hours(11, 13))),
        skip_clashing=True,
    )

    with pytest.raises(PlanClashes):
        await ask(asked)


async def test_a_date_that_frees_is_offered_once_and_taken(world: World) -> None:
    other = await in_the_way(world, 1)
    made = await ask(series(world, skip_clashing=True))

    await cancel_booking(other.booking.id, actor=SERANG_TRAINER, now=NOW)
    await offer_skipped(now=NOW)
    (offered,) = await list_skipped_of(made.booking.id)
    assert (offered.state, offered.offers, await told()) == (SkippedState.OFFERED, 1, 1)

    taken = await take_skipped(
        made.booking.id, offered.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
    )
    booking = await find_booking(made.booking.id, seen_by=SERANG_TRAINER)
    assert booking == taken.booking
    assert booking.sessions[-1].span == hours(9, 12).moved(WEEK)
    assert (booking.sessions[-1].position, booking.state) == (3, Decision.APPROVED)
    assert (await list_skipped_of(booking.id))[0].state is SkippedState.TAKEN
    with pytest.raises(IllegalState):
        await take_skipped(
            made.booking.id, offered.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
        )


async def test_the_clock_takes_back_what_is_no_longer_free_and_offers_it_anew(world: World) -> None:
    other = await in_the_way(world, 1)
    made = await ask(series(world, skip_clashing=True))
    await cancel_booking(other.booking.id, actor=SERANG_TRAINER, now=NOW)
    again = await in_the_way(world, 1)

    await offer_skipped(now=NOW)
    (waiting,) = await list_skipped_of(made.booking.id)
    assert waiting.state is SkippedState.WAITING
    with pytest.raises(PlanClashes):
        await take_skipped(
            made.booking.id, waiting.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
        )

    await cancel_booking(again.booking.id, actor=SERANG_TRAINER, now=NOW)
    (offered,) = await list_skipped_of(made.booking.id)
    assert (offered.offers, await told()) == (2, 2)


async def test_what_was_given_up_is_offered_no_more(world: World) -> None:
    other = await in_the_way(world, 1)
    made = await ask(series(world, skip_clashing=True))
    (skipped,) = made.skipped

    await give_up_skipped(made.booking.id, skipped.id, actor=SERANG_TRAINER, now=NOW)
    await cancel_booking(other.booking.id, actor=SERANG_TRAINER, now=NOW)

    assert await offer_skipped(now=NOW) == 0
    assert await told() == 0
    (kept,) = await list_skipped_of(made.booking.id)
    assert kept.state is SkippedState.WITHDRAWN
