"""Who teaches a session: whether they come, and the number of their letter of assignment."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.bookings.answer_session import answer_session
from lintas.actions.steps.answering import TeachingChange
from lintas.domain.given import KEPT
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.teaching import Answer
from lintas.render.times import say_span
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.joining import list_links
from lintas.store.bookings.sessions import find_session
from lintas.store.bookings.teaching import list_teaching
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show
from lintas.web.pages.shown.cards import say_place
from lintas.web.pages.teaching.lessons import SAID


@dataclass(frozen=True, slots=True)
class TrainerShown:
    """`may_answer`: the asker is the trainer, or speaks for the asking side."""

    person_id: UUID
    name: str
    said: str
    reason: str
    letter: str
    may_answer: bool


@get("/sesi/{session_id:uuid}/pengajar")
async def show_teaching(request: AnyRequest, session_id: FromPath[UUID]) -> Page:
    actor = asking(request)
    session = await find_session(session_id, seen_by=actor)
    (card,) = await list_cards([session])
    may_number = can(actor, Verb.MOVE, Subject(keeper=card.keeper, owner=card.asked_by))
    names = dict(zip(session.trainer_ids, card.trainer_names, strict=False))
    trainers = [
        TrainerShown(
            each.person_id,
            names.get(each.person_id, "Pengajar"),
            SAID[each.answer],
            each.reason,
            each.letter,
            session.decision.holds and (may_number or actor.person_id == each.person_id),
        )
        for each in (await list_teaching([session.id])).values()
    ]
    return await show(
        request,
        "teaching/session.html",
        form=blank_form(),
        session_id=session.id,
        booking_id=session.booking_id,
        purpose=card.purpose,
        when=say_span(session.span, card.zone),
        is_postponed=session.postponed,
        place=say_place(card),
        link=(await list_links([session], seen_by=actor)).get(session.id, ""),
        trainers=trainers,
        may_number=may_number,
        may_invite=bool(card.keeper)
        and can(actor, Verb.INVITE_TRAINERS, Subject(keeper=card.keeper)),
        keeper=card.keeper,
    )


@post("/sesi/{session_id:uuid}/pengajar/{person_id:uuid}")
async def send_teaching(
    request: AnyRequest, session_id: FromPath[UUID], person_id: FromPath[UUID]
) -> Page:
    """One thing at a time: an answer, or a letter's number.

    Raises:
        Invalid: an answer that no button of ours sends.
    """
    form = await read_form(request)
    answer = form.value("answer")
    if answer and answer not in set(Answer):
        raise Invalid(faults=(Fault("answer", answer, "one_of", ", ".join(Answer)),))
    change = TeachingChange(
        answer=Answer(answer) if answer else KEPT,
        reason=form.value("reason"),
        letter=KEPT if answer else form.value("letter"),
    )
    actor, now = asking(request), datetime.now(UTC)
    await answer_session(session_id, person_id, change, actor=actor, now=now)
    return go(request, f"/sesi/{session_id}/pengajar", flash="saved")


ANSWERING = (show_teaching, send_teaching)
