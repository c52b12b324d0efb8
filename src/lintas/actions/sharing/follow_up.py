"""An agency writes down what it did about a program, out of which funds, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch, find_kept_program
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.agencies import Agency
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import BatchId, Program
from lintas.domain.refusal import NotFound
from lintas.domain.sharing import FollowUp, FollowUpId
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.sharing.follow_ups import add_follow_up, find_follow_up, save_follow_up
from lintas.store.transaction import retrying, writing

LONGEST_SOURCE = 200
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class FollowUpFacts(Given):
    """`source` is where the money comes from: APBD, DAK Nonfisik and so on."""

    agency_id: UUID
    day: date
    source: str = ""
    note: str = ""
    result: str = ""
    batch_id: UUID | None = None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if not FIRST_YEAR <= self.day.year <= LAST_YEAR:
            checklist.note("day", self.day, "year", f"{FIRST_YEAR}-{LAST_YEAR}")
        checklist.optional_line("source", self.source, LONGEST_SOURCE)
        if not self.note and not self.result:
            checklist.note("note", self.note, "required")
        checklist.prose("note", self.note)
        checklist.prose("result", self.result)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class FollowUpChange:
    agency_id: UUID | Kept = KEPT
    day: date | Kept = KEPT
    source: str | Kept = KEPT
    note: str | Kept = KEPT
    result: str | Kept = KEPT
    batch_id: UUID | Kept | None = KEPT


@retrying
async def follow_up(
    program_id: UUID, facts: FollowUpFacts, *, actor: Actor, now: datetime
) -> FollowUp:
    """Write it down; both sides of a shared program read it.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps; an agency of another side; a batch of
            another program.
        Invalid: as `FollowUpFacts.check`.
    """
    await find_kept_program(program_id, actor)
    facts.check()
    async with writing():
        program = await find_kept_program(program_id, actor)
        agency = await _find_agency(facts, program)
        await _check_batch(facts, program, actor)
        made = FollowUp(
            id=FollowUpId(new_id(now)),
            program_id=program.id,
            agency_id=agency.id,
            keeper=program.keeper,
            day=facts.day,
            source=facts.source,
            made_by=actor.id,
            made_at=now,
            batch_id=BatchId(facts.batch_id) if facts.batch_id else None,
            note=facts.note,
            result=facts.result,
            agency_name=agency.name,
        )
        await add_follow_up(made)
        after = {"program": program.id, "agency": agency.id}
        await audit(actor, "follow_up", ("follow_up", made.id), after=after, now=now)
    return made


@retrying
async def change_follow_up(
    follow_up_id: UUID, change: FollowUpChange, *, actor: Actor, now: datetime
) -> FollowUp:
    """Say more, such as what came of it.

    Raises:
        NotAllowed, NotFound, Invalid: as `follow_up`.
    """
    async with writing():
        before, program = await find_kept_follow_up(follow_up_id, actor)
        facts = changed(_facts_of(before), change)
        facts.check()
        agency = await _find_agency(facts, program)
        await _check_batch(facts, program, actor)
        after = replace(
            before,
            agency_id=agency.id,
            agency_name=agency.name,
            day=facts.day,
            source=facts.source,
            note=facts.note,
            result=facts.result,
            batch_id=BatchId(facts.batch_id) if facts.batch_id else None,
        )
        await save_follow_up(after)
        await audit(
            actor,
            "change",
            ("follow_up", before.id),
            before={"agency": before.agency_id},
            after={"agency": after.agency_id},
            now=now,
        )
    return after


async def find_kept_follow_up(follow_up_id: UUID, actor: Actor) -> tuple[FollowUp, Program]:
    """One that the actor's side wrote, and its program.

    Raises:
        NotAllowed, NotFound: as `follow_up`.
    """
    allow_somewhere(actor, Verb.KEEP_PROGRAMS)
    found = await find_follow_up(follow_up_id, seen_by=actor)
    allow_for(actor, Verb.KEEP_PROGRAMS, found.keeper, field="follow_up_id", value=follow_up_id)
    return found, await find_kept_program(found.program_id, actor)


def _facts_of(made: FollowUp) -> FollowUpFacts:
    return FollowUpFacts(
        agency_id=made.agency_id,
        day=made.day,
        source=made.source,
        note=made.note,
        result=made.result,
        batch_id=made.batch_id,
    )


async def _find_agency(facts: FollowUpFacts, program: Program) -> Agency:
    """Raises NotFound."""
    agency = await find_agency(facts.agency_id)
    if agency.keeper != program.keeper:
        raise NotFound("agency_id", facts.agency_id)
    return agency


async def _check_batch(facts: FollowUpFacts, program: Program, actor: Actor) -> None:
    """Raises NotFound."""
    if facts.batch_id is None:
        return
    batch = await find_kept_batch(facts.batch_id, actor)
    if batch.program_id != program.id:
        raise NotFound("batch_id", facts.batch_id)
