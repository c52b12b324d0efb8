"""What is known of a program changes."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.facts import ProgramChange, ProgramFacts
from lintas.actions.programs.keeping import find_kept_program
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked, halls_of, program_lock
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.programs import Program
from lintas.store.bookings.sessions import list_sessions_of_program, save_sessions_revised
from lintas.store.programs.templates import save_program
from lintas.store.transaction import retrying, writing


@retrying
async def change_program(
    program_id: UUID, change: ProgramChange, *, actor: Actor, now: datetime
) -> Program:
    """Change it; once it is for civil servants, its sessions on days off become conflicts.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps.
        Invalid: as `ProgramFacts.check`.
    """
    await find_kept_program(program_id, actor)
    locks = await halls_of(await list_sessions_of_program(program_id, since=now))
    async with writing(program_lock(program_id), *locks):
        before = await find_kept_program(program_id, actor)
        facts = changed(ProgramFacts.of(before), change)
        facts.check()
        after = replace(
            before,
            title=facts.title,
            field=facts.field,
            jp_minutes=facts.jp_minutes,
            jp_total=facts.jp_total,
            min_participants=facts.min_participants,
            max_participants=facts.max_participants,
            for_civil_servants=facts.for_civil_servants,
        )
        await save_program(after)
        sessions = await list_sessions_of_program(program_id, since=now)
        await save_sessions_revised([session.id for session in sessions], now=now)
        if after.for_civil_servants != before.for_civil_servants:
            check_locked(await halls_of(sessions), locks)
            await rejudge(sessions, now=now)
        await audit(
            actor,
            "change",
            ("program", program_id),
            before={"for_civil_servants": before.for_civil_servants},
            after={"for_civil_servants": after.for_civil_servants},
            now=now,
        )
    return after
