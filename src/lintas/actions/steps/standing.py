"""How far a booking has come through its steps of approval."""

from dataclasses import dataclass
from datetime import datetime

from lintas.actions.steps.approving import chains_of
from lintas.domain.approvals import current_step
from lintas.domain.bookings import Booking, Decision
from lintas.store.approvals.steps import list_names, list_step_decisions


@dataclass(frozen=True, slots=True)
class StepStanding:
    """Where one step of a booking stands: for the session that has come the least far.

    `state` is passed, declined, waiting, or to_come. `who` decides, or decided.
    """

    name: str
    side: str
    state: str
    who: str = ""
    at: datetime | None = None
    reason: str = ""
    due_at: datetime | None = None
    as_stand_in: bool = False


async def list_standings(booking: Booking) -> tuple[StepStanding, ...]:
    """Each step of the booking's chain, in order; none where no steps are declared."""
    chains = await chains_of(booking)
    undecided = [each for each in booking.sessions if each.decision is Decision.REQUESTED]
    shown = min(undecided or booking.sessions, key=lambda session: session.steps_passed)
    chain = chains[shown.id]
    if not chain:
        return ()
    taken = await list_step_decisions(booking.id)
    names = await list_names([each.approver_id for each in chain if each.approver_id])
    standings = []
    for number, step in enumerate(chain):
        last = [each for each in taken if each.position == number and each.session_id == shown.id]
        is_now = shown.decision is Decision.REQUESTED and current_step(chain, shown) is step
        who = names.get(step.approver_id, "") if step.approver_id else str(step.role)
        if is_now:
            due = step.due(shown.step_since or booking.asked_at)
            standings.append(
                StepStanding(step.name, step.side.value, "waiting", who=who, due_at=due)
            )
        elif last and number <= shown.steps_passed:
            told = last[-1]
            standings.append(
                StepStanding(
                    step.name,
                    step.side.value,
                    "passed" if told.verdict == "approve" else "declined",
                    who=told.decider_name,
                    at=told.at,
                    reason=told.reason,
                    as_stand_in=told.as_stand_in,
                )
            )
        else:
            standings.append(StepStanding(step.name, step.side.value, "to_come", who=who))
    return tuple(standings)
