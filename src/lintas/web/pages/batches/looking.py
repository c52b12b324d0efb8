"""A batch, looked at: its meetings, what its people are told, and who knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import FromPath, QueryParameter

from lintas.domain.attendance import Mark, Rsvp
from lintas.domain.people import Actor
from lintas.domain.programs import Enrolment
from lintas.render.times import say_moment
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.requests import list_seen
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.programs.attendance import count_marks, count_rsvps
from lintas.store.programs.batches import find_batch
from lintas.store.programs.enrolments import list_reserve, list_seated
from lintas.store.programs.hours import measure_progress
from lintas.store.programs.reading import count_reach, count_read, count_readers
from lintas.store.programs.templates import find_any_program
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form
from lintas.web.html import Page, show
from lintas.web.pages.attendance.roll import MARKS
from lintas.web.pages.shown.cards import SessionShown, session_shown

PEOPLE_ON_A_PAGE = 50
MOST_SESSIONS = 60
ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """A session, and how many have read it as it is; `is_seen`: the asker may open its booking.

    `said` is who came, or who says beforehand to come.
    """

    session: SessionShown
    readers: int
    is_seen: bool
    said: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody enrolled. Opening the page and saying that it was read are two things."""

    id: UUID
    name: str
    opened: str
    read: int


@get("/angkatan/{batch_id:uuid}")
async def show_batch(
    request: AnyRequest,
    batch_id: FromPath[UUID],
    after: Annotated[UUID | None, QueryParameter(name="sesudah")] = None,
) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    batch = await find_batch(batch_id, seen_by=actor)
    sessions = await list_sessions_of_batch(batch.id)
    put_off = [each for each in sessions if each.postponed]
    dated = [each for each in sessions if not each.postponed][-MOST_SESSIONS:]
    cards = await list_cards([*dated, *put_off[:MOST_SESSIONS]])
    readers = await count_readers(batch.id, now=now)
    enrolments = await list_seated(batch.id, seen_by=actor, after=after, limit=PEOPLE_ON_A_PAGE + 1)
    listed = enrolments[:PEOPLE_ON_A_PAGE]
    read = await count_read([each.id for each in listed], batch.id, now=now)
    zone = cards[0].zone if cards else ZONE
    seen = await list_seen({card.session.booking_id for card in cards}, seen_by=actor)
    session_ids = [card.session.id for card in cards]
    rsvps, marks = await count_rsvps(session_ids), await count_marks(session_ids)
    meetings = [
        MeetingShown(
            session_shown(card, None, now=now),
            readers=readers.get(card.session.id, 0),
            is_seen=card.session.booking_id in seen,
            said=_said(rsvps.get(card.session.id, {}), marks.get(card.session.id, {})),
        )
        for card in cards
    ]
    dated_shown = [each for each in meetings if not each.session.is_postponed]
    ahead = [
        each for each in cards if each.session.decision.holds and each.session.span.start > now
    ]
    kept = Subject(keeper=batch.keeper)
    return await show(
        request,
        "batches/batch.html",
        form=blank_form(label="", subject=f"batch:{batch.id}"),
        batch=batch,
        coming=[each for each in dated_shown if not each.session.is_over],
        past=[each for each in dated_shown if each.session.is_over],
        put_off=[each for each in meetings if each.session.is_postponed],
        put_off_count=len(put_off),
        reach=await count_reach(batch.id, now=now),
        planned=sum(1 for each in meetings if each.session.holds and not each.session.is_over),
        progress=await measure_progress(batch, now=now),
        members=[_member(each, read.get(each.id, 0), zone) for each in listed],
        most=(await find_any_program(batch.program_id)).max_participants,
        waiting=[each.person.name for each in await list_reserve(batch.id)],
        more=listed[-1].id if len(enrolments) > PEOPLE_ON_A_PAGE else None,
        may_postpone=bool(ahead) and all(_may_move(card, actor) for card in ahead),
        movable={each.session.id for each in cards if _may_move(each, actor)},
        may_keep=can(actor, Verb.KEEP_PROGRAMS, kept),
        may_enrol=can(actor, Verb.ENROL, kept),
        may_inspect=can(actor, Verb.INSPECT, kept),
        may_publish=can(actor, Verb.PUBLISH_FEED, kept),
    )


def _said(rsvps: Mapping[Rsvp, int], marks: Mapping[Mark, int]) -> str:
    if marks:
        return ", ".join(f"{MARKS[mark].lower()} {count}" for mark, count in marks.items())
    if rsvps:
        return f"akan hadir {rsvps[Rsvp.COMING]}, berhalangan {rsvps[Rsvp.PREVENTED]}"
    return ""


def _may_move(card: Card, actor: Actor) -> bool:
    subject = Subject(card.keeper, card.session.lender_keeper, card.asked_by)
    return can(actor, Verb.MOVE, subject)


def _member(enrolment: Enrolment, read: int, zone: ZoneInfo) -> Member:
    opened = enrolment.opened_at
    return Member(
        id=enrolment.id,
        name=enrolment.person.name,
        opened=say_moment(opened, zone) if opened else "",
        read=read,
    )
