"""Who has a change, for programs: three levels, none of which stands for another."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath, PathParameter, QueryParameter
from msgspec import Struct

from lintas.actions.bookings.move_series import Scope
from lintas.actions.schedules.foresee_news import find_foresight, find_foresight_of_booking
from lintas.actions.schedules.score_foresight import find_record, sum_so_far
from lintas.actions.schedules.tell_reach import find_session_reach, find_version_reach
from lintas.domain.estimates import Estimate, Score
from lintas.domain.foresight import Foresight, Worried, Worry
from lintas.domain.reach import Level, Reach, Reached
from lintas.render.messages import whatsapp_link
from lintas.web.api.replies import refuses
from lintas.web.asking import asking, settings_of
from lintas.web.untold import TextOf, texts_of_session, texts_of_version

AnyRequest = Request[Any, Any, Any]
Number = Annotated[int, PathParameter(ge=1)]
Together = Annotated[Scope, QueryParameter(name="scope")]


class ReachedReply(Struct):
    """`part` is "attends" or "teaches"; each moment is null where nothing tells of it.

    `whatsapp` opens a chat with the text ready, for who knows nothing yet and has a number.
    """

    person_id: UUID
    name: str
    part: str
    has_calendar: bool
    loaded_at: datetime | None
    loaded_by: str | None
    opened_at: datetime | None
    confirmed_at: datetime | None
    whatsapp: str | None


class ScoreReply(Struct):
    """How many of so many forecasts were right, of calendars that load and of pages opened.

    What can't be judged afterwards is in no count; few judged say little.
    """

    right: int
    judged: int
    loads_right: int
    loads_judged: int
    opens_right: int
    opens_judged: int


class EstimateReply(Struct):
    """What was foreseen when a change was made; `score` is null until its time has begun."""

    made_at: datetime
    starts_at: datetime
    concerned: int
    score: ScoreReply | None


class ReachReply(Struct):
    """`loaded`, `opened`, `confirmed` count people and overlap; `untold` are those in none.

    `estimates` are those of a session's changes, the last first; of a version there are none.
    """

    changed_at: datetime
    concerned: int
    loaded: int
    opened: int
    confirmed: int
    untold: int
    people: list[ReachedReply]
    estimates: list[EstimateReply]


class WorriedReply(Struct):
    """`worries` holds one or more of "on_the_road", "calendar_too_late", "opened_nothing".

    `way_minutes` is null where nobody knows the way; `phone` is null where it isn't for the asker.
    """

    person_id: UUID
    name: str
    part: str
    worries: list[str]
    way_minutes: int | None
    phone: str | None


class ForesightReply(Struct):
    """An estimate. The counts overlap; `to_ring` holds each once, the most urgent first.

    `so_far` is how estimates of the asking side's changes came out within 90 days.
    """

    concerned: int
    on_the_road: int
    calendar_too_late: int
    opened_nothing: int
    to_ring: list[WorriedReply]
    so_far: ScoreReply


@get("/sessions/{session_id:uuid}/reach", tags=["sessions"], responses=refuses(403))
async def show_session_reach(request: AnyRequest, session_id: FromPath[UUID]) -> ReachReply:
    """Who knows how the session is since its last change, for whoever may move it."""
    card, reach = await find_session_reach(session_id, actor=asking(request))
    record = await find_record(card, actor=asking(request), now=datetime.now(UTC))
    texts = await texts_of_session(card, settings_of(request).public_url)
    return _reply(reach, texts, map(_estimate, record.estimates))


@get(
    "/batches/{batch_id:uuid}/versions/{number:int}/reach",
    tags=["batches"],
    responses=refuses(403),
)
async def show_version_reach(
    request: AnyRequest, batch_id: FromPath[UUID], number: Number
) -> ReachReply:
    """Who knows what a version of the schedule changed, for whoever keeps the batch."""
    found = await find_version_reach(batch_id, number, actor=asking(request))
    return _reply(found.reach, texts_of_version(found, settings_of(request).public_url))


@get("/sessions/{session_id:uuid}/foresight", tags=["sessions"], responses=refuses(403))
async def show_foresight(
    request: AnyRequest, session_id: FromPath[UUID], together: Together = Scope.ONE
) -> ForesightReply:
    """Whom the news would reach too late if the session were moved or cancelled now.

    `scope` takes in those of its booking that move with it; each person then counts once.
    """
    actor, now = asking(request), datetime.now(UTC)
    card, found = await find_foresight(session_id, together, actor=actor, now=now)
    return _foreseen(found, await sum_so_far(card.keeper, now=now))


@get("/bookings/{booking_id:uuid}/foresight", tags=["bookings"], responses=refuses(403))
async def show_foresight_of_booking(
    request: AnyRequest, booking_id: FromPath[UUID]
) -> ForesightReply:
    """Whom the news would reach too late if all of a booking were withdrawn or cancelled now."""
    actor, now = asking(request), datetime.now(UTC)
    booking, found = await find_foresight_of_booking(booking_id, actor=actor, now=now)
    return _foreseen(found, await sum_so_far(booking.keeper, now=now))


def _foreseen(found: Foresight, so_far: Score) -> ForesightReply:
    return ForesightReply(
        concerned=found.concerned,
        on_the_road=len(found.those(Worry.ON_THE_ROAD)),
        calendar_too_late=len(found.those(Worry.CALENDAR_TOO_LATE)),
        opened_nothing=len(found.those(Worry.OPENED_NOTHING)),
        to_ring=list(map(_worried, found.to_ring)),
        so_far=_score(so_far),
    )


def _worried(each: Worried) -> WorriedReply:
    who = each.who
    return WorriedReply(
        person_id=who.person_id,
        name=who.name,
        part=who.part.value,
        worries=[worry.value for worry in Worry if worry in each.worries],
        way_minutes=who.way // timedelta(minutes=1) if who.way is not None else None,
        phone=who.phone or None,
    )


def _estimate(each: Estimate) -> EstimateReply:
    score = _score(each.score) if each.score else None
    return EstimateReply(each.made_at, each.starts_at, each.concerned, score)


def _score(score: Score) -> ScoreReply:
    return ScoreReply(
        right=score.total.right,
        judged=score.total.judged,
        loads_right=score.loads.right,
        loads_judged=score.loads.judged,
        opens_right=score.opens.right,
        opens_judged=score.opens.judged,
    )


def _reply(reach: Reach, texts: TextOf, estimates: Iterable[EstimateReply] = ()) -> ReachReply:
    return ReachReply(
        changed_at=reach.changed_at,
        concerned=len(reach.people),
        loaded=reach.count(Level.LOADED),
        opened=reach.count(Level.OPENED),
        confirmed=reach.count(Level.CONFIRMED),
        untold=len(reach.untold),
        people=list(map(_reached(texts), reach.people)),
        estimates=list(estimates),
    )


def _reached(texts: TextOf) -> Callable[[Reached], ReachedReply]:
    def reply(each: Reached) -> ReachedReply:
        knowing, is_untold = each.knowing, not each.knowing.levels
        return ReachedReply(
            person_id=each.person_id,
            name=each.name,
            part=each.part.value,
            has_calendar=each.has_calendar,
            loaded_at=knowing.loaded.at if knowing.loaded else None,
            loaded_by=knowing.loaded.client.value if knowing.loaded else None,
            opened_at=knowing.opened_at,
            confirmed_at=knowing.confirmed_at,
            whatsapp=whatsapp_link(each.phone, texts[each.part])
            if is_untold and each.phone
            else None,
        )

    return reply


REACH = (show_session_reach, show_version_reach, show_foresight, show_foresight_of_booking)
