"""A place, looked at: whose it is, where, when it opens, what rooms it has."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from litestar import get
from litestar.params import FromPath

from lintas.domain.agencies import AgencyId
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.venues import Room, Venue
from lintas.render.opening import say_opening
from lintas.render.places import map_link
from lintas.render.tariffs import say_tariff
from lintas.render.times import say_day
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import find_agency
from lintas.store.approvals.claims import list_promises_kept
from lintas.store.things.handovers import list_handovers_of
from lintas.store.things.tariffs import list_tariffs_for
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import list_rooms
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show
from lintas.web.pages.shown.closures import list_standing
from lintas.web.pages.shown.places import room_shown, say_venue_area
from lintas.web.pages.shown.ways import list_ways_from
from lintas.web.regencies import name_regencies

MOST_ROOMS = 60


@dataclass(frozen=True, slots=True)
class VenueShown:
    """`operator` is empty where the owner runs the place itself."""

    id: UUID
    name: str
    aliases: str
    address: str
    area: str
    map: str
    owner: str
    operator: str
    contact: str
    evidence: str
    opening: tuple[tuple[str, str], ...]
    is_example: bool


@get("/tempat/{venue_id:uuid}")
async def show_place(request: AnyRequest, venue_id: FromPath[UUID]) -> Page:
    venue = await find_venue(venue_id)
    area = await say_venue_area(venue)
    actor, now = asking(request), datetime.now(UTC)
    rooms = _by_hall(await list_rooms(venue_id=venue.id, limit=MOST_ROOMS))
    return await show(
        request,
        "places/place.html",
        place=await _shown(venue, area),
        rooms=[room_shown(venue, room, area) for room in rooms],
        parts={room.id: [each.name for each in rooms if each.part_of == room.id] for room in rooms},
        equipment={room.id: _say_equipment(room) for room in rooms},
        tariffs=await _say_tariffs(rooms),
        handovers=[
            (say_day(each.day), each.to_name) for each in await list_handovers_of([venue.id])
        ],
        ways=await list_ways_from(venue),
        closures=await list_standing(venue, None, now=now),
        promises=(await list_promises_kept([venue.id], now=now))[venue.id],
        may_close=_may(actor, Verb.CLOSE_ROOM, venue),
    )


def _say_equipment(room: Room) -> str:
    """16 mesin jahit, 2 oven; nothing where nobody noted any."""
    return ", ".join(f"{number} {kind}" for kind, number in (room.equipment or {}).items())


async def _say_tariffs(rooms: Sequence[Room]) -> Mapping[UUID, list[str]]:
    """What each room costs whom."""
    names = await name_regencies()
    said: defaultdict[UUID, list[str]] = defaultdict(list)
    for each in await list_tariffs_for(room.id for room in rooms):
        borrower = f"{names[each.borrower]}: " if each.borrower else ""
        said[each.room_id].append(f"{borrower}{say_tariff(each)}")
    return said


def _by_hall(rooms: Sequence[Room]) -> list[Room]:
    """By name, the parts of a hall behind it."""
    names = {room.id: room.name for room in rooms}
    return sorted(
        rooms, key=lambda room: (names.get(room.root, ""), room.root, len(room.above), room.name)
    )


def _may(actor: Actor, verb: Verb, venue: Venue) -> bool:
    return can(actor, verb, Subject(keeper=venue.keeper))


async def _shown(venue: Venue, area: str) -> VenueShown:
    operator = venue.operator_agency_id
    return VenueShown(
        id=venue.id,
        name=venue.name,
        aliases=", ".join(filter(None, map(str.strip, venue.aliases.split(";")))),
        address=venue.address,
        area=area,
        map=map_link(venue, area),
        owner=await _name(venue.owner_agency_id),
        operator=await _name(operator) if operator and operator != venue.owner_agency_id else "",
        contact=venue.contact,
        evidence=venue.evidence,
        opening=say_opening(venue.opening_hours) if venue.opening_hours else (),
        is_example=venue.is_example,
    )


async def _name(agency_id: AgencyId) -> str:
    """Empty for one that is no more."""
    try:
        return (await find_agency(agency_id)).name
    except NotFound:
        return ""
