"""Sessions, for programs: seen, and moved in place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Request, Response, get, patch
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct, to_builtins
from msgspec.json import encode

from lintas.actions.bookings.move_series import Scope, move_series, try_moving_series
from lintas.actions.bookings.move_session import Change, Moved, move_session, try_moving
from lintas.domain.bookings import Mode, Session, SessionId
from lintas.domain.people import PersonId
from lintas.domain.things import AssetId, AssetNeed
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayKind, WayOut
from lintas.store.bookings.joining import list_links
from lintas.store.bookings.sessions import find_session, list_sessions
from lintas.web.api.overrides import OverrideRequest, read_overrides
from lintas.web.api.preconditions import (
    IdempotencyKey,
    IfMatch,
    read_receipt,
    read_version,
    version_tag,
)
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import UNSET, Count, Identifier, Instant, Unset
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import FindingReply, findings_reply, offering
from lintas.web.readers import Reader, reader_of

AnyRequest = Request[Any, Any, Any]
ADDRESS = "/api/v1/sessions"
NO_LINKS: Mapping[SessionId, str] = MappingProxyType({})


class AssetNeedRequest(Body):
    """So many of a tool, wanted with a session."""

    asset_id: Identifier
    quantity: Count


class SessionChange(Body):
    """What is to be different; what is left out stays as it is."""

    starts_at: Unset[Instant] = UNSET
    ends_at: Unset[Instant] = UNSET
    room_id: Unset[Identifier] = UNSET
    title: Unset[Annotated[str, Meta(max_length=500)]] = UNSET
    trainer_ids: Unset[Annotated[list[Identifier], Meta(max_length=50)]] = UNSET
    asset_needs: Unset[Annotated[list[AssetNeedRequest], Meta(max_length=50)]] = UNSET
    mode: Unset[Literal["onsite", "online", "hybrid"]] = UNSET
    link: Unset[Annotated[str, Meta(max_length=500, description="https only")]] = UNSET
    reason: Annotated[str, Meta(max_length=2000, description="Told to everybody")] = ""
    reasons: Annotated[
        dict[str, str], Meta(description='Why warnings may pass, by code; "*" answers all of them')
    ] = {}  # noqa: RUF012 -- msgspec copies defaults
    overrides: dict[str, OverrideRequest] = {}  # noqa: RUF012 -- as above
    scope: Annotated[
        Literal["one", "following", "all"],
        Meta(description="Which sessions of the booking: times are shifted by as much"),
    ] = "one"
    dry_run: bool = False


class AssetNeedReply(Struct):
    asset_id: UUID
    quantity: int


class SessionReply(Struct):
    """`state` is what calendars show, `decision` what was decided about the room.

    `link` is where to join online: told to who takes part and reads the session, or has just asked.
    One that is `postponed` is cancelled for now, and waits for a move to another date.
    `moved`: all that moved with it, where it was not alone.
    """

    id: UUID
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    state: str
    decision: str
    title: str
    booking_id: UUID
    batch_id: UUID | None
    room_id: UUID
    trainer_ids: list[UUID]
    setup_minutes: int
    cleanup_minutes: int
    mode: str
    link: str
    kind: str
    postponed: bool
    asset_needs: list[AssetNeedReply]
    warnings: list[FindingReply] = []
    moved: list[UUID] = []


@get("/sessions", tags=["sessions"])
async def show_sessions(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[SessionReply]:
    """Those of bookings that the asker sees, in the order of asking."""
    found = await list_sessions(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    links = await list_links(found, seen_by=asking(request))
    return page_of(
        found, limit, lambda session: session_reply(session, links), lambda session: session.id
    )


@get("/sessions/{session_id:uuid}", tags=["sessions"])
async def show_session(request: AnyRequest, session_id: FromPath[UUID]) -> Response[SessionReply]:
    """Its ETag is its sequence, for If-Match."""
    session = await find_session(session_id, seen_by=asking(request))
    reply = session_reply(session, await list_links([session], seen_by=asking(request)))
    return Response(reply, headers={"ETag": version_tag(session.sequence)})


@patch("/sessions/{session_id:uuid}", tags=["sessions"], responses=refuses(403, 409, 412))
async def change_session(
    request: AnyRequest,
    session_id: FromPath[UUID],
    data: JSONBody[SessionChange],
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response[SessionReply]:
    """Move it: its id and uid stay, its sequence rises, everybody concerned is told.

    An approved session that needs a manager's approval anew holds its new slot, requested.
    """
    change = _read_change(data, read_version(if_match))
    actor, now = asking(request), datetime.now(UTC)
    address, scope = f"{ADDRESS}/{session_id}", Scope(data.scope)
    reader = await reader_of(request)
    with offering(reader, "PATCH", address, lambda way: _plan_body(data, way)):
        if data.dry_run and scope is Scope.ONE:
            moved = await try_moving(session_id, change, actor=actor, now=now)
        elif data.dry_run:
            moved = await try_moving_series(session_id, change, scope, actor=actor, now=now)
        else:
            doing: dict[str, Any] = {
                "actor": actor,
                "hold_for": settings_of(request).hold,
                "now": now,
                "receipt": await read_receipt(
                    request,
                    key,
                    status=200,
                    render=lambda made: encode(_moved(made, reader)).decode(),
                ),
            }
            if scope is Scope.ONE:
                moved = await move_session(session_id, change, **doing)
            else:
                moved = await move_series(session_id, change, scope, **doing)
    return Response(_moved(moved, reader), headers={"ETag": version_tag(moved.session.sequence)})


def _read_change(data: SessionChange, sequence: int | None) -> Change:
    trainers, needs = data.trainer_ids, data.asset_needs
    return Change(
        starts_at=_given(data.starts_at),
        ends_at=_given(data.ends_at),
        room_id=RoomId(data.room_id) if isinstance(data.room_id, UUID) else None,
        title=_given(data.title),
        trainer_ids=None if trainers is UNSET else tuple(map(PersonId, trainers)),
        mode=None if data.mode is UNSET else Mode(str(data.mode)),
        link=_given(data.link),
        assets=None if needs is UNSET else read_needs(needs),
        reasons=data.reasons,
        overrides=read_overrides(data.overrides),
        sequence=sequence,
        reason=data.reason,
    )


def read_needs(needs: Sequence[AssetNeedRequest]) -> tuple[AssetNeed, ...]:
    """In the order in which they are kept."""
    found = (AssetNeed(AssetId(need.asset_id), need.quantity) for need in needs)
    return tuple(sorted(found, key=lambda need: need.asset_id))


def _given(value: Any) -> Any:
    return None if value is UNSET else value


def _plan_body(data: SessionChange, way: WayOut) -> dict[str, Any]:
    """What was sent, with what the way out changes; a series keeps the times that were wanted."""
    body: dict[str, Any] = to_builtins(data)
    body |= {"dry_run": False, "room_id": str(way.plan.room.id)}
    planned, zone = way.plan.sessions[0], way.plan.venue.zone
    if data.scope == "one":
        body["starts_at"] = planned.span.start.astimezone(zone).isoformat()
        body["ends_at"] = planned.span.end.astimezone(zone).isoformat()
    if way.kind is WayKind.OTHER_TRAINER:
        body["trainer_ids"] = [str(person) for person in planned.trainer_ids]
    return body


def _moved(moved: Moved, reader: Reader) -> SessionReply:
    reply = session_reply(moved.session, own_links([moved.session]))
    reply.warnings = findings_reply(moved.warnings, moved.zone, reader)
    reply.moved = [session.id for session in moved.sessions]
    return reply


def own_links(sessions: Iterable[Session]) -> dict[SessionId, str]:
    """Of what the asker has just made or changed."""
    return {session.id: session.link for session in sessions}


def session_reply(session: Session, links: Mapping[SessionId, str] = NO_LINKS) -> SessionReply:
    return SessionReply(
        id=session.id,
        uid=session.uid,
        sequence=session.sequence,
        starts_at=session.span.start,
        ends_at=session.span.end,
        state=session.state.value,
        decision=session.decision.value,
        title=session.title,
        booking_id=session.booking_id,
        batch_id=session.batch_id,
        room_id=session.room_id,
        trainer_ids=list(session.trainer_ids),
        setup_minutes=session.setup // timedelta(minutes=1),
        cleanup_minutes=session.cleanup // timedelta(minutes=1),
        mode=session.mode.value,
        link=links.get(session.id, ""),
        kind=session.kind,
        postponed=session.postponed,
        asset_needs=[AssetNeedReply(need.asset_id, need.quantity) for need in session.assets],
    )


SESSIONS = (show_sessions, show_session, change_session)
