"""Somebody with authority lets a broken law stand, and says why."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked, halls_of
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.conflicts import Conflict, ConflictState, find_conflict, save_conflict
from lintas.store.bookings.sessions import find_session
from lintas.store.transaction import retrying, writing


class OverrideUnfounded(Invalid):
    """An override without an authority or a reason."""


# The database's own wall holds these up: no authority can put two uses into one room.
WALLED = frozenset({"venue_clash", "trainer_clash"})


@retrying
async def override_conflict(
    conflict_id: UUID, *, actor: Actor, authority: str, reason: str, now: datetime
) -> Conflict:
    """Let it stand: it is shown as overridden, with who, by what authority and why.

    Raises:
        NotFound: no such conflict on the actor's side.
        NotAllowed: the actor doesn't coordinate the side that lends the room.
        OverrideUnfounded: no authority or no reason.
        IllegalState: it isn't open, or is about a hold that the database keeps.
    """
    seen = await find_conflict(conflict_id, seen_by=actor)
    # Whoever judges the session again, or takes it away, has the same lock.
    locks = await halls_of([await find_session(seen.session_id, seen_by=actor)])
    async with writing(*locks):
        conflict = await find_conflict(conflict_id, seen_by=actor)
        session = await find_session(conflict.session_id, seen_by=actor)
        check_locked(await halls_of([session]), locks)
        allow(actor, Verb.OVERRIDE, Subject(lender=session.lender_keeper))
        faults = [
            Fault(name, text, "required")
            for name, text in (("authority", authority), ("reason", reason))
            if not text.strip()
        ]
        if faults:
            raise OverrideUnfounded(faults=tuple(faults))
        if conflict.state is not ConflictState.OPEN:
            raise IllegalState("conflict", conflict.state, "override")
        if conflict.finding.code in WALLED:
            raise IllegalState("conflict", conflict.finding.code, "override")
        overridden = replace(
            conflict,
            state=ConflictState.OVERRIDDEN,
            ended_at=now,
            overridden_by=actor.id,
            authority=authority.strip(),
            reason=reason.strip(),
        )
        await save_conflict(overridden)
        subject = ("conflict", conflict.id)
        after = {"code": conflict.finding.code, "authority": overridden.authority}
        await audit(actor, "override", subject, after=after, reason=overridden.reason, now=now)
    return overridden
