"""Tools that sessions take along, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.things.change_asset import change_asset
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.actions.things.retire_asset import retire_asset
from lintas.domain.things import LONGEST_KIND, Asset
from lintas.store.agencies import find_agency
from lintas.store.things.assets import find_asset, list_assets
from lintas.store.venues.places import find_venue
from lintas.web.api.changes import sent
from lintas.web.api.preconditions import IfMatch, read_version, version_tag
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import LARGEST_COUNT, UNSET, Count, Identifier, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
AssetKind = Annotated[
    str, Meta(max_length=LONGEST_KIND, description="What programs ask for", examples=["oven"])
]
Left = Annotated[int, Meta(ge=0, le=LARGEST_COUNT)]


class AssetRequest(Body):
    """`venue_id` is where it is kept; unless `movable` it serves only there."""

    agency_id: Identifier
    name: Text
    quantity: Count
    venue_id: Identifier | None = None
    kind: AssetKind = ""
    movable: bool = False


class AssetPatch(Body):
    """A `quantity` of 0 is what a broken machine is."""

    name: Unset[Text] = UNSET
    quantity: Unset[Left] = UNSET
    venue_id: Unset[Identifier | None] = UNSET
    kind: Unset[AssetKind] = UNSET
    movable: Unset[bool] = UNSET


class AssetReply(Struct):
    """`keeper` is the regency whose managers and coordinators keep it."""

    id: UUID
    agency_id: UUID
    venue_id: UUID | None
    name: str
    kind: str
    quantity: int
    movable: bool
    keeper: str | None
    is_example: bool
    version: int


@post("/assets", tags=["assets"], responses=refuses(403))
async def make_asset(request: AnyRequest, data: JSONBody[AssetRequest]) -> AssetReply:
    facts = AssetFacts(**sent(data))
    return _reply(await register_asset(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/assets", tags=["assets"], responses=refuses(404))
async def show_assets(
    agency_id: Annotated[UUID | None, QueryParameter()] = None,
    venue_id: Annotated[UUID | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[AssetReply]:
    """In the order of registering."""
    if agency_id is not None:
        await find_agency(agency_id)
    if venue_id is not None:
        await find_venue(venue_id)
    found = await list_assets(
        agency_id=agency_id, venue_id=venue_id, after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, _reply, lambda asset: asset.id)


@get("/assets/{asset_id:uuid}", tags=["assets"])
async def show_asset(asset_id: FromPath[UUID]) -> Response[AssetReply]:
    """Its ETag is its version, for If-Match."""
    asset = await find_asset(asset_id)
    return Response(_reply(asset), headers={"ETag": version_tag(asset.version)})


@patch("/assets/{asset_id:uuid}", tags=["assets"], responses=refuses(403, 412))
async def alter_asset(
    request: AnyRequest,
    asset_id: FromPath[UUID],
    data: JSONBody[AssetPatch],
    if_match: IfMatch = None,
) -> AssetReply:
    """Sessions to come for which there are too few become conflicts."""
    asset = await change_asset(
        asset_id,
        AssetChange(**sent(data)),
        actor=asking(request),
        now=datetime.now(UTC),
        version=read_version(if_match),
    )
    return _reply(asset)


@delete("/assets/{asset_id:uuid}", tags=["assets"], responses=refuses(403, 409))
async def end_asset(request: AnyRequest, asset_id: FromPath[UUID]) -> None:
    """Take it off the lists; not while a session to come takes some of it."""
    await retire_asset(asset_id, actor=asking(request), now=datetime.now(UTC))


def _reply(asset: Asset) -> AssetReply:
    return AssetReply(
        id=asset.id,
        agency_id=asset.agency_id,
        venue_id=asset.venue_id,
        name=asset.name,
        kind=asset.kind,
        quantity=asset.quantity,
        movable=asset.movable,
        keeper=asset.keeper,
        is_example=asset.is_example,
        version=asset.version,
    )


ASSETS = (make_asset, show_assets, show_asset, alter_asset, end_asset)
