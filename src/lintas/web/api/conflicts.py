"""Conflicts, for programs: laws broken now by what is kept."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Request, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Struct

from lintas.actions.conflicts.override_conflict import override_conflict
from lintas.store.agencies import find_regency
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import Conflict, ConflictState, find_conflict, list_conflicts
from lintas.store.bookings.sessions import list_sessions_named
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import Request as Body
from lintas.web.bodies.types import Text
from lintas.web.findings import FindingReply, finding_reply
from lintas.web.readers import Reader, reader_of

AnyRequest = Request[Any, Any, Any]


class OverrideRequest(Body):
    """By what authority it may stand, and why."""

    authority: Text
    reason: Text


class ConflictReply(Struct):
    id: UUID
    session_id: UUID
    code: str
    severity: str
    state: str
    since: datetime
    ended_at: datetime | None
    authority: str
    reason: str
    finding: FindingReply


@get("/conflicts", tags=["conflicts"], responses=refuses(404))
async def show_conflicts(
    request: AnyRequest,
    wanted: Annotated[ConflictState | None, QueryParameter(name="state")] = None,
    regency: Annotated[str | None, QueryParameter(max_length=13)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[ConflictReply]:
    """Those on sessions that the asker sees, oldest first; `regency` is on either side."""
    if regency is not None:
        await find_regency(regency)
    found = await list_conflicts(
        seen_by=asking(request),
        state=wanted,
        regency=regency,
        after=read_cursor(cursor),
        limit=limit + 1,
    )
    zones, reader = await _list_zones(found), await reader_of(request)
    return page_of(
        found,
        limit,
        lambda conflict: _reply(conflict, zones[conflict.session_id], reader),
        lambda conflict: conflict.id,
    )


@get("/conflicts/{conflict_id:uuid}", tags=["conflicts"])
async def show_conflict(request: AnyRequest, conflict_id: FromPath[UUID]) -> ConflictReply:
    conflict = await find_conflict(conflict_id, seen_by=asking(request))
    zones = await _list_zones([conflict])
    return _reply(conflict, zones[conflict.session_id], await reader_of(request))


@post(
    "/conflicts/{conflict_id:uuid}/override",
    tags=["conflicts"],
    status_code=200,
    responses=refuses(403, 409),
)
async def override(
    request: AnyRequest, conflict_id: FromPath[UUID], data: JSONBody[OverrideRequest]
) -> ConflictReply:
    """Let it stand, by an authority and for a reason; both are kept and shown."""
    conflict = await override_conflict(
        conflict_id,
        actor=asking(request),
        authority=data.authority,
        reason=data.reason,
        now=datetime.now(UTC),
    )
    zones = await _list_zones([conflict])
    return _reply(conflict, zones[conflict.session_id], await reader_of(request))


async def _list_zones(conflicts: Any) -> dict[UUID, ZoneInfo]:
    sessions = await list_sessions_named({conflict.session_id for conflict in conflicts})
    return {card.session.id: card.zone for card in await list_cards(sessions)}


def _reply(conflict: Conflict, zone: ZoneInfo, reader: Reader) -> ConflictReply:
    return ConflictReply(
        id=conflict.id,
        session_id=conflict.session_id,
        code=conflict.finding.code,
        severity=conflict.finding.severity.value,
        state=conflict.state.value,
        since=conflict.since,
        ended_at=conflict.ended_at,
        authority=conflict.authority,
        reason=conflict.reason,
        finding=finding_reply(conflict.finding, zone, reader),
    )


CONFLICTS = (show_conflicts, show_conflict, override)
