"""Who has a change: fetched by a calendar, opened, confirmed; and who has nothing yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import FromPath, PathParameter, QueryParameter

from lintas.actions.schedules.score_foresight import find_record
from lintas.actions.schedules.tell_reach import find_session_reach, find_version_reach
from lintas.domain.reach import Level, Reach, Reached
from lintas.render.catalogues import say
from lintas.render.foresight import say_score, say_so_far, say_unscored
from lintas.render.messages import whatsapp_link
from lintas.render.times import say_ago, say_moment, say_span
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.html import Page, show
from lintas.web.untold import TextOf, texts_of_session, texts_of_version

TEMPLATE = "reach/reach.html"
ZONE = ZoneInfo("Asia/Jakarta")
# Each link holds the whole text: more would not fit a page that phones load.
ON_A_PAGE = 20

Number = Annotated[int, PathParameter()]
PageNumber = Annotated[int, QueryParameter(name="hal", ge=1, le=1000)]


@dataclass(frozen=True, slots=True)
class PersonShown:
    """`loaded`, `opened` and `confirmed` are empty where nothing says so; never one for another."""

    name: str
    part: str
    loaded: str
    opened: str
    confirmed: str
    has_calendar: bool
    knows: bool
    whatsapp: str


@get("/sesi/{session_id:uuid}/sampai")
async def show_session_reach(
    request: AnyRequest, session_id: FromPath[UUID], number: PageNumber = 1
) -> Page:
    card, reach = await find_session_reach(session_id, actor=asking(request))
    texts = await texts_of_session(card, settings_of(request).public_url)
    title = f"{card.title}, {say_span(card.session.span, card.zone)}"
    back = f"/angkatan/{card.session.batch_id}" if card.session.batch_id else ""
    facts: dict[str, Any] = {
        "back": back or f"/peminjaman/{card.session.booking_id}",
        "title": title,
    }
    record = await find_record(card, actor=asking(request), now=datetime.now(UTC))
    scores = [
        (say_moment(each.made_at, card.zone), say_score(each.score)) for each in record.estimates
    ]
    facts |= {"scores": scores, "so_far": say_so_far(record.so_far), "unscored": say_unscored()}
    return await _show(request, reach, texts, card.zone, number, **facts)


@get("/angkatan/{batch_id:uuid}/jadwal/{version:int}/sampai")
async def show_version_reach(
    request: AnyRequest, batch_id: FromPath[UUID], version: Number, number: PageNumber = 1
) -> Page:
    found = await find_version_reach(batch_id, version, actor=asking(request))
    texts = texts_of_version(found, settings_of(request).public_url)
    title = f"Versi {found.version.number} jadwal {found.batch.title}"
    back = f"/angkatan/{found.batch.id}/jadwal"
    return await _show(request, found.reach, texts, ZONE, number, back=back, title=title, scores=())


async def _show(
    request: AnyRequest, reach: Reach, texts: TextOf, zone: tzinfo, number: int, **facts: Any
) -> Page:
    offset = (number - 1) * ON_A_PAGE
    listed = reach.people[offset : offset + ON_A_PAGE]
    shown = _show_person(texts, zone, datetime.now(UTC))
    people: Sequence[PersonShown] = [shown(each) for each in listed]
    return await show(
        request,
        TEMPLATE,
        changed=say_moment(reach.changed_at, zone),
        count=len(reach.people),
        levels=[(level.value, reach.count(level)) for level in Level],
        untold=len(reach.untold),
        people=people,
        anybody=[(part.value, whatsapp_link("", text)) for part, text in texts.items()],
        parts={each.part for each in reach.people},
        number=number,
        is_last=len(reach.people) <= offset + ON_A_PAGE,
        **facts,
    )


def _show_person(texts: TextOf, zone: tzinfo, now: datetime) -> Callable[[Reached], PersonShown]:
    def shown(each: Reached) -> PersonShown:
        loaded = each.knowing.loaded
        return PersonShown(
            name=each.name,
            part=each.part.value,
            loaded=f"{say(f'client.{loaded.client}', 'id')}, {say_ago(now, loaded.at)}"
            if loaded
            else "",
            opened=_moment(each.knowing.opened_at, zone),
            confirmed=_moment(each.knowing.confirmed_at, zone),
            has_calendar=each.has_calendar,
            knows=bool(each.knowing.levels),
            whatsapp=whatsapp_link(each.phone, texts[each.part]) if each.phone else "",
        )

    return shown


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    return say_moment(moment, zone) if moment else ""


REACHING = (show_session_reach, show_version_reach)
