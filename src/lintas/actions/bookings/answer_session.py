"""A trainer says yes or no to a session, or an office numbers the letter of assignment."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked, halls_of, trainer
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Session
from lintas.domain.given import KEPT, Checklist, Kept
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState, NotFound
from lintas.domain.teaching import Answer, Teaching
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.bookings.teaching import list_teaching, save_teaching
from lintas.store.transaction import retrying, writing

LONGEST_LETTER = 200


@dataclass(frozen=True, slots=True)
class TeachingChange:
    """What is to be different; `letter` is the number that the office gave."""

    answer: Answer | Kept = KEPT
    letter: str | Kept = KEPT

    def check(self) -> None:
        """Raises Invalid."""
        checklist = Checklist()
        if isinstance(self.letter, str):
            checklist.optional_line("letter", self.letter, LONGEST_LETTER)
        checklist.refuse_faults()


@retrying
async def answer_session(
    session_id: UUID, person_id: UUID, change: TeachingChange, *, actor: Actor, now: datetime
) -> Teaching:
    """Keep it; whoever declines makes a conflict of the session, and its desks are told at once.

    Raises:
        NotFound: no such session that the actor sees, or the person doesn't teach in it.
        NotAllowed: the actor is neither the trainer (who numbers no letter) nor the asking side.
        Invalid: a letter's number too long.
        IllegalState: the session is over, or holds nothing any more.
    """
    change.check()
    locks = (trainer(person_id), *await halls_of([await find_session(session_id, seen_by=actor)]))
    async with writing(*locks):
        session = await find_session(session_id, seen_by=actor)
        check_locked(await halls_of([session]), locks)
        before = await _find_teaching(session, person_id)
        await _allow(session, before, change, actor)
        if not session.decision.holds or session.span.end <= now:
            state = "over" if session.decision.holds else session.decision.value
            raise IllegalState("session", state, "answer")
        after = before
        if isinstance(change.answer, Answer):
            after = replace(after, answer=change.answer, answered_at=now)
        if isinstance(change.letter, str):
            after = replace(after, letter=change.letter.strip())
        await save_teaching(after)
        await rejudge([session], now=now)
        await audit(
            actor,
            "answer",
            ("session", session.id),
            before={"answer": before.answer.value, "letter": before.letter},
            after={"person": person_id, "answer": after.answer.value, "letter": after.letter},
            now=now,
        )
    return after


async def _find_teaching(session: Session, person_id: UUID) -> Teaching:
    """Raises NotFound."""
    taught = await list_teaching([session.id])
    for each in taught.values():
        if each.person_id == person_id:
            return each
    raise NotFound("person_id", person_id)


async def _allow(
    session: Session, teaching: Teaching, change: TeachingChange, actor: Actor
) -> None:
    """Raises NotAllowed."""
    booking = await find_any_booking(session.booking_id)
    asking_side = Subject(keeper=booking.keeper, owner=booking.asked_by)
    is_own = actor.person_id == teaching.person_id and change.letter is KEPT
    if not is_own and not can(actor, Verb.MOVE, asking_side):
        raise NotAllowed("answer")
