"""Places, looked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import QueryParameter

from lintas.domain.agencies import Regency
from lintas.domain.venues import Room, Venue
from lintas.render.places import say_area, say_regency
from lintas.store.agencies import list_regencies
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of
from lintas.web.asking import AnyRequest
from lintas.web.forms import blank_form
from lintas.web.html import Page, show
from lintas.web.pages.places.search import Candidate, search
from lintas.web.pages.shown.places import district_name

ON_A_PAGE = 20
# One installation serves some regencies: all their places fit into memory at once.
MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One line of the list; `seats` of its roomiest room, empty when nobody measured."""

    id: UUID
    name: str
    area: str
    rooms: int
    seats: str
    is_example: bool


@get("/tempat")
async def show_places(
    request: AnyRequest,
    words: Annotated[str, QueryParameter(name="q", max_length=100)] = "",
    regency: Annotated[str, QueryParameter(name="kabupaten", max_length=13)] = "",
    page: Annotated[int, QueryParameter(name="hal", ge=1, le=1000)] = 1,
) -> Page:
    regencies = await list_regencies(limit=1000)
    venues = await list_venues(regency=regency or None, limit=MOST_PLACES)
    found = search(words, _candidates(venues, regencies))
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return await show(
        request,
        "places/list.html",
        form=blank_form(q=words, kabupaten=regency),
        regencies=[(each.code, say_regency(each)) for each in regencies],
        places=_shown(shown, await list_rooms_of([venue.id for venue in shown]), regencies),
        total=len(found),
        page=page,
        is_last=page * ON_A_PAGE >= len(found),
    )


def _candidates(venues: Sequence[Venue], regencies: Sequence[Regency]) -> list[Candidate[Venue]]:
    areas = _areas(venues, regencies)
    return [
        Candidate(venue, [venue.name, *venue.aliases.split(";")], f"{area} {venue.address}")
        for venue, area in zip(venues, areas, strict=True)
    ]


def _areas(venues: Sequence[Venue], regencies: Sequence[Regency]) -> list[str]:
    by_code = {regency.code: regency for regency in regencies}
    return [say_area(by_code[each.regency], district_name(each.district)) for each in venues]


def _shown(
    venues: Sequence[Venue], rooms: Sequence[Room], regencies: Sequence[Regency]
) -> list[PlaceShown]:
    shown = []
    for venue, area in zip(venues, _areas(venues, regencies), strict=True):
        here = [room for room in rooms if room.venue_id == venue.id]
        seats = max((room.capacity("") or 0 for room in here), default=0)
        shown.append(
            PlaceShown(venue.id, venue.name, area, len(here), str(seats or ""), venue.is_example)
        )
    return shown
