"""Asking for free slots: every parameter of the address."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from litestar import Request, get
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from lintas.actions.slots.find_slots import find_slots
from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.people import PersonId
from lintas.domain.programs import BatchId
from lintas.domain.refusal import Fault
from lintas.domain.slots import Pattern, SlotWish
from lintas.domain.things import tidy_kind
from lintas.domain.venues import RoomId
from lintas.web.api.replies import refuses
from lintas.web.api.slots.replies import SlotsReply, slots_reply
from lintas.web.asking import asking
from lintas.web.bodies.reading import Malformed
from lintas.web.readers import reader_of

AnyRequest = Request[Any, Any, Any]
T = TypeVar("T")
CLOCK = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"


def _shown(value: object, summary: str) -> list[Example]:
    return [Example(summary=summary, value=value)]


@get("/slots", tags=["slots"], responses=refuses(404, 422))
async def show_slots(  # noqa: PLR0913 -- each is a parameter of the address
    request: AnyRequest,
    *,
    since: Annotated[
        date, QueryParameter(name="from", examples=_shown("2027-01-04", "The first day"))
    ],
    until: Annotated[
        date, QueryParameter(examples=_shown("2027-02-06", "The first day that is too late"))
    ],
    headcount: Annotated[int, QueryParameter(ge=1, le=1_000_000, examples=_shown(20, "Persons"))],
    sessions: Annotated[
        int, QueryParameter(ge=1, le=366, examples=_shown(3, "One a day, all in one room"))
    ] = 1,
    minutes: Annotated[
        int, QueryParameter(ge=15, le=1440, examples=_shown(240, "How long each one is"))
    ] = 240,
    pattern: Annotated[
        Pattern, QueryParameter(examples=_shown("consecutive", "Days in a row"))
    ] = Pattern.CONSECUTIVE,
    earliest: Annotated[
        str, QueryParameter(pattern=CLOCK, examples=_shown("08:00", "At a quarter of an hour"))
    ] = "08:00",
    latest: Annotated[
        str, QueryParameter(pattern=CLOCK, examples=_shown("16:00", "All are over by then"))
    ] = "17:00",
    layout: Annotated[str, QueryParameter(max_length=30)] = "",
    equipment: Annotated[
        str,
        QueryParameter(max_length=500, examples=_shown("sealer", "Kinds of tools, with commas")),
    ] = "",
    trainer_ids: Annotated[
        str, QueryParameter(max_length=2000, description="UUIDs, with commas between them")
    ] = "",
    trainer_regency: Annotated[
        str | None,
        QueryParameter(
            max_length=13,
            examples=_shown("32.04", "Somebody from there teaches, beside all of trainer_ids"),
        ),
    ] = None,
    trainer_field: Annotated[
        str,
        QueryParameter(
            max_length=200,
            examples=_shown("pengemasan", "What somebody teaches; left out: the batch's, or any"),
        ),
    ] = "",
    trainer_level: Annotated[str, QueryParameter(max_length=100)] = "",
    agency_id: Annotated[
        UUID | None, QueryParameter(description="For whom; left out: the asker's own")
    ] = None,
    batch_id: Annotated[UUID | None, QueryParameter()] = None,
    regency: Annotated[
        str | None,
        QueryParameter(max_length=13, examples=_shown("36.04", "Where the venue stands")),
    ] = None,
    district: Annotated[str, QueryParameter(max_length=13)] = "",
    venue_id: Annotated[UUID | None, QueryParameter()] = None,
    room_id: Annotated[UUID | None, QueryParameter()] = None,
    near: Annotated[
        UUID | None, QueryParameter(description="A venue; the nearest to it come first")
    ] = None,
    holidays: Annotated[
        bool, QueryParameter(description="Whether to look at public holidays too")
    ] = False,
    limit: Annotated[int, QueryParameter(ge=1, le=20, description="How many at most")] = 10,
) -> SlotsReply:
    """Whole plans that no law refuses now, best first; nothing is reserved.

    Every fitting room and every day is looked at. A plan is judged again when it is taken. With
    `trainer_regency`, `trainer_field` or `trainer_level` each plan says who was found to teach.
    """
    wish = SlotWish(
        agency_id=AgencyId(agency_id) if agency_id else None,
        headcount=headcount,
        sessions=sessions,
        minutes=minutes,
        since=since,
        until=until,
        pattern=pattern,
        earliest=read_clock(earliest),
        latest=read_clock(latest),
        layout=layout,
        equipment=_split("equipment", equipment, tidy_kind),
        trainer_ids=_split("trainer_ids", trainer_ids, lambda text: PersonId(UUID(text))),
        batch_id=BatchId(batch_id) if batch_id else None,
        regency=RegencyCode(regency) if regency else None,
        district=district,
        venue_id=VenueId(venue_id) if venue_id else None,
        room_id=RoomId(room_id) if room_id else None,
        near=VenueId(near) if near else None,
        days_off=holidays,
        limit=limit,
        trainer_regency=RegencyCode(trainer_regency) if trainer_regency else None,
        trainer_field=trainer_field.strip(),
        trainer_level=trainer_level.strip(),
    )
    found = await find_slots(wish, actor=asking(request), now=datetime.now(UTC))
    return slots_reply(found, await reader_of(request))


def read_clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _split(name: str, text: str, read: Callable[[str], T]) -> tuple[T, ...]:
    """What stands between commas, each once.

    Raises:
        Malformed: an id that is none.
    """
    try:
        return tuple(dict.fromkeys(read(each.strip()) for each in text.split(",") if each.strip()))
    except ValueError as error:
        raise Malformed(faults=(Fault(name, text[:200], "identifier"),)) from error


SLOTS = (show_slots,)
