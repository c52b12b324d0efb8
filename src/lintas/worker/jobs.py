"""What is done on a clock. Each job asks the database what is due.

So none remembers anything, and it does no harm when several workers do the same at once, or when
one does it twice.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from lintas.actions.agreements import warn_of_ends as warning
from lintas.actions.approvals import queue as queueing
from lintas.actions.approvals import remind_stand_ins as reminding
from lintas.actions.audit.chain_entries import chain_entries
from lintas.actions.bookings import expire_requests as expiring
from lintas.actions.bookings import offer_skipped as offering
from lintas.actions.bookings.forget_receipts import forget_receipts
from lintas.actions.bookings.import_plan import judging_due
from lintas.actions.calendar_mail import send_entries as mailing
from lintas.actions.conflicts import rejudge_due as rejudging
from lintas.actions.feeds.expire_feeds import expire_feeds
from lintas.actions.feeds.remember_fetches import forget_fetches
from lintas.actions.people import erase_person as erasing
from lintas.actions.programs import fill_seats as filling
from lintas.actions.schedules import score_foresight as scoring
from lintas.actions.slots.forget_changes import forget_changes
from lintas.alerts.deliver import deliver_due, give_up_unsendable
from lintas.alerts.post import Post
from lintas.domain.signing import SigningKey
from lintas.intake.calendars import looking as lookout
from lintas.intake.calendars.looking import Looking


@dataclass(frozen=True, slots=True)
class Duties:
    """What every job is handed; `post`, `looking` and `signing` are none where none was set up.

    A `retention` of nothing forgets nobody. A job that takes long begins nothing more once
    `stopping` is set.
    """

    post: Post | None
    stopping: asyncio.Event
    looking: Looking | None = None
    signing: SigningKey | None = None
    retention: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Job:
    """`run` does what is due at the moment it is given."""

    name: str
    every: timedelta
    run: Callable[[Duties, datetime], Awaitable[None]]


async def deliver_messages(duties: Duties, now: datetime) -> None:
    if duties.post is not None:
        await deliver_due(duties.post, now=now, stopping=duties.stopping)


async def mail_calendars(duties: Duties, now: datetime) -> None:
    if duties.post is not None:
        await mailing.send_entries(now=now)


async def expire_requests(_: Duties, now: datetime) -> None:
    await expiring.expire_requests(now=now)


async def warn_of_ends(_: Duties, now: datetime) -> None:
    await warning.warn_of_ends(now=now)


async def offer_slots(_: Duties, now: datetime) -> None:
    await queueing.offer_slots(now=now)


async def remind_stand_ins(_: Duties, now: datetime) -> None:
    await reminding.remind_stand_ins(now=now)


async def fill_seats(_: Duties, now: datetime) -> None:
    await filling.fill_seats(now=now)


async def offer_skipped(_: Duties, now: datetime) -> None:
    await offering.offer_skipped(now=now)


async def tidy(duties: Duties, now: datetime) -> None:
    await forget_receipts(now=now)
    await forget_changes(now=now)
    await forget_fetches(now=now)
    await scoring.forget_forecasts(now=now)
    await expire_feeds(now=now)
    await mailing.forget_entries(now=now)
    if duties.post is None:
        await give_up_unsendable(now=now)


async def score_foresight(_: Duties, now: datetime) -> None:
    await scoring.score_foresight(now=now)


async def rejudge_due(_: Duties, now: datetime) -> None:
    await rejudging.rejudge_due(now=now)


async def rejudge_everything(_: Duties, now: datetime) -> None:
    await rejudging.rejudge_everything(now=now)


async def judge_plans(duties: Duties, now: datetime) -> None:
    await judging_due.judge_waiting(now=now, stopping=duties.stopping.is_set)


async def look_at_calendars(duties: Duties, now: datetime) -> None:
    if duties.looking is not None:
        await lookout.look_at_due(duties.looking, now=now, stopping=duties.stopping.is_set)


async def chain_audit(duties: Duties, now: datetime) -> None:
    await chain_entries(duties.signing, now=now)


async def erase_forgotten(duties: Duties, now: datetime) -> None:
    if duties.retention:
        await erasing.erase_forgotten(duties.retention, now=now)


JOBS: tuple[Job, ...] = (
    Job("deliver_messages", timedelta(seconds=2), deliver_messages),
    # What changes twice within it makes one mail.
    Job("mail_calendars", timedelta(seconds=10), mail_calendars),
    Job("expire_requests", timedelta(seconds=30), expire_requests),
    Job("judge_plans", timedelta(seconds=2), judge_plans),
    Job("look_at_calendars", timedelta(seconds=5), look_at_calendars),
    Job("rejudge_due", timedelta(seconds=5), rejudge_due),
    Job("offer_skipped", timedelta(minutes=5), offer_skipped),
    Job("rejudge_everything", timedelta(days=1), rejudge_everything),
    Job("warn_of_ends", timedelta(hours=1), warn_of_ends),
    Job("offer_slots", timedelta(seconds=5), offer_slots),
    Job("remind_stand_ins", timedelta(minutes=10), remind_stand_ins),
    Job("fill_seats", timedelta(minutes=10), fill_seats),
    Job("score_foresight", timedelta(minutes=5), score_foresight),
    Job("chain_audit", timedelta(minutes=5), chain_audit),
    Job("erase_forgotten", timedelta(hours=1), erase_forgotten),
    Job("tidy", timedelta(hours=1), tidy),
)
