"""A plan of many bookings on its way in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from lintas.domain.bookings import BookingId, Origin
from lintas.domain.people import Actor

ImportId = NewType("ImportId", UUID)


class ImportState(StrEnum):
    WAITING = "waiting"
    JUDGING = "judging"
    JUDGED = "judged"
    REFUSED = "refused"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PlanImport:
    """`actor` is who sent it, in the roles they had. `for_keeps`: write it once it is judged.

    `content` is JSON-plain: the rows, as whoever reads them wrote them.
    """

    id: ImportId
    actor: Actor
    state: ImportState
    rows: int
    content: Mapping[str, Any]
    created_at: datetime
    touched_at: datetime
    for_keeps: bool = False
    done: int = 0
    booking_ids: tuple[BookingId, ...] = ()
    finished_at: datetime | None = None

    @property
    def origin(self) -> Origin:
        """Whether its rows are asked for, or uses that the room's owner writes down."""
        return Origin(self.content.get("origin", Origin.ASKED))

    def at(self, state: ImportState, *, now: datetime) -> "PlanImport":
        """The import, one step further."""
        over = state in {ImportState.JUDGED, ImportState.REFUSED, ImportState.KEPT}
        return replace(self, state=state, touched_at=now, finished_at=now if over else None)
