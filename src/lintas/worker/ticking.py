"""One job as it runs: begun on time, and whatever goes wrong with it stays with it."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lintas.store.trouble import as_trouble
from lintas.worker.jobs import Duties, Job

log = logging.getLogger(__name__)

# How late a tick may be before somebody looks after it.
SLACK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a job is doing. `late` is how much longer ago than `every` it was begun last.

    While it is running that may be long, as when somebody's mail server is slow. `failures` are
    those in a row up to now; `error` is the last one's.
    """

    name: str
    every: timedelta
    runs: int
    is_running: bool
    begun_at: datetime | None
    well_at: datetime | None
    late: timedelta
    failures: int
    error: str


class Ticking:
    """A job's runs, one at a time. `seconds` counts by a clock that nobody can set."""

    def __init__(
        self, job: Job, duties: Duties, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.job = job
        self._seconds = seconds
        self._duties = duties
        self._runs = self._failures = 0
        self._begun_at: datetime | None = None
        self._well_at: datetime | None = None
        self._error = ""
        self._begun = seconds()
        self.task: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Run the job once. Never fails, for the next tick must come."""
        self.task = asyncio.current_task()
        self._runs += 1
        self._begun, self._begun_at = self._seconds(), datetime.now(UTC)
        try:
            await self.job.run(self._duties, self._begun_at)
        except asyncio.CancelledError:
            # By our own clock, being stopped: there is nobody above to tell.
            log.info("%s was broken off", self.job.name)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the next tick may do better
            self._note_failure(error)
        else:
            self._note_success()
        finally:
            self.task = None

    @property
    def is_overdue(self) -> bool:
        """Whether the clock has forgotten this job."""
        return self.task is None and self._late() > SLACK

    def pulse(self) -> Pulse:
        return Pulse(
            name=self.job.name,
            every=self.job.every,
            runs=self._runs,
            is_running=self.task is not None,
            begun_at=self._begun_at,
            well_at=self._well_at,
            late=self._late(),
            failures=self._failures,
            error=self._error,
        )

    def _late(self) -> timedelta:
        passed = timedelta(seconds=self._seconds() - self._begun)
        return max(passed - self.job.every, timedelta())

    def _note_success(self) -> None:
        if self._failures:
            log.info("%s is well again after %d failures", self.job.name, self._failures)
        self._failures, self._error = 0, ""
        self._well_at = datetime.now(UTC)

    def _note_failure(self, error: Exception) -> None:
        self._failures += 1
        self._error = type(error).__name__
        # The 1st, 2nd, 4th, 8th…: a job that fails every 2 seconds must not fill a disk.
        if self._failures & (self._failures - 1):
            return
        trouble = as_trouble(error)
        if trouble:
            log.warning("%s failed %d times: %s", self.job.name, self._failures, trouble)
        else:
            log.error("%s failed %d times", self.job.name, self._failures, exc_info=error)
