"""How much of its program a batch is taught."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.groups import Part, group_parts
from lintas.domain.programs import Batch
from lintas.domain.teaching_hours import Hours, RamadanWindow, add_up
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.programs.seats import count_seated
from lintas.store.programs.templates import find_any_program
from lintas.store.ramadan import list_ramadan_windows

Meeting: TypeAlias = tuple[TimeSpan, ZoneInfo]


@dataclass(frozen=True, slots=True)
class Progress:
    """`planned` counts what is over as well; `total` is the program's JP, none: nobody said."""

    planned: Hours
    taught: Hours
    total: int | None


async def measure_progress(batch: Batch, *, now: datetime) -> Progress:
    """Of all its meetings that take place; one to which nobody came is none. Sees all.

    Where groups of it are taught apart, of the one that is taught the least.
    """
    sql = """
        SELECT s.starts_at, s.ends_at, g.timezone, s.booking, b.headcount
        FROM session s JOIN booking b ON b.id = s.booking JOIN room r ON r.id = s.room
        JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE s.batch = $1 AND s.decision IN ('requested', 'approved')
            AND s.state IN ('planned', 'held')
        ORDER BY s.starts_at, s.id
    """
    heads: dict[UUID | None, int] = {}
    placed: defaultdict[UUID | None, list[Meeting]] = defaultdict(list)
    for row in await fetch(sql, batch.id):
        span = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
        heads[read_id(row["booking"])] = row["headcount"]
        placed[read_id(row["booking"])].append((span, ZoneInfo(row["timezone"])))
    parts = [
        Part(booking, heads[booking], tuple(span for span, _ in kept))
        for booking, kept in placed.items()
    ]
    seated = await count_seated(batch.id)
    groups = [
        [meeting for part in group for meeting in placed[part.booking_id]]
        for group in group_parts(parts, seated)
    ]
    over = [[(span, zone) for span, zone in group if span.end <= now] for group in groups]
    program, windows = await find_any_program(batch.program_id), await list_ramadan_windows()
    return Progress(
        planned=_least(groups, program.jp_minutes, windows),
        taught=_least(over, program.jp_minutes, windows),
        total=program.jp_total,
    )


def _least(
    groups: Iterable[Sequence[Meeting]], jp_minutes: int, windows: Sequence[RamadanWindow]
) -> Hours:
    counted = (add_up(group, jp_minutes, windows) for group in groups)
    return min(counted, key=lambda hours: (hours.jp, hours.oj), default=Hours())
