"""E-mail leaves the outbox: each message claimed, sent, and finished by whoever claimed it."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from lintas.alerts.outcomes import MOST_TRIES, again, cancelled, done, given_back, refused_as
from lintas.alerts.post import Post, write_mail
from lintas.alerts.smtp import TOTAL_PATIENCE, MailRefused, ServerAway, hand_in
from lintas.alerts.truth import list_untrue
from lintas.store.calendar_mail.entries import save_untold
from lintas.store.engines.running import unbroken
from lintas.store.messages.sending import (
    LEASE,
    Letter,
    MessageState,
    Outcome,
    claim_letters,
    has_due,
    list_addresses,
    save_outcome,
    save_postponed,
    save_unsendable,
)
from lintas.store.outbox import Channel
from lintas.store.transaction import retrying, writing

log = logging.getLogger(__name__)

# People written to at the same time: one who is slow takes one place and leaves nine. Each person
# gets one mail at a time, so that news arrives in the order in which it happened.
MOST_AT_ONCE = 10
# Seconds after which new messages are looked for while some are still on their way.
GLANCE = 1.0
# A message isn't begun when its lease could run out before the server's last word.
_LAST_MOMENT = LEASE - timedelta(seconds=TOTAL_PATIENCE + 10)

# What waits for an SMTP server that was never set up.
UNSENDABLE_AFTER = timedelta(days=3)


async def deliver_due(post: Post, *, now: datetime, stopping: asyncio.Event | None = None) -> int:
    """Send every e-mail that is due, and what becomes due meanwhile; answers how many were taken.

    Any number may do so at once. At least once is the promise: only who dies, or loses the
    database, between the server's word and writing it down lets a mail go out twice, and then
    under the same Message-ID. Once `stopping` is set nothing more is begun.
    """
    if not await has_due(Channel.EMAIL, now=now):
        return 0
    return await _Round(post, now, stopping or asyncio.Event()).run()


async def give_up_unsendable(*, now: datetime) -> None:
    """Cancel e-mail that has waited 3 days while no SMTP server is set up.

    An office that sets one up, or that lost its setting for a night, still gets its recent mail;
    one that never wants mail isn't followed for ever by messages on their way. The inbox has all
    of them in any case; what was for calendars is compared anew once there is a server.
    """
    async with writing():
        reason = "no SMTP server is set up"
        await save_unsendable(Channel.EMAIL, reason, before=now - UNSENDABLE_AFTER)
        await save_untold(reason)


class _Round:
    """One draining of the outbox."""

    def __init__(self, post: Post, now: datetime, stopping: asyncio.Event) -> None:
        self._post = post
        self._loop = asyncio.get_running_loop()
        self._began, self._began_at = self._loop.time(), now
        self._stopping = stopping
        # Until when the server is left alone; none: it takes what we bring.
        self._away_until: datetime | None = None
        # Whom each flight is for.
        self._flights: dict[asyncio.Task[None], UUID] = {}
        self._sent = 0

    async def run(self) -> int:
        try:
            await self._take_off()
            while self._flights:
                flying = self._flights
                await asyncio.wait(flying, timeout=GLANCE, return_when=asyncio.FIRST_COMPLETED)
                self._land()
                await self._take_off()
        except asyncio.CancelledError:
            for flight in self._flights:
                flight.cancel()
            raise
        finally:
            await asyncio.gather(*self._flights, return_exceptions=True)
        return self._sent

    @property
    def _now(self) -> datetime:
        """The moment we were given, and what has passed since: leases begin when claimed."""
        return self._began_at + timedelta(seconds=self._loop.time() - self._began)

    @property
    def _is_closing(self) -> bool:
        return self._stopping.is_set() or self._away_until is not None

    async def _take_off(self) -> None:
        """Claim as much as there are places for, and set it on its way."""
        now = self._now
        free = MOST_AT_ONCE - len(self._flights)
        if self._is_closing or not free or not await has_due(Channel.EMAIL, now=now):
            return
        async with writing():
            letters = await claim_letters(
                Channel.EMAIL,
                worker=self._post.worker,
                now=now,
                limit=free,
                besides=self._flights.values(),
            )
        untrue = await list_untrue(letters, now=now)
        addresses = await list_addresses(letters)
        flights: defaultdict[UUID, list[Letter]] = defaultdict(list)
        for letter in letters:
            nowhere = "" if letter.recipient in addresses else "nobody is left to write to"
            if why := untrue.get(letter.id, nowhere):
                await _finish(letter, cancelled(letter, why), now=now)
            else:
                flights[letter.recipient].append(letter)
        for recipient, flight in flights.items():
            carrying = self._carry(flight, addresses[recipient], claimed_at=now)
            self._flights[self._loop.create_task(carrying)] = recipient

    def _land(self) -> None:
        """Raises what a flight could not deal with: that the database is away."""
        for flight in [each for each in self._flights if each.done()]:
            del self._flights[flight]
            flight.result()

    async def _carry(
        self, letters: Sequence[Letter], address: str, *, claimed_at: datetime
    ) -> None:
        """One person's letters, in the order of what they tell."""
        for letter in letters:
            if self._is_closing or self._now - claimed_at > _LAST_MOMENT:
                outcome = given_back(letter, self._away_until or self._now)
            else:
                outcome = await self._try(letter, address)
            # Though we be stopped: what the server has taken must be known as taken.
            await unbroken(_finish(letter, outcome, now=self._now))
            self._sent += outcome.state is MessageState.DONE

    async def _try(self, letter: Letter, address: str) -> Outcome:
        if letter.attempts > MOST_TRIES:
            return again(letter, "whoever tried it never finished", now=self._now)
        try:
            mail = await write_mail(self._post, letter, address, now=self._now)
            await hand_in(self._post.smtp, address, mail)
        except ServerAway as away:
            await self._leave_alone(self._now + away.pause, away)
            return given_back(letter, self._now + away.pause, str(away))
        except MailRefused as refused:
            return refused_as(letter, refused, now=self._now)
        except Exception as error:
            # A bug, and it may lie in this one message: the others must go out all the same.
            log.exception("message %s could not be written", letter.id)
            return again(letter, repr(error), now=self._now)
        return done(letter)

    async def _leave_alone(self, until: datetime, away: ServerAway) -> None:
        """Nothing counts as tried while the server is away, and it isn't asked again for each."""
        if self._away_until is None:
            log.warning("the mail server takes nothing until %s: %s", until, away)
        self._away_until = until
        async with writing():
            await save_postponed(Channel.EMAIL, now=self._now, until=until)


@retrying
async def _finish(letter: Letter, outcome: Outcome, *, now: datetime) -> None:
    async with writing():
        is_ours = await save_outcome(letter, outcome, now=now)
    if not is_ours:
        log.warning("message %s took longer than its lease", letter.id)
    elif outcome.state is MessageState.DEAD:
        # What the server said stands with the message: it may name the address.
        log.warning("message %s is given up after %d tries", letter.id, outcome.attempts)
