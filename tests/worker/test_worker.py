"""The clock and what hangs on it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.bookings import Decision
from lintas.settings import Settings
from lintas.store.bookings.requests import find_any_booking
from lintas.worker.clock import Clock, Steadily
from lintas.worker.jobs import JOBS, Duties, Job
from lintas.worker.main import Worker, worker_lifespan
from lintas.worker.ticking import Ticking
from tests.actions.world import HOLD, SERANG_TRAINER, settle_world
from tests.alerts.mailserver import Mailserver
from tests.conftest import Database

AT_ONCE = timedelta(milliseconds=10)
PATIENCE = 20


class Counted:
    """A job that counts its runs, and lets one wait for them."""

    def __init__(self, then: Callable[[], Awaitable[None]] | None = None) -> None:
        self.runs = 0
        self._then = then
        self._ran = asyncio.Condition()

    async def run(self, duties: Duties, now: datetime) -> None:
        async with self._ran:
            self.runs += 1
            self._ran.notify_all()
        if self._then:
            await self._then()

    async def ran(self, times: int) -> None:
        async with asyncio.timeout(PATIENCE), self._ran:
            await self._ran.wait_for(lambda: self.runs >= times)


def ticking(job: Counted, *, name: str = "job", every: timedelta = AT_ONCE, **more) -> Ticking:
    return Ticking(Job(name, every, job.run), Duties(None, asyncio.Event()), **more)


async def fail() -> None:
    raise ZeroDivisionError


async def hang() -> None:
    await asyncio.Event().wait()


async def test_a_job_that_fails_runs_again_and_stops_no_other(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing, fine = Counted(fail), Counted()
    tickings = [ticking(failing, name="failing"), ticking(fine, name="fine")]
    clock = Clock(tickings)
    clock.start()

    await failing.ran(5)
    await fine.ran(5)
    await clock.stop()

    bad, good = (each.pulse() for each in tickings)
    assert (bad.failures, bad.error, bad.well_at) == (bad.runs, "ZeroDivisionError", None)
    assert (good.failures, good.error) == (0, "")
    # Once, twice, four times: a job that always fails must not fill a disk.
    times = [record.args for record in caplog.records if record.levelno == logging.ERROR]
    assert times[:3] == [("failing", 1), ("failing", 2), ("failing", 4)]


async def test_a_job_that_takes_long_is_not_begun_twice() -> None:
    slow, fine = Counted(hang), Counted()
    clock = Clock([ticking(slow, name="slow"), ticking(fine, name="fine")])
    clock.start()

    await fine.ran(10)
    assert slow.runs == 1
    await clock.stop(grace=0)


async def test_stopping_waits_for_what_runs_and_then_breaks_it_off() -> None:
    done, may_end = [], asyncio.Event()

    async def end_soon() -> None:
        await may_end.wait()
        done.append("well")

    ending, hanging = Counted(end_soon), Counted(hang)
    clock = Clock([ticking(ending, name="ending"), ticking(hanging, name="hanging")])
    clock.start()
    await ending.ran(1)
    await hanging.ran(1)

    may_end.set()
    await clock.stop(grace=0.2)

    assert done == ["well"]
    assert not clock.is_running


async def test_a_clock_that_was_set_back_does_not_stall_a_job() -> None:
    seconds = [0.0]
    job = Counted()
    hourly = ticking(job, every=timedelta(hours=1), seconds=lambda: seconds[0])
    clock = Clock([hourly])
    clock.start()
    await job.ran(1)
    # As the next run is after somebody has set the clock back.
    far_away = datetime(2100, 1, 1, tzinfo=UTC)
    clock._scheduler.modify_job("job", next_run_time=far_away)  # noqa: SLF001 -- the clock of the machine isn't ours to set

    seconds[0] = 3600
    clock.look_after()
    assert hourly.pulse().late == timedelta()
    seconds[0] = 3602
    clock.look_after()
    await job.ran(2)
    assert clock._scheduler.get_job("job").next_run_time < far_away  # noqa: SLF001 -- as above
    await clock.stop()


def test_a_clock_that_was_set_forward_by_years_costs_no_time() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    steadily = Steadily(timedelta(seconds=2))

    assert steadily.get_next_fire_time(datetime(1970, 1, 1, tzinfo=UTC), now) == now + timedelta(
        seconds=2
    )


async def test_on_sqlite_one_works_and_the_others_stand_by(database: Database) -> None:
    first, second = (Worker(None, jobs=()) for _ in range(2))
    together = database.kind == "postgres"

    first.look_after()
    second.look_after()
    assert (await first.report()).is_active
    assert (await second.report()).is_active is together

    first.stopping.set()
    await first.keep()
    second.look_after()
    assert (await second.report()).is_active
    second.stopping.set()
    await second.keep()


async def test_the_worker_beside_the_pages_sends_and_expires(database: Database) -> None:
    world = await settle_world()
    # By whatever clock this runs: the request has run out.
    long_ago = datetime(2026, 1, 5, tzinfo=UTC)
    asked = world.ask(world.decided_room)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=long_ago)

    async with Mailserver().serving() as server, asyncio.timeout(PATIENCE):
        settings = Settings.from_environment({"LINTAS_SMTP_URL": f"smtp://127.0.0.1:{server.port}"})
        async with worker_lifespan(settings) as worker:
            # Both sides hear that it ran out; nobody is asked any more to decide it.
            await server.have(4)
            report = await worker.report()

    assert report.is_active
    assert {pulse.name: pulse.failures for pulse in report.pulses} == {job.name: 0 for job in JOBS}
    assert (await find_any_booking(made.booking.id)).state is Decision.EXPIRED
    assert {subject for _, subject in server.subjects} == {
        "Permohonan kedaluwarsa: Pelatihan kemasan"
    }
