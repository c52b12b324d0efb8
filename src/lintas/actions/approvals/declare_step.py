"""An agency, venue or room says whose yes it needs, one step after the other."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.approvals import (
    DESK_ROLES,
    LONGEST_WAIT_DAYS,
    MOST_STEPS_OF_A_SIDE,
    Step,
    StepId,
)
from lintas.domain.given import KEPT, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Actor, Role
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.domain.venues import RoomId
from lintas.rules.access import Verb
from lintas.store.accounts import find_account
from lintas.store.agencies import find_agency
from lintas.store.approvals.steps import (
    add_step,
    count_under_way,
    find_step,
    list_steps,
    remove_step,
    save_step,
)
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


class NotAStep(Invalid):
    """A step of approval of nothing, of nobody, or one too many."""


@dataclass(frozen=True, slots=True)
class StepFacts(Given):
    """A step of exactly one of agency, venue and room, decided by an account or a desk's role."""

    name: str
    days: int
    agency_id: UUID | None = None
    venue_id: UUID | None = None
    room_id: UUID | None = None
    approver_id: UUID | None = None
    role: str = ""
    stand_in_id: UUID | None = None

    def check(self) -> None:
        """Raises NotAStep, naming every value that can't be meant."""
        faults = []
        given = [each for each in (self.agency_id, self.venue_id, self.room_id) if each]
        if len(given) != 1:
            faults.append(
                Fault("agency_id", self.agency_id, "one_of", "agency_id, venue_id, room_id")
            )
        if not self.name:
            faults.append(Fault("name", self.name, "required"))
        if not 1 <= self.days <= LONGEST_WAIT_DAYS:
            faults.append(Fault("days", self.days, "between", f"1-{LONGEST_WAIT_DAYS}"))
        if self.role and self.role not in DESK_ROLES:
            faults.append(Fault("role", self.role, "one_of", ", ".join(DESK_ROLES)))
        if bool(self.approver_id) == bool(self.role):
            faults.append(Fault("approver_id", self.approver_id, "one_of", "approver_id, role"))
        if self.stand_in_id and self.stand_in_id == self.approver_id:
            faults.append(Fault("stand_in_id", self.stand_in_id, "distinct"))
        if faults:
            raise NotAStep(faults=tuple(faults))


@dataclass(frozen=True, slots=True)
class StepChange:
    """What is to be different; whose step it is stays."""

    name: str | Kept = KEPT
    days: int | Kept = KEPT
    approver_id: UUID | Kept | None = KEPT
    role: str | Kept = KEPT
    stand_in_id: UUID | Kept | None = KEPT


@retrying
async def declare_step(facts: StepFacts, *, actor: Actor, now: datetime) -> Step:
    """Add a step after those that are there.

    Raises:
        NotAStep: as `StepFacts.check`, or the side has its half of a chain.
        NotFound: an id that is unknown, or not the actor's to keep.
        NotAllowed: the actor keeps none.
        IllegalState: a request has passed some step here; how far it came would shift.
    """
    facts.check()
    async with writing(_lock(facts)):
        keeper = await _find_keeper(facts, actor)
        await _check_accounts(facts, actor)
        there = await list_steps(
            agency_id=facts.agency_id, venue_id=facts.venue_id, room_id=facts.room_id
        )
        if len(there) >= MOST_STEPS_OF_A_SIDE:
            fault = Fault("steps", len(there) + 1, "steps_of_a_side", MOST_STEPS_OF_A_SIDE)
            raise NotAStep(faults=(fault,))
        position = max((step.position for step in there), default=-1) + 1
        step = _step(facts, StepId(new_id(now)), position, keeper)
        await _check_still(step, "add")
        await add_step(step)
        await audit(actor, "declare", ("approval_step", step.id), after=_told(step), now=now)
    return step


