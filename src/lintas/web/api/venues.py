"""Places, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange, VenueFacts
from lintas.actions.venues.register_venue import register_venue
from lintas.domain.venues import Venue
from lintas.store.agencies import find_regency
from lintas.store.approvals.claims import list_promises_kept
from lintas.store.venues.places import find_venue, list_venues
from lintas.web.api.changes import sent
from lintas.web.api.preconditions import IfMatch, read_version, version_tag
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Hours, Identifier, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Prose = Annotated[str, Meta(max_length=2000)]


class VenueRequest(Body):
    """`regency` is where it stands; who lends it is its owner. No opening hours: always open."""

    regency: Annotated[str, Meta(min_length=1, max_length=13)]
    name: Text
    owner_agency_id: Identifier
    operator_agency_id: Identifier | None = None
    district: str | None = None
    address: Prose = ""
    latitude: float | None = None
    longitude: float | None = None
    opening_hours: Hours | None = None
    aliases: Prose = ""
    contact: Prose = ""
    evidence: Prose = ""


class VenuePatch(Body):
    regency: Unset[str] = UNSET
    name: Unset[Text] = UNSET
    owner_agency_id: Unset[Identifier] = UNSET
    operator_agency_id: Unset[Identifier | None] = UNSET
    district: Unset[str | None] = UNSET
    address: Unset[Prose] = UNSET
    latitude: Unset[float | None] = UNSET
    longitude: Unset[float | None] = UNSET
    opening_hours: Unset[Hours | None] = UNSET
    aliases: Unset[Prose] = UNSET
    contact: Unset[Prose] = UNSET
    evidence: Unset[Prose] = UNSET


class VenueReply(Struct):
    """`keeper` is the regency whose managers decide; `lender` the owner's government, if any.

    `promises_kept`: of what was approved in the last year, how many in a hundred weren't taken
    back; of one venue only, and null where nothing was approved.
    """

    id: UUID
    regency: str
    name: str
    keeper: str | None
    lender: str | None
    owner_agency_id: UUID
    operator_agency_id: UUID | None
    district: str | None
    address: str
    latitude: float | None
    longitude: float | None
    timezone: str
    opening_hours: dict[str, list[list[str]]] | None
    aliases: str
    contact: str
    evidence: str
    is_example: bool
    version: int
    promises_kept: int | None = None


@post("/venues", tags=["venues"], responses=refuses(403))
async def make_venue(request: AnyRequest, data: JSONBody[VenueRequest]) -> VenueReply:
    facts = VenueFacts(**sent(data))
    return _reply(await register_venue(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/venues", tags=["venues"], responses=refuses(404))
async def show_venues(
    regency: Annotated[str | None, QueryParameter(max_length=13)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[VenueReply]:
    """In the order of registering; `regency` is where they stand."""
    if regency is not None:
        await find_regency(regency)
    found = await list_venues(regency=regency, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda venue: venue.id)


@get("/venues/{venue_id:uuid}", tags=["venues"])
async def show_venue(venue_id: FromPath[UUID]) -> Response[VenueReply]:
    """Its ETag is its version, for If-Match."""
    venue = await find_venue(venue_id)
    reply = _reply(venue)
    kept = await list_promises_kept([venue.id], now=datetime.now(UTC))
    reply.promises_kept = kept[venue.id]
    return Response(reply, headers={"ETag": version_tag(venue.version)})


@patch("/venues/{venue_id:uuid}", tags=["venues"], responses=refuses(403, 412))
async def alter_venue(
    request: AnyRequest,
    venue_id: FromPath[UUID],
    data: JSONBody[VenuePatch],
    if_match: IfMatch = None,
) -> VenueReply:
    """Sessions to come that break a law by that become conflicts."""
    venue = await change_venue(
        venue_id,
        VenueChange(**sent(data)),
        actor=asking(request),
        now=datetime.now(UTC),
        version=read_version(if_match),
    )
    return _reply(venue)


def _reply(venue: Venue) -> VenueReply:
    return VenueReply(
        id=venue.id,
        regency=venue.regency,
        name=venue.name,
        keeper=venue.keeper,
        lender=venue.lender,
        owner_agency_id=venue.owner_agency_id,
        operator_agency_id=venue.operator_agency_id,
        district=venue.district,
        address=venue.address,
        latitude=venue.latitude,
        longitude=venue.longitude,
        timezone=str(venue.zone),
        opening_hours=venue.opening_hours.render() if venue.opening_hours else None,
        aliases=venue.aliases,
        contact=venue.contact,
        evidence=venue.evidence,
        is_example=venue.is_example,
        version=venue.version,
    )


VENUES = (make_venue, show_venues, show_venue, alter_venue)
