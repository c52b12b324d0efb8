"""A batch with its meetings and its people, for the pages of those who attend and organise."""

from datetime import UTC, datetime
from typing import Any

from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.pasting import parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.bookings import Booking
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import Batch
from tests.actions.world import SERANG_COORDINATOR, World
from tests.web.pages.stories import asked, far

SITI, BUDI = "Siti Aminah, 0812 3456 7789", "Budi Santoso, 0813 4567 8901"


async def batch_of(
    world: World, *, most: int | None = None, jp: int | None = None, **more: Any
) -> Batch:
    """Serang's, of at most so many people and so many JP; name only what the test is about."""
    now = datetime.now(UTC)
    program = ProgramFacts(world.serang_dinas, "Kemasan", max_participants=most, jp_total=jp)
    kept = await register_program(program, actor=SERANG_COORDINATOR, now=now)
    facts = {"number": 1, "bring": "KTP\nContoh produk", "contact": "Ibu Rina, 0812 0000 1111"}
    facts = BatchFacts(kept.id, **{**facts, **more})
    return await register_batch(facts, actor=SERANG_COORDINATOR, now=now)


async def meetings_of(world: World, batch: Batch, *hours: float, **more: Any) -> Booking:
    """One of three hours on the same far Monday at each of these hours."""
    sessions = tuple(
        PlannedSession(far(hour, hour + 3), trainer_ids=(world.trainer,)) for hour in hours or (9,)
    )
    return await asked(world, batch_id=batch.id, sessions=sessions, **more)


async def enrolled(batch: Batch, *people: str) -> tuple[Enrolled, ...]:
    pasted = "\n".join(people or (SITI,))
    roster = parse_roster(pasted)
    return await enrol_people(batch.id, roster, actor=SERANG_COORDINATOR, now=datetime.now(UTC))
