"""Uses that came by phone, for programs of the room's own managers."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, post
from litestar.params import JSONBody
from msgspec import Meta
from msgspec.json import encode

from lintas.actions.bookings.record_use import PhonedUse, find_owner, record_use
from lintas.domain.agencies import AgencyId
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayOut
from lintas.web.api.bookings.bodies import Headcount, Reasons
from lintas.web.api.bookings.replies import BookingReply, made_reply
from lintas.web.api.preconditions import IdempotencyKey, read_receipt
from lintas.web.api.replies import refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import Identifier, Instant, Text
from lintas.web.bodies.types import Request as Body
from lintas.web.findings import offering
from lintas.web.readers import reader_of

AnyRequest = Request[Any, Any, Any]


class UseRequest(Body):
    """Who rang and for when; `agency_id` none stands for the owner's own agency."""

    room_id: Identifier
    starts_at: Instant
    ends_at: Instant
    purpose: Text
    headcount: Headcount = 1
    agency_id: Identifier | None = None
    layout: Annotated[str, Meta(max_length=30)] = ""
    caller: Annotated[str, Meta(max_length=300)] = ""
    reasons: Reasons = {}  # noqa: RUF012 -- msgspec copies defaults


@post("/uses", tags=["bookings"], responses=refuses(403, 409))
async def make_use(
    request: AnyRequest, data: JSONBody[UseRequest], key: IdempotencyKey = None
) -> BookingReply:
    """Record a use of a room that the asker manages: approved by that, judged all the same."""
    room_id = RoomId(data.room_id)
    agency = AgencyId(data.agency_id) if data.agency_id else await find_owner(room_id)
    span = TimeSpan(data.starts_at, data.ends_at)
    ask = Ask(
        room_id=room_id,
        agency_id=agency,
        purpose=data.purpose,
        headcount=data.headcount,
        sessions=(PlannedSession(span),),
        layout=data.layout,
        reasons=data.reasons,
    )
    reader = await reader_of(request)
    with offering(reader, "POST", "/api/v1/uses", lambda way: _plan_body(data, way)):
        made = await record_use(
            PhonedUse(ask, data.caller),
            actor=asking(request),
            now=datetime.now(UTC),
            receipt=await read_receipt(
                request,
                key,
                status=201,
                render=lambda made: encode(made_reply(made, reader)).decode(),
            ),
        )
    return made_reply(made, reader)


def _plan_body(data: UseRequest, way: WayOut) -> dict[str, Any]:
    planned, zone = way.plan.sessions[0], way.plan.venue.zone
    return {
        "room_id": str(way.plan.room.id),
        "starts_at": planned.span.start.astimezone(zone).isoformat(),
        "ends_at": planned.span.end.astimezone(zone).isoformat(),
        "purpose": data.purpose,
        "headcount": data.headcount,
        "layout": way.plan.layout,
        "agency_id": str(way.plan.agency.id),
        "caller": data.caller,
        "reasons": data.reasons,
    }


USES = (make_use,)