@retrying
async def change_step(step_id: UUID, change: StepChange, *, actor: Actor, now: datetime) -> Step:
    """Another approver, stand-in, name or deadline: at once, for requests that wait there too.

    Raises:
        NotFound, NotAllowed, NotAStep: as `declare_step`.
    """
    facts = changed(facts_of_step(await find_step(step_id)), change)
    async with writing(_lock(facts)):
        before = await find_step(step_id)
        await _find_keeper(facts, actor, named=("step_id", step_id))
        facts = changed(facts_of_step(before), change)
        facts.check()
        await _check_accounts(facts, actor)
        after = _step(facts, before.id, before.position, before.keeper)
        await save_step(after)
        subject = ("approval_step", step_id)
        await audit(actor, "change", subject, before=_told(before), after=_told(after), now=now)
    return after


@retrying
async def drop_step(step_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Nobody's yes is needed there any more.

    Raises:
        NotFound, NotAllowed: as `declare_step`.
        IllegalState: a request has passed some step here; how far it came would shift.
    """
    facts = facts_of_step(await find_step(step_id))
    async with writing(_lock(facts)):
        step = await find_step(step_id)
        await _find_keeper(facts, actor, named=("step_id", step_id))
        await _check_still(step, "retire")
        await remove_step(step)
        await audit(actor, "drop", ("approval_step", step_id), before=_told(step), now=now)


def facts_of_step(step: Step) -> StepFacts:
    return StepFacts(
        name=step.name,
        days=step.days,
        agency_id=step.agency_id,
        venue_id=step.venue_id,
        room_id=step.room_id,
        approver_id=step.approver_id,
        role=step.role or "",
        stand_in_id=step.stand_in_id,
    )


def _step(facts: StepFacts, step_id: StepId, position: int, keeper: RegencyCode | None) -> Step:
    return Step(
        id=step_id,
        keeper=keeper,
        position=position,
        name=facts.name,
        days=facts.days,
        approver_id=AccountId(facts.approver_id) if facts.approver_id else None,
        role=Role(facts.role) if facts.role else None,
        stand_in_id=AccountId(facts.stand_in_id) if facts.stand_in_id else None,
        agency_id=AgencyId(facts.agency_id) if facts.agency_id else None,
        venue_id=VenueId(facts.venue_id) if facts.venue_id else None,
        room_id=RoomId(facts.room_id) if facts.room_id else None,
    )


def _told(step: Step) -> dict[str, object]:
    return {"name": step.name, "approver": step.approver_id, "role": step.role, "days": step.days}


def _lock(facts: StepFacts) -> str:
    return f"steps:{facts.agency_id or facts.venue_id or facts.room_id}"


async def _find_keeper(
    facts: StepFacts, actor: Actor, named: tuple[str, UUID] | None = None
) -> RegencyCode | None:
    """The regency that keeps what the step is of, once the actor may keep that.

    Raises:
        NotFound, NotAllowed: as `declare_step`.
    """
    if facts.agency_id:
        allow_somewhere(actor, Verb.KEEP_AGENCIES)
        agency = await find_agency(facts.agency_id)
        field, value = named or ("agency_id", facts.agency_id)
        allow_for(actor, Verb.KEEP_AGENCIES, agency.keeper, field=field, value=value)
        return agency.keeper
    allow_somewhere(actor, Verb.KEEP_VENUES)
    if facts.room_id:
        room = await find_room(facts.room_id)
        venue = await find_venue(room.venue_id)
        field, value = named or ("room_id", facts.room_id)
    else:
        venue = await find_venue(facts.venue_id or UUID(int=0))
        field, value = named or ("venue_id", venue.id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field=field, value=value)
    return venue.keeper


async def _check_accounts(facts: StepFacts, actor: Actor) -> None:
    """Raises NotFound: an account that the actor doesn't see."""
    for field, account_id in (
        ("approver_id", facts.approver_id),
        ("stand_in_id", facts.stand_in_id),
    ):
        if account_id:
            await find_account(account_id, seen_by=actor, field=field)


async def _check_still(step: Step, verb: str) -> None:
    if await count_under_way(step):
        raise IllegalState("approval_step", "in_use", verb)
