"""What is new and what is gone since a client asked last."""

import pytest

from lintas.domain.feeds import FeedScope
from lintas.store.engines import fetch
from tests.actions.world import hours
from tests.feeds.course import Course
from tests.feeds.dav.phone import D, Phone, phone_of, query


async def test_synchronising_tells_what_is_new_and_what_is_gone(course: Course) -> None:
    first = await course.ask(hours(8, 9))
    second = await course.ask(hours(10, 11))
    phone = await phone_of(course)
    begin = await phone.synchronise()
    nothing = await phone.synchronise(begin.token)
    await course.move(first, starts_at=hours(12, 13).start, ends_at=hours(12, 13).end)

    moved = await phone.synchronise(begin.token)
    await fetch("DELETE FROM hold WHERE session = $1", second.id)
    await fetch("UPDATE session SET batch = NULL WHERE id = $1", second.id)
    gone = await phone.synchronise(moved.token)

    assert len(begin.hrefs) == 2
    assert (nothing.hrefs, nothing.token) == ([], begin.token)
    assert [str(first.id) in href for href in moved.hrefs] == [True]
    assert moved.token != begin.token
    assert [str(second.id) in href for href in gone.gone] == [True]
    assert gone.gone == gone.hrefs
    # Whoever was away for both changes is told both.
    late = await phone.synchronise(begin.token)
    assert (len(late.hrefs), len(late.gone)) == (2, 1)


async def test_a_token_stands_through_a_restart_and_another_process(course: Course) -> None:
    await course.ask(hours(8, 9))
    phone = await phone_of(course)
    begin = await phone.synchronise()

    phone.restart()
    other = Phone(phone.password)
    await course.ask(hours(10, 11))

    assert (await phone.synchronise(begin.token)).token == (
        await other.synchronise(begin.token)
    ).token
    assert len((await other.synchronise(begin.token)).hrefs) == 1


@pytest.mark.parametrize(
    "number",
    ["x", "", "1", "-1", "9" * 18, "9" * 400, "²"],
    ids=["other", "none", "never", "negative", "to come", "huge", "no digit"],
)
async def test_a_token_that_was_never_given_is_refused(course: Course, number: str) -> None:
    await course.ask(hours(8, 9))
    phone = await phone_of(course)
    ours = (await phone.synchronise()).token.rpartition(":")[0]

    refused = await phone.synchronise(f"{ours}:{number}")

    assert refused.status == 403
    assert refused.xml.find(f"{D}valid-sync-token") is not None


async def test_anothers_token_is_nobodys(course: Course) -> None:
    await course.ask(hours(8, 9))
    phone, other = await phone_of(course), await phone_of(course, FeedScope.BATCH)
    await other.synchronise()

    assert (await other.synchronise((await phone.synchronise()).token)).status == 403


async def test_who_has_synchronised_has_the_calendar(course: Course) -> None:
    await course.ask(hours(8, 9))
    phone = await phone_of(course)
    await phone.ask("REPORT", await phone.discover(), query(), user_agent="DAVx5/4.4")

    await phone.fetches.write()

    rows = await fetch("SELECT client, revision FROM feed_fetch")
    assert [row["client"] for row in rows] == ["davx5"]
