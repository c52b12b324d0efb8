"""The worker: its own process for `lintas work`, or a companion of the web process."""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from lintas.alerts.post import Post, make_post
from lintas.domain.sealing import SealingKey
from lintas.domain.signing import SigningKey
from lintas.intake.calendars.fetching import HTTPS, open_client
from lintas.intake.calendars.looking import Looking
from lintas.settings import Settings
from lintas.store.engines import current
from lintas.store.messages.undelivered import Waiting, count_waiting
from lintas.store.outbox import Channel
from lintas.worker.clock import Clock
from lintas.worker.jobs import JOBS, Duties, Job
from lintas.worker.seat import seat_at
from lintas.worker.ticking import Pulse, Ticking

log = logging.getLogger(__name__)

# Seconds between two looks at the clock, at the seat and at our parent.
LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """How a worker is doing; one that is not active stands by for another to end."""

    is_active: bool
    pulses: tuple[Pulse, ...]
    mail: Waiting


class Worker:
    """Does what is due until it is told to stop.

    `parent` is the process it belongs to: it stops when that one is gone.
    """

    def __init__(
        self,
        post: Post | None,
        *,
        jobs: Sequence[Job] = JOBS,
        parent: int | None = None,
        looking: Looking | None = None,
        signing: SigningKey | None = None,
        retention: timedelta = timedelta(0),
    ) -> None:
        self.stopping = asyncio.Event()
        self._parent = parent
        self._looking = looking
        duties = Duties(post, self.stopping, looking, signing, retention)
        self._tickings = tuple(Ticking(job, duties) for job in jobs)
        self._clock = Clock(self._tickings)
        self._seat = seat_at(current())
        self._lacks_seat = False

    async def keep(self) -> None:
        """Until `stopping` is set; then at most 5 seconds longer."""
        try:
            while not self.stopping.is_set():
                self.look_after()
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):
                        await self.stopping.wait()
        finally:
            self.stopping.set()
            await self._clock.stop()
            self._seat.leave()
            if self._looking is not None:
                await self._looking.client.aclose()

    def look_after(self) -> None:
        """Take the seat when it is free; then see that no job is forgotten."""
        if self._parent is not None and os.getppid() != self._parent:
            log.warning("the process this worker belongs to is gone")
            self.stopping.set()
        elif self._clock.is_running:
            self._clock.look_after()
        elif self._take_seat():
            self._clock.start()

    def _take_seat(self) -> bool:
        try:
            return self._seat.take()
        except OSError as error:
            # Asked every second: said once.
            if not self._lacks_seat:
                log.error("nothing is sent or tidied: the worker's lock can't be opened: %s", error)  # noqa: TRY400 -- the way here tells nothing
            self._lacks_seat = True
            return False

    async def report(self) -> Report:
        """For watchers. The outbox is asked in the database: it is everybody's."""
        return Report(
            is_active=self._clock.is_running,
            pulses=tuple(ticking.pulse() for ticking in self._tickings),
            mail=await count_waiting(Channel.EMAIL),
        )


def check_mail(settings: Settings) -> None:
    """Raises NotAMailServer: LINTAS_SMTP_URL names none, or LINTAS_MAIL_FROM nobody."""
    if settings.smtp_url:
        _post(settings)


def post_of(settings: Settings) -> Post | None:
    """Where mail is handed in; none: no SMTP server is set up.

    Raises:
        NotAMailServer
    """
    if settings.smtp_url:
        return _post(settings)
    log.info("no SMTP server is set up: e-mail waits for one, the inbox works without")
    return None


def looking_of(settings: Settings) -> Looking:
    """How other calendars are looked at; whoever works with it closes its client."""
    schemes = HTTPS | {"http"} if settings.plain_http_calendars else HTTPS
    return Looking(open_client(), SealingKey(settings.secret_key), schemes)


def signing_of(settings: Settings) -> SigningKey | None:
    """What heads of the audit are signed with; none where no secret outlasts this start."""
    return SigningKey(settings.lasting_key) if settings.lasting_key else None


def _post(settings: Settings) -> Post:
    return make_post(
        settings.smtp_url,
        sender=settings.mail_from,
        public_url=settings.public_url,
        worker=f"{socket.gethostname()}:{os.getpid()}",
    )


async def run_worker(settings: Settings, *, parent: int | None = None) -> None:
    """A process that does nothing else, until SIGTERM, SIGINT or the end of `parent`.

    The store must be in use already.

    Raises:
        NotAMailServer: as `check_mail`.
    """
    worker = Worker(
        post_of(settings),
        parent=parent,
        looking=looking_of(settings),
        signing=signing_of(settings),
        retention=settings.retention,
    )
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        loop.add_signal_handler(each, worker.stopping.set)
    try:
        await worker.keep()
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


@asynccontextmanager
async def worker_lifespan(
    settings: Settings, *, jobs: Sequence[Job] = JOBS
) -> AsyncIterator[Worker]:
    """A worker beside whatever else the process does. The store must be in use already.

    Raises:
        NotAMailServer: as `check_mail`.
    """
    worker = Worker(
        post_of(settings),
        jobs=jobs,
        looking=looking_of(settings),
        signing=signing_of(settings),
        retention=settings.retention,
    )
    keeping = asyncio.create_task(worker.keep())
    keeping.add_done_callback(_say_if_it_failed)
    try:
        yield worker
    finally:
        worker.stopping.set()
        await keeping


def _say_if_it_failed(keeping: asyncio.Task[None]) -> None:
    """Else nobody would know before the process ends."""
    if not keeping.cancelled() and (error := keeping.exception()):
        log.critical("the worker is dead: nothing is sent or tidied any more", exc_info=error)
