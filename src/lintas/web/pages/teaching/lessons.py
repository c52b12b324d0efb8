"""The sessions that one trainer is asked for, and what was answered to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.answering import LONGEST_REASON, TeachingChange
from lintas.domain.attendance import has_roll
from lintas.domain.bookings import Decision, Session, SessionState
from lintas.domain.people import PersonId
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.teaching import Answer, Teaching
from lintas.render.times import say_span
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.teaching import list_teaching
from lintas.web.forms import Form
from lintas.web.pages.shown.cards import say_place
from lintas.web.pages.shown.places import NOWHERE, Place, list_places

SAID = {
    Answer.ASKED: "Belum menjawab",
    Answer.ACCEPTED: "Bersedia",
    Answer.DECLINED: "Tidak bersedia",
}
# How long after a session its list is at hand here; it can be corrected later, too.
RECENT = timedelta(days=30)
# A phone loads no more at once.
MOST_SHOWN = 40
# What was taken from somebody who was counted on is news; what was never granted is none.
_TAKEN = frozenset({Decision.CANCELLED, Decision.BUMPED})


@dataclass(frozen=True, slots=True)
class Lesson:
    """`answer` is asked, accepted or declined; `off` says why it doesn't take place, if so.

    `at` is where, or online, by `link`.
    """

    id: UUID
    title: str
    when: str
    room: str
    venue: str
    address: str
    place: Place
    at: str
    takes_room: bool
    is_joined: bool
    link: str
    agency: str
    headcount: int
    is_waiting: bool
    off: str
    answer: str
    said: str
    reason: str
    letter: str


@dataclass(frozen=True, slots=True)
class Taught:
    """A session that has begun, with a list to fill in or to correct."""

    id: UUID
    title: str
    when: str
    is_held: bool


async def list_taught(sessions: Sequence[Session], *, now: datetime) -> list[Taught]:
    """Those with people enrolled that have begun, latest first."""
    begun = [each for each in sessions if has_roll(each, now=now)]
    cards = await list_cards(begun[: -MOST_SHOWN - 1 : -1])
    return [
        Taught(
            card.session.id,
            card.title,
            say_span(card.session.span, card.zone),
            is_held=card.session.state is SessionState.HELD,
        )
        for card in cards
    ]


async def list_lessons(
    sessions: Sequence[Session], person_id: PersonId, *, now: datetime
) -> list[Lesson]:
    """Those not over that take place, or were to, earliest first."""
    shown = [
        each
        for each in sessions
        if each.span.end > now and (each.decision.holds or each.decision in _TAKEN)
    ][:MOST_SHOWN]
    cards = await list_cards(shown)
    taught = await list_teaching([each.id for each in shown])
    places = await list_places(cards)
    return [
        _lesson(
            card,
            taught.get((card.session.id, person_id), Teaching(card.session.id, person_id)),
            places.get(card.venue_id, NOWHERE),
        )
        for card in cards
    ]


def read_answer(form: Form) -> TeachingChange:
    """Of a button and, with a no, its reason.

    Raises:
        Invalid: a no without its reason, or an answer that no button of ours sends.
    """
    answer = form.value("answer")
    if answer == Answer.DECLINED:
        reason = form.text("reason", longest=LONGEST_REASON)
        form.refuse_faults()
        return TeachingChange(answer=Answer.DECLINED, reason=reason)
    if answer != Answer.ACCEPTED:
        said = f"{Answer.ACCEPTED}, {Answer.DECLINED}"
        raise Invalid(faults=(Fault("answer", answer, "one_of", said),))
    return TeachingChange(answer=Answer.ACCEPTED)


def read_sessions(form: Form) -> tuple[UUID, ...]:
    """Which sessions the answer is for.

    Raises:
        Invalid: none, or what isn't one.
    """
    session_ids = tuple(dict.fromkeys(form.identifiers("sesi")))
    if not session_ids:
        form.text("sesi")
    if len(session_ids) > MOST_SHOWN:
        form.faults.append(Fault("sesi", len(session_ids), "most_items", MOST_SHOWN))
    form.refuse_faults()
    return session_ids


def _lesson(card: Card, taught: Teaching, place: Place) -> Lesson:
    session = card.session
    return Lesson(
        id=session.id,
        title=card.title,
        when=say_span(session.span, card.zone),
        room=card.room_name,
        venue=card.venue_name,
        address=card.address,
        place=place,
        at=say_place(card),
        takes_room=session.mode.takes_room,
        is_joined=session.mode.is_joined,
        link=session.link if session.mode.is_joined else "",
        agency=card.agency_name,
        headcount=card.headcount,
        is_waiting=session.decision is Decision.REQUESTED,
        off=_off(session),
        answer=taught.answer.value,
        said=SAID[taught.answer],
        reason=taught.reason,
        letter=taught.letter,
    )


def _off(session: Session) -> str:
    if session.decision.holds:
        return ""
    return "Ditunda" if session.postponed else "Dibatalkan"
