"""APScheduler as a clock and nothing else: it remembers nothing and decides nothing."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from lintas.worker.ticking import Ticking

log = logging.getLogger(__name__)

# Seconds that jobs have to come to an end in, and then to be broken off in.
GRACE, LAST_GRACE = 4.0, 1.0

# It would say every 2 seconds that a job is still running: pulses tell that better.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class Steadily(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """Next time is one interval from now, whatever time it was the last time.

    APScheduler's own would work out every time that was missed, one by one: for a machine whose
    clock begins in 1970 until the network corrects it, that takes minutes.
    """

    def __init__(self, every: timedelta) -> None:
        self.every = every

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else now + self.every


class Clock:
    """Ticks, until it is stopped."""

    def __init__(self, tickings: Sequence[Ticking]) -> None:
        self._tickings = tuple(tickings)
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)

    @property
    def is_running(self) -> bool:
        running: bool = self._scheduler.running
        return running

    def start(self) -> None:
        """Every job once at once, and then at its intervals."""
        for ticking in self._tickings:
            every = Steadily(ticking.job.every)
            self._scheduler.add_job(
                ticking.tick, every, id=ticking.job.name, next_run_time=datetime.now(UTC)
            )
        self._scheduler.start()

    def look_after(self) -> None:
        """Make due what should have been by now.

        When the computer's clock is set back, APScheduler waits until that time comes round
        again. Called by somebody who counts seconds by another clock.
        """
        for ticking in self._tickings:
            if ticking.is_overdue:
                log.warning("%s was forgotten: has the clock been set?", ticking.job.name)
                self._scheduler.modify_job(ticking.job.name, next_run_time=datetime.now(UTC))

    async def stop(self, *, grace: float = GRACE) -> None:
        """Begin nothing more; what runs may end within `grace` seconds, and is then broken off.

        Nothing is left half done: whatever a job was at, a transaction holds all or none of it.
        """
        if not self.is_running:
            return
        self._scheduler.pause()
        tasks = {ticking.task for ticking in self._tickings if ticking.task}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=LAST_GRACE)
        self._scheduler.shutdown(wait=False)
        # It shuts down in the loop's next round.
        await asyncio.sleep(0)
