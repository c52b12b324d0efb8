"""Whatever happens, and however mail arrives: a calendar that obeys it shows what is so."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from aiosmtpd.smtp import Session as SmtpSession

from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.calendar_mail.choose_mail import choose_mail_by_link
from lintas.actions.calendar_mail.send_entries import send_entries
from lintas.alerts.deliver import deliver_due
from lintas.alerts.post import Post
from lintas.domain.bookings import Session
from lintas.domain.calendar_mail import Wish
from lintas.domain.refusal import Refusal
from lintas.store.calendar_mail.choices import has_chosen_mail
from lintas.store.engines import fetch
from tests.actions.world import HOLD, NOW, SERANG_TRAINER, hours
from tests.alerts.conftest import post_to
from tests.alerts.invited import Client, mailed_in
from tests.alerts.mailserver import Mailserver, welcome
from tests.conftest import Database
from tests.feeds.course import ENROLMENT, PERSONAL_LINK, Course, settle_course
from tests.feeds.reading import list_all_sessions

STEPS = 40
DAYS = (date(2027, 2, 1), date(2027, 2, 2))


@pytest.fixture
async def course(database: Database) -> Course:
    return await settle_course()


async def busy(session: SmtpSession, address: str) -> str:
    return "450 later"


@dataclass
class Life:
    """Of a course, its participant, the worker and a mail server, one step after the other."""

    course: Course
    post: Post
    server: Mailserver
    chance: random.Random
    sessions: list[Session]
    now: datetime = NOW

    async def step(self) -> None:
        deeds: dict[Callable[[], Awaitable[object]], int] = {
            self.move: 3,
            self.cancel: 2,
            self.restore: 3,
            self.leave: 1,
            self.come_back: 3,
            partial(self.choose, Wish.STOP): 1,
            partial(self.choose, Wish.START): 3,
            self.compare: 2,
            self.deliver: 2,
            self.work: 5,
            self.stumble: 1,
        }
        self.now += timedelta(minutes=1)
        # What the rules of the house refuse has not happened.
        with suppress(Refusal):
            [deed] = self.chance.choices(list(deeds), list(deeds.values()))
            await deed()

    async def move(self) -> None:
        index = self.chance.randrange(len(self.sessions))
        start = self.chance.randrange(8, 15)
        span = hours(start, start + 2, on=DAYS[index])
        change = {"starts_at": span.start, "ends_at": span.end}
        await self.course.move(self.sessions[index], now=self.now, **change)

    async def cancel(self) -> None:
        await self.course.cancel(self.chance.choice(self.sessions), now=self.now)

    async def restore(self) -> None:
        booking = self.chance.choice(self.sessions).booking_id
        await restore_booking(booking, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now)

    async def leave(self) -> None:
        await fetch("UPDATE enrolment SET left_at = $1 WHERE id = $2", self.now, ENROLMENT)

    async def come_back(self) -> None:
        await fetch("UPDATE enrolment SET left_at = NULL WHERE id = $1", ENROLMENT)

    async def choose(self, wish: Wish) -> None:
        await choose_mail_by_link(PERSONAL_LINK, wish, now=self.now)

    async def compare(self) -> None:
        await send_entries(now=self.now)

    async def deliver(self) -> None:
        await deliver_due(self.post, now=self.now)

    async def work(self) -> None:
        await self.compare()
        await self.deliver()

    async def stumble(self) -> None:
        """Mail is put off by the server for a while, some of it."""
        self.server.answer = self.chance.choice([busy, welcome])

    async def settle(self) -> None:
        """Nothing happens any more, and the worker goes on."""
        self.server.answer = welcome
        for _ in range(3):
            self.now += timedelta(days=2)
            await self.work()

    async def what_is_so(self) -> dict[str, tuple[datetime, str]]:
        [enrolment] = await fetch("SELECT left_at FROM enrolment WHERE id = $1", ENROLMENT)
        takes_part = enrolment["left_at"] is None
        if not takes_part or not await has_chosen_mail(self.course.participant):
            return {}
        return {
            session.uid: (session.span.start, "CONFIRMED")
            for session in await list_all_sessions()
            if session.decision.holds
        }


@pytest.mark.parametrize("seed", range(6))
async def test_a_calendar_that_obeys_ends_in_what_is_so(
    course: Course, post: Post, server: Mailserver, seed: int
) -> None:
    sessions = [await course.ask(hours(9, 11, on=day), trainer_ids=()) for day in DAYS]
    chance = random.Random(seed)  # noqa: S311 -- no secret
    life = Life(course, post, server, chance, sessions)
    await life.choose(Wish.START)
    for _ in range(STEPS):
        await life.step()
    await life.settle()

    mailed = mailed_in(server)
    in_order, shuffled = Client(), Client()
    for each in mailed:
        in_order.take(each)
    # Mail servers on the way promise no order.
    for each in life.chance.sample(mailed, len(mailed)):
        shuffled.take(each)

    truth = await life.what_is_so()
    assert mailed
    assert in_order.shown == truth
    assert shuffled.shown == truth
    numbers = [(each.uid, each.sequence) for each in mailed]
    assert len(numbers) == len(set(numbers))


async def test_of_workers_that_compare_at_once_one_tells(
    course: Course, server: Mailserver
) -> None:
    await choose_mail_by_link(PERSONAL_LINK, Wish.START, now=NOW)
    for day in DAYS:
        await course.ask(hours(9, 11, on=day))

    await asyncio.gather(*(send_entries(now=NOW) for _ in range(4)))
    await asyncio.gather(*(deliver_due(post_to(server), now=NOW) for _ in range(3)))

    assert [each.method for each in mailed_in(server)] == ["REQUEST", "REQUEST"]
