"""What becomes of a claimed message after a try, and when it is tried again."""

from datetime import datetime, timedelta
from uuid import UUID

from lintas.alerts.smtp import MailRefused
from lintas.store.messages.sending import Letter, MessageState, Outcome

# After the first try and so on: ten tries in about 76 hours (Standard Webhooks' schedule).
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
MOST_TRIES = len(PAUSES) + 1


def next_try(message_id: UUID, attempts: int, *, now: datetime) -> datetime | None:
    """When to try again after so many tries; none: that was the last.

    The pause is half to one and a half of what is listed. It is spread by the id, so that what
    failed together doesn't come back together, and so that nothing here is left to chance.
    """
    if attempts >= MOST_TRIES:
        return None
    return now + PAUSES[attempts - 1] * (0.5 + message_id.int % 1000 / 1000)


def done(letter: Letter) -> Outcome:
    return Outcome(MessageState.DONE, letter.attempts)


def given_back(letter: Letter, due: datetime, error: str = "") -> Outcome:
    """Not tried, by no fault of its own."""
    return Outcome(MessageState.NEW, letter.attempts - 1, error, next_at=due)


def cancelled(letter: Letter, why: str) -> Outcome:
    return Outcome(MessageState.CANCELLED, letter.attempts - 1, why)


def again(letter: Letter, error: str, *, now: datetime) -> Outcome:
    """Once more later, if it has tries left."""
    due = next_try(letter.id, letter.attempts, now=now)
    state = MessageState.NEW if due else MessageState.DEAD
    return Outcome(state, letter.attempts, error, next_at=due)


def refused_as(letter: Letter, refused: MailRefused, *, now: datetime) -> Outcome:
    if refused.is_final:
        return Outcome(MessageState.DEAD, letter.attempts, str(refused))
    return again(letter, str(refused), now=now)
