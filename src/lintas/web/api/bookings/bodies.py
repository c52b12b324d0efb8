"""What programs send to ask for a room, and what is meant by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Literal

from msgspec import Meta

from lintas.domain.agencies import AgencyId, AgreementId
from lintas.domain.bookings import Mode
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.people import PersonId
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.programs import BatchId
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import NotATimeSpan, TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules.recurrence import EXAMPLE, LONGEST_RULE, expand
from lintas.web.api.overrides import OverrideRequest, read_overrides
from lintas.web.api.sessions import AssetNeedRequest, read_needs
from lintas.web.bodies.reading import Malformed
from lintas.web.bodies.types import Identifier, Instant, Minutes, Text
from lintas.web.bodies.types import Request as Body
from lintas.web.places import find_place

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
    trainer_ids: (
        Annotated[
            list[Identifier],
            Meta(max_length=50, description="Who teaches it, where not the booking's"),
        ]
        | None
    ) = None


class SeriesRequest(SessionRequest, kw_only=True):
    """The first meeting and the rule by which it repeats, at the same local times (RFC 5545)."""

    rrule: Annotated[
        str, Meta(max_length=LONGEST_RULE, examples=[EXAMPLE], description="With COUNT or UNTIL")
    ]


class ClaimRequest(Body):
    """1: disaster, election or state event; 2: the regent, vice regent or secretary.

    The lender's desk gives it, on some ground: an order, a letter.
    """

    level: Annotated[int, Meta(ge=1, le=2)]
    authority: Text


class PartRequest(Body):
    """What no room could take together with the rest: some sessions, or a group of the people.

    It becomes a booking of its own, and otherwise is as the first; both are made, or neither.
    """

    room_id: Identifier
    headcount: Headcount
    sessions: Annotated[list[SessionRequest], Meta(min_length=1, max_length=366)]
    layout: Annotated[str, Meta(max_length=30)] = ""


class BookingRequest(Body):
    """Who asks for which room, what for, and when: `sessions`, or a `series` of them.

    With `on_clash` "skip" dates that clash are left out, and offered once they are free.
    `overrides` are by code. A `claim` is for the lender's desk to give.
    """

    room_id: Identifier
    agency_id: Identifier
    purpose: Text
    headcount: Headcount
    sessions: Annotated[list[SessionRequest], Meta(min_length=1, max_length=366)] | None = None
    series: SeriesRequest | None = None
    layout: Annotated[str, Meta(max_length=30)] = ""
    batch_id: Identifier | None = None
    agreement_id: Identifier | None = None
    trainer_ids: Annotated[list[Identifier], Meta(max_length=50)] = []  # noqa: RUF012 -- msgspec copies defaults
    asset_needs: Annotated[list[AssetNeedRequest], Meta(max_length=50)] = []  # noqa: RUF012 -- as above
    on_clash: Literal["refuse", "skip"] = "refuse"
    reasons: Reasons = {}  # noqa: RUF012 -- as above
    overrides: dict[str, OverrideRequest] = {}  # noqa: RUF012 -- as above
    claim: ClaimRequest | None = None
    also: PartRequest | None = None
    dry_run: bool = False


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


async def read_asks(data: BookingRequest) -> tuple[Ask, ...]:
    """What is asked for, a series as its dates; two requests where there is a second part.

    Raises:
        Malformed: no sessions.
        Invalid: sessions and a series.
        NotATimeSpan, NotASeries: times that can't be meant.
        NotFound: no such room.
    """
    meetings = await _list_meetings(data)
    ask = Ask(
        room_id=RoomId(data.room_id),
        agency_id=AgencyId(data.agency_id),
        purpose=data.purpose,
        headcount=data.headcount,
        sessions=tuple(_planned(given, span, data) for given, span in meetings),
        layout=data.layout,
        batch_id=BatchId(data.batch_id) if data.batch_id else None,
        agreement_id=AgreementId(data.agreement_id) if data.agreement_id else None,
        reasons=data.reasons,
        overrides=read_overrides(data.overrides),
        skip_clashing=data.on_clash == "skip",
        claim=GivenClaim(Claim(data.claim.level), data.claim.authority) if data.claim else None,
    )
    return (ask, _second(ask, data.also, data)) if data.also else (ask,)


def _second(first: Ask, part: PartRequest, data: BookingRequest) -> Ask:
    try:
        spans = read_spans(part.sessions)
    except NotATimeSpan as refusal:
        faults = (replace(each, field=f"also.{each.field}") for each in refusal.faults)
        raise NotATimeSpan(faults=tuple(faults)) from refusal
    return replace(
        first,
        room_id=RoomId(part.room_id),
        headcount=part.headcount,
        layout=part.layout,
        # Whichever fits there: the one that was chosen is for the first room.
        agreement_id=None,
        sessions=tuple(
            _planned(given, span, data) for given, span in zip(part.sessions, spans, strict=True)
        ),
    )


def _planned(given: SessionRequest, span: TimeSpan, data: BookingRequest) -> PlannedSession:
    trainers = data.trainer_ids if given.trainer_ids is None else given.trainer_ids
    return PlannedSession(
        span=span,
        title=given.title,
        setup=timedelta(minutes=given.setup_minutes),
        cleanup=timedelta(minutes=given.cleanup_minutes),
        trainer_ids=tuple(PersonId(person) for person in dict.fromkeys(trainers)),
        assets=read_needs(data.asset_needs),
        mode=Mode(given.mode),
        link=given.link,
        kind=given.kind,
    )


async def _list_meetings(data: BookingRequest) -> list[tuple[SessionRequest, TimeSpan]]:
    if data.series is None and data.sessions is None:
        raise Malformed(faults=(Fault("sessions", None, "required"),))
    if data.series is None:
        given = data.sessions or []
        return list(zip(given, read_spans(given), strict=True))
    if data.sessions is not None:
        raise Invalid(faults=(Fault("series", "series", "either", "sessions"),))
    venue, _ = await find_place(data.room_id)
    try:
        first = TimeSpan(data.series.starts_at, data.series.ends_at)
    except NotATimeSpan as refusal:
        faults = (replace(each, field=f"series.{each.field}") for each in refusal.faults)
        raise NotATimeSpan(faults=tuple(faults)) from refusal
    return [(data.series, span) for span in expand(data.series.rrule, first, venue.zone)]
