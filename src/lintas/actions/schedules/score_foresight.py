"""What was foreseen of changes is held against what happened, once their sessions have begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import SessionId
from lintas.domain.estimates import FORECASTS_KEPT, Estimate, Forecast, Score, count_right
from lintas.domain.people import Actor, PersonId
from lintas.domain.reach import Part, Signs
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.foresight import judge_forecast
from lintas.store.bookings.cards import Card
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.bookings.teaching import list_answers
from lintas.store.estimates import (
    list_due_estimates,
    list_estimates_of,
    list_forecasts,
    remove_old_forecasts,
    save_score,
    sum_scores,
)
from lintas.store.feeds.reach import (
    ATTENDING,
    TEACHING,
    list_confirmations,
    list_inbox_openings,
    list_own_links,
)
from lintas.store.programs.enrolments import list_any_seated
from lintas.store.transaction import retrying, writing

# Fetches are written down a little after they were answered.
SETTLING = timedelta(minutes=5)
MOST_IN_A_ROUND = 100


@dataclass(frozen=True, slots=True)
class Record:
    """How what was foreseen came out: of one session's changes, last first, and of its side's.

    `so_far` is that of everything the asking side has changed within 90 days.
    """

    estimates: tuple[Estimate, ...]
    so_far: Score


async def score_foresight(*, now: datetime) -> int:
    """Look at what was due, each in a transaction of its own; answers how many there were."""
    due = await list_due_estimates(before=now - SETTLING, limit=MOST_IN_A_ROUND)
    for each in due:
        await _score(each, now=now)
    return len(due)


async def forget_forecasts(*, now: datetime) -> None:
    """Of whom what was foreseen longer ago than 90 days; tidying only. Counts name nobody."""
    async with writing():
        await remove_old_forecasts(before=now - FORECASTS_KEPT)


async def find_record(card: Card, *, actor: Actor, now: datetime) -> Record:
    """For whoever may move it.

    Raises:
        NotAllowed
    """
    allow(actor, Verb.MOVE, Subject(card.keeper, card.session.lender_keeper, card.asked_by))
    return Record(await list_estimates_of(card.session.id), await sum_so_far(card.keeper, now=now))


async def sum_so_far(keeper: RegencyCode | None, *, now: datetime) -> Score:
    """Of everything that a side has changed within 90 days; it names nobody."""
    return await sum_scores(keeper, since=now - FORECASTS_KEPT)


@retrying
async def _score(estimate: Estimate, *, now: datetime) -> None:
    async with writing(f"estimate:{estimate.id}"):
        forecasts = await list_forecasts(estimate.id)
        signs = await _list_signs(estimate, forecasts)
        judged = [
            judge_forecast(
                each, signs.get((each.person_id, each.part), Signs()), made_at=estimate.made_at
            )
            for each in forecasts
        ]
        await save_score(estimate.id, count_right(judged), judged, now=now)


async def _list_signs(
    estimate: Estimate, forecasts: Sequence[Forecast]
) -> Mapping[tuple[PersonId, Part], Signs]:
    since, session_id = estimate.made_at, estimate.session_id
    [session] = await list_sessions_named([session_id])
    ids = sorted({each.person_id for each in forecasts})
    about = {session_id, session.booking_id}
    inbox = await list_inbox_openings(ids, about, since=since)
    seated = await list_any_seated(session.batch_id) if session.batch_id else ()
    enrolled = {each.person.id: each for each in seated}
    read = await list_confirmations([session_id])
    answers = await list_answers([SessionId(session_id)])
    attending = await list_own_links(ids, ATTENDING, since=since)
    teaching = await list_own_links(ids, TEACHING, since=since)
    found = {}
    for person_id in ids:
        opened, enrolment = inbox.get(person_id), enrolled.get(person_id)
        found[person_id, Part.TEACHES] = Signs(
            tuple(teaching.get(person_id, ())), opened, answers.get(person_id)
        )
        found[person_id, Part.ATTENDS] = Signs(
            tuple(attending.get(person_id, ())),
            _first_since(since, opened, enrolment.opened_at if enrolment else None),
            read.get(enrolment.id) if enrolment else None,
        )
    return found


def _first_since(since: datetime, *moments: datetime | None) -> datetime | None:
    """The inbox knows when it was opened first, the page only when it was last."""
    return min((each for each in moments if each and each >= since), default=None)
