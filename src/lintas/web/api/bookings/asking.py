"""Asking for rooms, for programs."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Request, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import to_builtins
from msgspec.json import encode

from lintas.actions.bookings.ask_for_room import ask_for_room, try_asking
from lintas.actions.bookings.ask_in_parts import ask_in_parts, try_in_parts
from lintas.actions.bookings.made import Foreseen, Made
from lintas.actions.steps.local_times import telling_local_times
from lintas.domain.bookings import Decision
from lintas.domain.people import Actor
from lintas.domain.plans import Ask, Plan, PlannedSession
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayOut
from lintas.store.bookings.joining import list_links
from lintas.store.bookings.requests import find_booking, list_bookings
from lintas.web.api.bookings.bodies import BookingRequest, read_asks
from lintas.web.api.bookings.replies import (
    BookingReply,
    ForeseenDateReply,
    SkippedReply,
    booking_reply,
    full_reply,
    made_reply,
)
from lintas.web.api.ledger import usage_reply
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, settings_of
from lintas.web.findings import findings_reply, offering
from lintas.web.readers import Reader, reader_of

AnyRequest = Request[Any, Any, Any]
ADDRESS = "/api/v1/bookings"
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
    async with telling_local_times(RoomId(data.room_id)):
        asks = await read_asks(data)
    actor, now = asking(request), datetime.now(UTC)
    reader = await reader_of(request)
    with offering(reader, "POST", ADDRESS, lambda way: _plan_body(data, way)):
        if data.dry_run:
            foreseen = await _foresee(asks, actor=actor, now=now)
            return Response(_dry_run_replies(data, foreseen, reader), status_code=200)
        made = await _ask(
            asks,
            actor=actor,
            hold_for=settings_of(request).hold,
            now=now,
            receipt=await read_receipt(
                request,
                key,
                status=201,
                render=lambda made: encode(_made_replies(made, reader)).decode(),
            ),
        )
    return Response(_made_replies(made, reader), status_code=201)


async def _foresee(asks: Sequence[Ask], *, actor: Actor, now: datetime) -> tuple[Foreseen, ...]:
    if len(asks) > 1:
        return await try_in_parts(asks, actor=actor, now=now)
    return (await try_asking(asks[0], actor=actor, now=now),)


async def _ask(asks: Sequence[Ask], **doing: Any) -> Made | tuple[Made, ...]:
    if len(asks) > 1:
        return await ask_in_parts(asks, **doing)
    return await ask_for_room(asks[0], **doing)


def _made_replies(made: Made | tuple[Made, ...], reader: Reader) -> BookingReply:
    """The first booking, and with it the second where there are two."""
    first, *others = (
        made_reply(each, reader) for each in (made if isinstance(made, tuple) else (made,))
    )
    first.also = next(iter(others), None)
    return first


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
    sessions = [session for booking in found for session in booking.sessions]
    links = await list_links(sessions, seen_by=asking(request))
    return page_of(
        found, limit, lambda booking: booking_reply(booking, links), lambda booking: booking.id
    )


@get("/bookings/{booking_id:uuid}", tags=["bookings"])
async def show_booking(request: AnyRequest, booking_id: FromPath[UUID]) -> BookingReply:
    booking = await find_booking(booking_id, seen_by=asking(request))
    return await full_reply(booking, await list_links(booking.sessions, seen_by=asking(request)))


def _plan_body(data: BookingRequest, way: WayOut) -> dict[str, Any]:
    """What was sent, with what the way out changes."""
    body: dict[str, Any] = to_builtins(data)
    body["dry_run"] = False
    body["headcount"] = way.plan.headcount
    body["room_id"] = str(way.plan.room.id)
    body["layout"] = way.plan.layout
    if way.plan.agreement_id is None:
        body["agreement_id"] = None
    body["series"] = None
    body["sessions"] = _session_bodies(way.plan)
    if way.rest is not None:
        body["also"] = {
            "room_id": str(way.rest.room.id),
            "headcount": way.rest.headcount,
            "layout": way.rest.layout,
            "sessions": _session_bodies(way.rest),
        }
    return body


def _session_bodies(plan: Plan) -> list[dict[str, Any]]:
    return [_session_body(each, plan.venue.zone) for each in plan.sessions]


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
        "trainer_ids": [str(person) for person in planned.trainer_ids],
    }


def _dry_run_replies(
    data: BookingRequest, foreseen: Sequence[Foreseen], reader: Reader
) -> BookingReply:
    first, *others = (_dry_run_reply(data, each, reader) for each in foreseen)
    first.also = next(iter(others), None)
    return first


def _dry_run_reply(data: BookingRequest, foreseen: Foreseen, reader: Reader) -> BookingReply:
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
        skipped=[
            SkippedReply(
                None,
                span.start,
                span.end,
                "waiting",
                findings_reply(found, plan.venue.zone, reader),
            )
            for span, found in ((each.span, found) for each, found in foreseen.skipped)
        ],
        warnings=findings_reply(foreseen.findings, plan.venue.zone, reader),
        quota_left=[usage_reply(each) for each in foreseen.quota_left],
        dry_run=True,
        dates=[
            ForeseenDateReply(
                each.span.start,
                each.span.end,
                "skipped" if each.is_skipped else foreseen.decision.value,
                findings_reply(each.findings, plan.venue.zone, reader),
            )
            for each in foreseen.dates
        ],
    )


ASKING = (make_booking, show_bookings, show_booking)
