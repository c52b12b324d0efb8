"""Sessions that calendars show otherwise from now on, though none of them has changed itself."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from lintas.domain.feeds import FeedScope, FeedWindow
from lintas.store.engines import execute_many, fetch, read_id, read_moment

Noun = Literal["agency", "batch", "booking", "program", "regency", "room", "trainer", "venue"]

# By what has changed, the sessions whose calendar entries tell of it.
_SHOWING: dict[Noun, str] = {
    "agency": "booking IN (SELECT id FROM booking WHERE agency = $1)",
    "batch": "batch = $1",
    "booking": "booking = $1",
    "program": "batch IN (SELECT id FROM batch WHERE program = $1)",
    "regency": "room IN (SELECT r.id FROM room r JOIN venue v ON v.id = r.venue"
    " WHERE v.regency = $1)",
    "room": "room = $1",
    "trainer": "id IN (SELECT session FROM session_trainer WHERE person = $1)",
    "venue": "room IN (SELECT id FROM room WHERE venue = $1)",
}


async def revise_sessions_showing(noun: Noun, subject_id: UUID | str, *, now: datetime) -> None:
    """Stamp them later than they were, as far back as any calendar reaches, cancelled ones too.

    Calendars stamp whole seconds, and many clients take no event whose stamp didn't grow: of two
    changes within one second the later has the next one. Comes last in its transaction, for
    whoever saves a session writes the stamp that it was read with.
    """
    second = now.replace(microsecond=0)
    since = FeedWindow.around(now, FeedScope.PERSON).since
    showing = f"{_SHOWING[noun]} AND ends_at > $2"
    stamped = await fetch(
        f"SELECT id, revised_at FROM session WHERE {showing} AND revised_at >= $3",
        *(subject_id, since, second),
    )
    await fetch(
        f"UPDATE session SET revised_at = $4 WHERE {showing} AND revised_at < $3",
        *(subject_id, since, second, now),
    )
    later = [(read_id(row["id"]), _next_second(read_moment(row["revised_at"]))) for row in stamped]
    if later:
        await execute_many("UPDATE session SET revised_at = $2 WHERE id = $1", later)


def _next_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0) + timedelta(seconds=1)
