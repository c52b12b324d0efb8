"""Asking for rooms, for programs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Request, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, to_builtins
from msgspec.json import encode

from lintas.actions.bookings.ask_for_room import Foreseen, ask_for_room, try_asking
from lintas.domain.agencies import AgencyId, AgreementId
from lintas.domain.bookings import Decision, Mode
from lintas.domain.people import PersonId
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.programs import BatchId
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayOut
from lintas.store.bookings.requests import find_booking, list_bookings
from lintas.web.api.bookings.replies import BookingReply, booking_reply, full_reply, made_reply
from lintas.web.api.overrides import OverrideRequest, read_overrides
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.api.sessions import AssetNeedRequest, read_needs
from lintas.web.asking import asking, settings_of
from lintas.web.bodies.types import Identifier, Instant, Minutes, Text
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import findings_reply, offering

AnyRequest = Request[Any, Any, Any]
ADDRESS = "/api/v1/bookings"
Headcount = Annotated[int, Meta(ge=1, le=1_000_000, description="Persons expected")]
Reasons = Annotated[
    dict[str, str], Meta(description='Why warnings may pass, by code; "*" answers all of them')
]


class SessionRequest(Body):
    """One meeting; the end is not part of it, so that meetings may touch."""

    starts_at: Instant
    ends_at: Instant
    title: Annotated[str, Meta(max_length=500)] = ""
    setup_minutes: Minutes = 0
    cleanup_minutes: Minutes = 0
    mode: Literal["onsite", "online", "hybrid"] = "onsite"
    link: Annotated[str, Meta(max_length=500, description="Where to meet online")] = ""
    kind: Literal["", "theory", "practice", "test"] = ""


class BookingRequest(Body):
    """Who asks for which room, what for, and when. `overrides` are by code."""

    room_id: Identifier
    agency_id: Identifier
    purpose: Text
    headcount: Headcount
    sessions: Annotated[list[SessionRequest], Meta(min_length=1, max_length=366)]
    layout: Annotated[str, Meta(max_length=30)] = ""
    batch_id: Identifier | None = None
    agreement_id: Identifier | None = None
    trainer_ids: Annotated[list[Identifier], Meta(max_length=50)] = []  # noqa: RUF012 -- msgspec copies defaults
    asset_needs: Annotated[list[AssetNeedRequest], Meta(max_length=50)] = []  # noqa: RUF012 -- as above
    on_clash: Literal["refuse"] = "refuse"
    reasons: Reasons = {}  # noqa: RUF012 -- as above
    overrides: dict[str, OverrideRequest] = {}  # noqa: RUF012 -- as above
    dry_run: bool = False


FORESEEN = ResponseSpec(
    BookingReply, generate_examples=False, description="A dry run: what would be; nothing is kept."
)


@post("/bookings", tags=["bookings"], responses={200: FORESEEN, **refuses(409)})
async def make_booking(
    request: AnyRequest, data: JSONBody[BookingRequest], key: IdempotencyKey = None
) -> Response[BookingReply]:
    """Ask for a room: approved at once where the room says yes by itself, else requested.

    409 lists every finding, with ways out that can be sent as they are.
    """
    ask = _read_ask(data)
    actor, now = asking(request), datetime.now(UTC)
    with offering("POST", ADDRESS, lambda way: _plan_body(data, way)):
        if data.dry_run:
            foreseen = await try_asking(ask, actor=actor, now=now)
            return Response(_dry_run_reply(data, foreseen), status_code=200)
        made = await ask_for_room(
            ask,
            actor=actor,
            hold_for=settings_of(request).hold,
            now=now,
            receipt=await read_receipt(
                request, key, status=201, render=lambda made: encode(made_reply(made)).decode()
            ),
        )
    return Response(made_reply(made), status_code=201)


@get("/bookings", tags=["bookings"])
async def show_bookings(
    request: AnyRequest,
    wanted: Annotated[Decision | None, QueryParameter(name="state")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[BookingReply]:
    """Those that the asker's side asked for or lends to, in the order of asking."""
    found = await list_bookings(
        seen_by=asking(request), state=wanted, after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, booking_reply, lambda booking: booking.id)


@get("/bookings/{booking_id:uuid}", tags=["bookings"])
async def show_booking(request: AnyRequest, booking_id: FromPath[UUID]) -> BookingReply:
    return await full_reply(await find_booking(booking_id, seen_by=asking(request)))


def read_spans(sessions: Sequence[SessionRequest]) -> list[TimeSpan]:
    """The span of each.

    Raises:
        NotATimeSpan: naming every one that can't be.
    """
    spans, faults = [], []
    for index, session in enumerate(sessions):
        try:
            spans.append(TimeSpan(session.starts_at, session.ends_at))
        except NotATimeSpan as refusal:
            faults += [
                replace(fault, field=f"sessions[{index}].{fault.field}") for fault in refusal.faults
            ]
    if faults:
        raise NotATimeSpan(faults=tuple(faults))
    return spans


def _read_ask(data: BookingRequest) -> Ask:
    trainers = tuple(PersonId(person) for person in dict.fromkeys(data.trainer_ids))
    assets = read_needs(data.asset_needs)
    return Ask(
        room_id=RoomId(data.room_id),
        agency_id=AgencyId(data.agency_id),
        purpose=data.purpose,
        headcount=data.headcount,
        sessions=tuple(
            PlannedSession(
                span=span,
                title=given.title,
                setup=timedelta(minutes=given.setup_minutes),
                cleanup=timedelta(minutes=given.cleanup_minutes),
                trainer_ids=trainers,
                assets=assets,
                mode=Mode(given.mode),
                link=given.link,
                kind=given.kind,
            )
            for given, span in zip(data.sessions, read_spans(data.sessions), strict=True)
        ),
        layout=data.layout,
        batch_id=BatchId(data.batch_id) if data.batch_id else None,
        agreement_id=AgreementId(data.agreement_id) if data.agreement_id else None,
        reasons=data.reasons,
        overrides=read_overrides(data.overrides),
    )


def _plan_body(data: BookingRequest, way: WayOut) -> dict[str, Any]:
    """What was sent, with what the way out changes."""
    body: dict[str, Any] = to_builtins(data)
    body["dry_run"] = False
    body["room_id"] = str(way.plan.room.id)
    body["layout"] = way.plan.layout
    if way.plan.agreement_id is None:
        body["agreement_id"] = None
    body["sessions"] = [_session_body(each, way.plan.venue.zone) for each in way.plan.sessions]
    return body


def _session_body(planned: PlannedSession, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "starts_at": planned.span.start.astimezone(zone).isoformat(),
        "ends_at": planned.span.end.astimezone(zone).isoformat(),
        "title": planned.title,
        "setup_minutes": planned.setup // timedelta(minutes=1),
        "cleanup_minutes": planned.cleanup // timedelta(minutes=1),
        "mode": planned.mode.value,
        "link": planned.link,
        "kind": planned.kind,
    }


def _dry_run_reply(data: BookingRequest, foreseen: Foreseen) -> BookingReply:
    plan = foreseen.plan
    agreement = foreseen.agreement
    return BookingReply(
        id=None,
        state=foreseen.decision.value,
        room_id=plan.room.id,
        agency_id=plan.agency.id,
        agreement_id=agreement.id if agreement else None,
        batch_id=data.batch_id,
        purpose=data.purpose,
        headcount=plan.headcount,
        layout=plan.layout,
        hold_until=None,
        decision_reason="",
        version=0,
        sessions=[],
        warnings=findings_reply(foreseen.findings, plan.venue.zone),
        dry_run=True,
    )


ASKING = (make_booking, show_bookings, show_booking)
