"""What a trainer said to sessions is kept, weighed, and told to who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lintas.actions.steps.announcing import audit, facts_of
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Booking, BookingId, Session
from lintas.domain.given import KEPT, Checklist, Kept
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Role
from lintas.domain.refusal import IllegalState
from lintas.domain.teaching import Answer, Teaching, TrainerLink
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.teaching import save_teaching
from lintas.store.outbox import News, add_messages, list_account_recipients, list_desk

LONGEST_LETTER = 200
LONGEST_REASON = 500
# Of the answers that are told.
KINDS: Mapping[Answer, str] = {
    Answer.ACCEPTED: "trainer_accepted",
    Answer.DECLINED: "trainer_declined",
}


@dataclass(frozen=True, slots=True)
class TeachingChange:
    """What is to be different; `letter` is the number that the office gave.

    `reason` goes with an answer, and is forgotten with the next.
    """

    answer: Answer | Kept = KEPT
    letter: str | Kept = KEPT
    reason: str = ""

    def check(self) -> None:
        """Raises Invalid."""
        checklist = Checklist()
        if isinstance(self.letter, str):
            checklist.optional_line("letter", self.letter, LONGEST_LETTER)
        checklist.prose("reason", self.reason, LONGEST_REASON)
        checklist.refuse_faults()

    def on(self, before: Teaching, *, now: datetime) -> Teaching:
        """The same answer again is no news."""
        after = before
        if isinstance(self.answer, Answer):
            said = replace(before, answer=self.answer, reason=self.reason.strip())
            after = before if said == before else replace(said, answered_at=now)
        if isinstance(self.letter, str):
            after = replace(after, letter=self.letter.strip())
        return after


def check_answerable(session: Session, *, now: datetime) -> None:
    """Raises IllegalState: it is over, or holds nothing any more."""
    if not session.decision.holds or session.span.end <= now:
        state = "over" if session.decision.holds else session.decision.value
        raise IllegalState("session", state, "answer")


async def keep_answers(
    sessions: Sequence[Session],
    taught: Sequence[Teaching],
    change: TeachingChange,
    *,
    by: Actor | TrainerLink,
    now: datetime,
) -> tuple[Teaching, ...]:
    """Of one trainer: `taught` is what stands so far, in the order of the sessions.

    Whoever declines makes a conflict of a session, and its desks are told at once.
    """
    kept = tuple(change.on(before, now=now) for before in taught)
    changed = [
        (session, before, after)
        for session, before, after in zip(sessions, taught, kept, strict=True)
        if before != after
    ]
    for session, before, after in changed:
        await save_teaching(after)
        await _audit(session, before, after, by, now=now)
    await rejudge([session for session, _, _ in changed], now=now)
    answered = [
        (session, after)
        for session, before, after in changed
        if after.answered_at != before.answered_at
    ]
    if answered:
        await _tell([session for session, _ in answered], answered[0][1], now=now)
    return kept


async def _audit(
    session: Session,
    before: Teaching,
    after: Teaching,
    by: Actor | TrainerLink,
    *,
    now: datetime,
) -> None:
    link = {} if isinstance(by, Actor) else {"link": by.id}
    told = {"person": after.person_id, "answer": after.answer.value, "letter": after.letter}
    await audit(
        by if isinstance(by, Actor) else None,
        "answer",
        ("session", session.id),
        before={"answer": before.answer.value, "letter": before.letter},
        after={**told, **link},
        now=now,
    )


async def _tell(sessions: Sequence[Session], said: Teaching, *, now: datetime) -> None:
    """Tell, of each booking, who asked and the coordinators of the asking side."""
    if said.answer not in KINDS:
        return
    cards: dict[BookingId, list[Card]] = {}
    for card in await list_cards(sessions):
        cards.setdefault(card.session.booking_id, []).append(card)
    for booking in await list_bookings_named(sorted(cards)):
        await _tell_of(booking, cards[booking.id], said, now=now)


async def _tell_of(
    booking: Booking, cards: Sequence[Card], said: Teaching, *, now: datetime
) -> None:
    facts: dict[str, Any] = {**facts_of(cards), "reason": said.reason}
    first = cards[0]
    names = dict(zip(first.session.trainer_ids, first.trainer_names, strict=True))
    # Each answer is news of its own: a no after a yes after a no is told again.
    news = News(
        kind=KINDS[said.answer],
        subject_kind="answer",
        subject_id=new_id(now),
        version="",
        facts={**facts, "trainer": names[said.person_id]},
    )
    recipients = (
        *await list_account_recipients([booking.asked_by]),
        *await list_desk([booking.keeper], [Role.COORDINATOR]),
    )
    await add_messages(news, recipients, now=now)
