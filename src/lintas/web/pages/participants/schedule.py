"""The meetings of a batch as one participant is told of them: when, where, and what has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.domain.attendance import Mark, Rsvp
from lintas.domain.bookings import Decision, Session, SessionState
from lintas.domain.programs import Acknowledgement, Enrolment
from lintas.render.places import say_meeting
from lintas.render.times import say_moment, say_span
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.changes import Shift, list_cancellations, list_shifts
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.programs.acknowledgements import list_acknowledgements_of
from lintas.store.programs.attendance import list_marks_of, list_rsvps_of
from lintas.web.pages.attendance.roll import MARKS
from lintas.web.pages.shown.cards import say_place
from lintas.web.pages.shown.places import NOWHERE, Place, list_places

_NEVER_GRANTED = frozenset({Decision.DECLINED, Decision.EXPIRED, Decision.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session. `state` says the one thing that matters about it now, empty: it takes place.

    `was` is when and where it was to be when this reader last said that it was read; `read_at`
    is empty until the present one is. `at` is where, or online, by `link`. `says` is
    what this reader said beforehand, `mark` what the attendance list says.
    """

    id: UUID
    sequence: int
    title: str
    when: str
    room: str
    venue: str
    address: str
    place: Place
    at: str
    takes_room: bool
    link: str
    trainers: str
    state: str
    is_cancelled: bool
    was: str
    reason: str
    read_at: str
    is_over: bool
    says: str
    may_say: bool
    mark: str


async def list_meetings(enrolment: Enrolment, *, now: datetime) -> list[Meeting]:
    """All of them, the past ones too, earliest first; of one hour, what takes place first.

    What was only asked for, and never granted, is no news to who has never read of it.
    """
    read = await list_acknowledgements_of(enrolment.id)
    known = {each.session_id for each in read}
    sessions = [
        each
        for each in await list_sessions_of_batch(enrolment.batch_id)
        if each.decision not in _NEVER_GRANTED or each.id in known
    ]
    if not sessions:
        return []
    sessions.sort(key=lambda each: (each.span.start, not each.decision.holds))
    cards = await list_cards(sessions)
    shifts = await list_shifts(sessions)
    reasons = await list_cancellations(sessions)
    places = await list_places(cards)
    said = await list_rsvps_of(enrolment.id)
    marks = await list_marks_of(enrolment.id)
    return [
        _meeting(
            card,
            [each for each in read if each.session_id == card.session.id],
            [each for each in shifts if each.session_id == card.session.id],
            places.get(card.venue_id, NOWHERE),
            reason=reasons.get(card.session.id, ""),
            part=(said.get(card.session.id), marks.get(card.session.id)),
            now=now,
        )
        for card in cards
    ]


def _meeting(
    card: Card,
    read: Sequence[Acknowledgement],
    shifts: Sequence[Shift],
    place: Place,
    *,
    reason: str,
    part: tuple[Rsvp | None, Mark | None],
    now: datetime,
) -> Meeting:
    session = card.session
    is_cancelled = session.state is SessionState.CANCELLED
    last_read = read[-1].at if read else None
    present = next((each for each in read if each.sequence == session.sequence), None)
    shift = _since(shifts, last_read)
    return Meeting(
        id=session.id,
        sequence=session.sequence,
        title=card.title if card.title != card.batch_title else "",
        when=say_span(session.span, card.zone),
        room=card.room_name,
        venue=card.venue_name,
        address=card.address,
        place=place,
        at=say_place(card),
        takes_room=session.mode.takes_room,
        link=session.link if session.mode.is_joined else "",
        trainers=", ".join(card.trainer_names),
        state=_state(session, shift),
        is_cancelled=is_cancelled,
        was=f"{say_span(shift.span, card.zone)}, {say_meeting(shift.mode, shift.place, '')}"
        if shift
        else "",
        reason=reason if is_cancelled else (shifts[-1].reason if shifts else ""),
        read_at=say_moment(present.at, card.zone) if present else "",
        is_over=session.span.end <= now,
        says=part[0].value if part[0] else "",
        may_say=session.decision.holds and session.span.start > now,
        mark=_mark(session, part[1]),
    )


def _was(shift: Shift, card: Card) -> str:
    return f"{say_span(shift.span, card.zone)}, {say_meeting(shift.mode, shift.place, '')}"


def _mark(session: Session, mark: Mark | None) -> str:
    """What became of it for this reader; empty: nobody wrote it down."""
    if session.state is SessionState.UNUSED:
        return "tidak terpakai"
    return MARKS[mark].lower() if mark else ""


def _since(shifts: Sequence[Shift], read_at: datetime | None) -> Shift | None:
    """What the reader last knew: the first move after it was read; of none, the last there was."""
    later = [each for each in shifts if read_at is not None and each.at > read_at]
    return later[0] if later else next(reversed(shifts), None)


def _state(session: Session, shift: Shift | None) -> str:
    if session.postponed:
        return "Ditunda, tanggal baru menyusul"
    if session.state is SessionState.CANCELLED:
        return "Dibatalkan"
    if session.decision is Decision.REQUESTED:
        return "Menunggu kepastian tempat"
    if shift is None:
        return ""
    if shift.span != session.span:
        return "Jadwal ulang"
    return "Pindah ruang" if shift.mode is session.mode else "Cara bertemu berubah"
