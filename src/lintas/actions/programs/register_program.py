"""An agency's program is registered."""

from datetime import datetime

from lintas.actions.programs.facts import ProgramFacts
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.residing import known_regency
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import Category, Program, ProgramId
from lintas.domain.things import tidy_equipment
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.programs.templates import add_program
from lintas.store.transaction import retrying, writing


@retrying
async def register_program(facts: ProgramFacts, *, actor: Actor, now: datetime) -> Program:
    """Register it; its agency's keeper keeps it.

    Raises:
        NotAllowed: the actor keeps no programs.
        Invalid: as `ProgramFacts.check`.
        NotFound: an unknown agency, or one whose programs the actor doesn't keep.
    """
    allow_somewhere(actor, Verb.KEEP_PROGRAMS)
    facts.check()
    async with writing():
        agency = await find_agency(facts.agency_id)
        allow_for(
            actor, Verb.KEEP_PROGRAMS, agency.keeper, field="agency_id", value=facts.agency_id
        )
        program = Program(
            id=ProgramId(new_id(now)),
            agency_id=agency.id,
            keeper=agency.keeper,
            title=facts.title,
            field=facts.field,
            jp_minutes=facts.jp_minutes,
            jp_total=facts.jp_total,
            min_participants=facts.min_participants,
            max_participants=facts.max_participants,
            for_civil_servants=facts.for_civil_servants,
            level=facts.level,
            needs_nib=facts.needs_nib,
            min_age=facts.min_age,
            only_regency=await known_regency(facts.only_regency, "only_regency"),
            equipment=tidy_equipment(facts.equipment),
            category=Category(facts.category),
        )
        await add_program(program)
        after = {"agency": agency.id, "for_civil_servants": program.for_civil_servants}
        await audit(actor, "register", ("program", program.id), after=after, now=now)
    return program
