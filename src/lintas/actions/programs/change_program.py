"""What is known of a program changes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.facts import ProgramChange, ProgramFacts
from lintas.actions.programs.keeping import find_kept_program
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked, program_lock
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge
from lintas.actions.steps.residing import known_regency
from lintas.actions.steps.seating import locks_of_seats, move_up, rejudge_seats
from lintas.domain.bookings import Session
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.domain.programs import Category, Program
from lintas.domain.things import tidy_equipment
from lintas.store.bookings.sessions import list_sessions_named, list_sessions_of_program
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.bookings.topics import list_sessions_of_topics
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.seats import list_batches_waited_for
from lintas.store.programs.templates import save_program
from lintas.store.transaction import retrying, writing


@retrying
async def change_program(
    program_id: UUID, change: ProgramChange, *, actor: Actor, now: datetime
) -> Program:
    """Change it; its sessions to come that break a law by that become conflicts.

    So do sessions of other programs whose topic its people learn again, or no longer do. Where it
    takes more people than before, those who wait for seats move up.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such program that the actor keeps.
        Invalid: as `ProgramFacts.check`.
    """
    seen = await find_kept_program(program_id, actor)
    foreseen = await _list_touched(seen, changed(ProgramFacts.of(seen), change).field, now=now)
    locks = {
        program_lock(program_id),
        *await _halls_of(foreseen),
        *await _locks_of_waiting(program_id, now=now),
    }
    async with writing(*locks):
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
            level=facts.level,
            needs_nib=facts.needs_nib,
            min_age=facts.min_age,
            only_regency=await known_regency(facts.only_regency, "only_regency"),
            equipment=tidy_equipment(facts.equipment),
            category=Category(facts.category),
        )
        await save_program(after)
        if _laws_read(after) != _laws_read(before):
            sessions = await _list_touched(before, after.field, now=now)
            check_locked(await _halls_of(sessions), locks)
            await rejudge(sessions, now=now)
        if after.max_participants != before.max_participants:
            check_locked(await _locks_of_waiting(program_id, now=now), locks)
            await _fill(program_id, actor=actor, now=now)
        await revise_sessions_showing("program", program_id, now=now)
        await audit(
            actor,
            "change",
            ("program", program_id),
            before=_laws_read(before),
            after=_laws_read(after),
            now=now,
        )
    return after


async def _list_touched(before: Program, becomes: str, *, now: datetime) -> tuple[Session, ...]:
    """Its own sessions; of another field, those too where its people learn the old or the new."""
    kept = await list_sessions_of_program(before.id, since=now)
    own = tuple(each for each in kept if each.decision.holds)
    if becomes == before.field:
        return own
    beside = await list_sessions_of_topics(before.id, (before.field, becomes), since=now)
    return (*own, *await list_sessions_named(beside))


async def _halls_of(sessions: Sequence[Session]) -> tuple[str, ...]:
    """Of those that are judged at once; for more the worker takes its own."""
    return await locks_to_rejudge([session.id for session in sessions])


async def _locks_of_waiting(program_id: UUID, *, now: datetime) -> tuple[str, ...]:
    locks: list[str] = []
    for batch_id in await list_batches_waited_for(program_id):
        locks += await locks_of_seats(batch_id, now=now)
    return tuple(locks)


async def _fill(program_id: UUID, *, actor: Actor, now: datetime) -> None:
    for batch_id in await list_batches_waited_for(program_id):
        batch = await find_any_batch(batch_id)
        moved = await move_up(batch, actor=actor, now=now)
        await rejudge_seats(batch, [each.person.id for each in moved], now=now)


def _laws_read(program: Program) -> dict[str, object]:
    """Those of its facts that a law reads."""
    return {
        "for_civil_servants": program.for_civil_servants,
        "equipment": dict(program.equipment),
        "field": program.field,
        "level": program.level,
        "jp_minutes": program.jp_minutes,
        "jp_total": program.jp_total,
        "min_participants": program.min_participants,
        "needs_nib": program.needs_nib,
        "min_age": program.min_age,
        "only_regency": program.only_regency,
    }
