"""A participant says: I have read when and where."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.programs import Acknowledgement
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.programs.enrolments import add_acknowledgement, find_enrolment_by_secret
from lintas.store.transaction import retrying, writing


@retrying
async def acknowledge_session(
    secret: str, session_id: UUID, sequence: int, *, now: datetime
) -> None:
    """Keep that a session was read as it was at `sequence`; again changes nothing.

    Whoever holds the personal link may.

    Raises:
        NotFound: no personal page has that secret, or its batch has no such session.
        Invalid: a sequence that the session hasn't reached.
    """
    async with writing():
        enrolment = await find_enrolment_by_secret(secret)
        for session in await list_sessions_named([session_id]):
            if session.batch_id == enrolment.batch_id:
                break
        else:
            raise NotFound("session_id", session_id)
        if not 0 <= sequence <= session.sequence:
            fault = Fault("sequence", sequence, "between", f"0-{session.sequence}")
            raise Invalid(faults=(fault,))
        read = Acknowledgement(enrolment.id, session.id, sequence, now)
        if await add_acknowledgement(read, now=now):
            after = {"session": session.id, "sequence": sequence}
            await audit(None, "acknowledge", ("enrolment", enrolment.id), after=after, now=now)
