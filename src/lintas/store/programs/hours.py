"""How much of its program a batch is taught."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lintas.domain.programs import Batch
from lintas.domain.teaching_hours import Hours, add_up
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_moment
from lintas.store.programs.templates import find_any_program
from lintas.store.ramadan import list_ramadan_windows


@dataclass(frozen=True, slots=True)
class Progress:
    """`planned` counts what is over as well; `total` is the program's JP, none: nobody said."""

    planned: Hours
    taught: Hours
    total: int | None


async def measure_progress(batch: Batch, *, now: datetime) -> Progress:
    """Of all its meetings that take place; one to which nobody came is none. Sees all."""
    sql = """
        SELECT s.starts_at, s.ends_at, g.timezone FROM session s JOIN room r ON r.id = s.room
        JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE s.batch = $1 AND s.decision IN ('requested', 'approved')
            AND s.state IN ('planned', 'held')
    """
    meetings = [
        (TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])), row["timezone"])
        for row in await fetch(sql, batch.id)
    ]
    placed = [(span, ZoneInfo(zone)) for span, zone in meetings]
    over = [(span, zone) for span, zone in placed if span.end <= now]
    program, windows = await find_any_program(batch.program_id), await list_ramadan_windows()
    return Progress(
        planned=add_up(placed, program.jp_minutes, windows),
        taught=add_up(over, program.jp_minutes, windows),
        total=program.jp_total,
    )
