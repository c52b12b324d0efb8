"""A participant says beforehand: I come, or I can't."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.attendance import Rsvp
from lintas.domain.given import Checklist
from lintas.domain.refusal import IllegalState, NotFound
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.programs.attendance import find_rsvp, save_rsvp
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.transaction import retrying, writing

LONGEST_REASON = 300


@retrying
async def say_coming(
    secret: str, session_id: UUID, says: Rsvp, reason: str = "", *, now: datetime
) -> None:
    """Keep what was said last; again changes nothing. Whoever holds the personal link may.

    It is no attendance: nobody loses the seat, and the trainer sees it on the list. The reason,
    often an illness, stays out of the audit trail, from which nothing can be erased.

    Raises:
        NotFound: no personal page has that secret, or its batch has no such session.
        Invalid: a reason too long.
        IllegalState: it has begun, or doesn't take place.
    """
    checklist = Checklist()
    checklist.optional_line("reason", reason, LONGEST_REASON)
    checklist.refuse_faults()
    enrolment = await find_enrolment_by_secret(secret)
    async with writing(f"enrolment:{enrolment.id}"):
        enrolment = await find_enrolment_by_secret(secret)
        for session in await list_sessions_named([session_id]):
            if session.batch_id == enrolment.batch_id and enrolment.reserve_number is None:
                break
        else:
            raise NotFound("session_id", session_id)
        if not session.decision.holds:
            raise IllegalState("session", session.decision, "say_coming")
        if session.span.start <= now:
            raise IllegalState("session", "begun", "say_coming")
        before = await find_rsvp(enrolment.id, session.id)
        said = (says, reason.strip() if says is Rsvp.PREVENTED else "")
        if before == said:
            return
        await save_rsvp(enrolment.id, session.id, *said, now=now)
        await audit(
            None,
            "say_coming",
            ("enrolment", enrolment.id),
            before={"says": before[0].value if before else ""},
            after={"session": session.id, "says": says.value},
            now=now,
        )
