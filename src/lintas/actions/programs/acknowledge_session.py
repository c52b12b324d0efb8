"""A participant says: I have read when and where."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.bookings import Session
from lintas.domain.programs import Acknowledgement, Enrolment
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.programs.acknowledgements import add_acknowledgement
from lintas.store.programs.enrolments import find_enrolment_by_secret, save_opened
from lintas.store.transaction import retrying, writing


@retrying
async def acknowledge_session(
    secret: str, session_id: UUID, sequence: int, *, now: datetime
) -> None:
    """Keep that a session was read as it was at `sequence`; again changes nothing.

    Whoever holds the personal link may. Who has read it has opened the page.

    Raises:
        NotFound: no personal page has that secret, or its batch has no such session.
        Invalid: a sequence that the session hasn't reached.
    """
    async with writing():
        await _acknowledge(secret, {session_id: sequence}, now=now)


@retrying
async def acknowledge_sessions(
    secret: str, sequences: Mapping[UUID, int], *, now: datetime
) -> None:
    """The same for many sessions, or for none of them.

    Raises:
        NotFound, Invalid: as `acknowledge_session`.
    """
    async with writing():
        await _acknowledge(secret, sequences, now=now)


async def _acknowledge(secret: str, sequences: Mapping[UUID, int], *, now: datetime) -> None:
    enrolment = await find_enrolment_by_secret(secret)
    for session in await _find_sessions(enrolment, sequences):
        sequence = sequences[session.id]
        if not 0 <= sequence <= session.sequence:
            fault = Fault("sequence", sequence, "between", f"0-{session.sequence}")
            raise Invalid(faults=(fault,))
        read = Acknowledgement(enrolment.id, session.id, sequence, now)
        if await add_acknowledgement(read, now=now):
            after = {"session": session.id, "sequence": sequence}
            await audit(None, "acknowledge", ("enrolment", enrolment.id), after=after, now=now)
    if enrolment.opened_at is None:
        await save_opened(enrolment.id, now=now)


async def _find_sessions(
    enrolment: Enrolment, sequences: Mapping[UUID, int]
) -> tuple[Session, ...]:
    """Raises NotFound."""
    found = await list_sessions_named(sequences)
    # Who waits for a seat has nothing to read yet.
    own = enrolment.batch_id if enrolment.reserve_number is None else None
    known = {each.id for each in found if own and each.batch_id == own}
    for session_id in sequences:
        if session_id not in known:
            raise NotFound("session_id", session_id)
    return found
