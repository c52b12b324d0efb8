"""The calendars that somebody with an account subscribes to, and those of the office."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.feeds.open_feed import open_feed
from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.domain.feeds import LANGUAGES, Feed, FeedScope, FeedStyle
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid, NotFound, Refusal
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_regencies
from lintas.store.feeds.desks import list_desk_feeds, name_subjects
from lintas.store.programs.batches import list_batches
from lintas.store.programs.templates import list_programs
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.subscribing import feeds_shown

TEMPLATE = "feeds/list.html"
# What the refusals call it, and what the form does.
FIELDS = {"subject_id": "subject", "scope": "subject", "alarm_minutes": "alarm"}
ON_A_PAGE = 40
# More nobody chooses from, and no phone loads: batches have the same form on their own pages.
MOST_BATCHES, MOST_VENUES, MOST_ROOMS, MOST_PROGRAMS, MOST_REGENCIES = 60, 40, 60, 30, 20
ALARMS = (("15", "15 menit sebelumnya"), ("60", "1 jam sebelumnya"), ("1440", "1 hari sebelumnya"))
IN_LANGUAGE = (("id", "Indonesia"), ("en", "Inggris"))

Choices: TypeAlias = list[tuple[str, str]]


@get("/kalender")
async def show_feeds(
    request: AnyRequest,
    number: Annotated[int, QueryParameter(name="hal", ge=1, le=1000)] = 1,
) -> Page:
    facts = await _facts(asking(request), number)
    return await show(request, TEMPLATE, form=blank_form(subject="", label=""), **facts)


@post("/kalender", status_code=200)
async def make_feed(request: AnyRequest) -> Page:
    """Off to the page of the new address: it is the only one that bears the secret."""
    form = await read_form(request)
    try:
        scope, subject_id = _read_subject(form)
        style = _read_style(form)
        form.refuse_faults()
        opened = await open_feed(
            scope, subject_id, style, actor=asking(request), now=datetime.now(UTC)
        )
    except Refusal as refusal:
        facts = await _facts(asking(request))
        return await show_again(request, TEMPLATE, form, refusal, fields=FIELDS, **facts)
    return go(request, f"/langganan/{opened.secret}", flash="feed_opened")


@post("/kalender/{feed_id:uuid}/cabut")
async def end_feed(request: AnyRequest, feed_id: FromPath[UUID]) -> Page:
    await revoke_feed(feed_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, "/kalender", flash="revoked")


def _read_style(form: Form) -> FeedStyle:
    """What other pages' forms don't ask stays as most want it."""
    alarm = form.value("alarm")
    return FeedStyle(
        form.text("label", longest=200),
        form.value("language") or LANGUAGES[0],
        # What is no choice of ours is refused as any other number would be.
        (int(alarm) if alarm in dict(ALARMS) else -1) if alarm else None,
        show_cancelled=not form.is_ticked("hide_cancelled"),
        show_tentative=not form.is_ticked("hide_tentative"),
    )


def _read_subject(form: Form) -> tuple[FeedScope, UUID | str]:
    """What the form calls "batch:<id>", or "regency:<code>".

    Raises:
        Invalid: nothing was chosen.
        NotFound: what was chosen is no calendar.
    """
    given = form.value("subject")
    scope, _, subject = given.partition(":")
    if not given:
        raise Invalid(faults=(*form.faults, Fault("subject_id", "", "required")))
    try:
        found = FeedScope(scope)
        return found, subject if found.is_of_regency else UUID(subject)
    except ValueError:
        raise NotFound("subject_id", given) from None


async def _facts(actor: Actor, number: int = 1) -> dict[str, Any]:
    offset = (number - 1) * ON_A_PAGE
    found = await list_desk_feeds(seen_by=actor, offset=offset, limit=ON_A_PAGE + 1)
    feeds = found[:ON_A_PAGE]
    names = await name_subjects(feeds)
    mine = [feed for feed in feeds if _is_own(feed, actor)]
    return {
        "choices": await _list_choices(actor),
        "alarms": ALARMS,
        "languages": IN_LANGUAGE,
        "mine": await feeds_shown(mine, names),
        "office": await feeds_shown([feed for feed in feeds if feed not in mine], names),
        "number": number,
        "is_last": len(found) <= ON_A_PAGE,
    }


def _is_own(feed: Feed, actor: Actor) -> bool:
    return feed.account_id == actor.id or feed.subject_id == actor.person_id


async def _list_choices(actor: Actor) -> Choices:
    """What the actor may open calendars of: own sessions, kept batches, kept rooms."""
    own: Choices = []
    if actor.person_id:
        own.append((f"person:{actor.person_id}", "Jadwal saya sendiri"))
    batches = [
        (f"batch:{each.id}", f"Angkatan: {each.title}")
        for each in reversed(await list_batches(seen_by=actor, limit=1000))
        if can(actor, Verb.PUBLISH_FEED, Subject(keeper=each.keeper))
    ]
    programs = [
        (f"program:{each.id}", f"Program: {each.title}")
        for each in await list_programs(seen_by=actor, limit=MOST_PROGRAMS)
        if can(actor, Verb.PUBLISH_FEED, Subject(keeper=each.keeper))
    ]
    return [
        *own,
        *await _list_regencies(actor),
        *programs,
        *batches[:MOST_BATCHES],
        *await _list_places(actor),
    ]


async def _list_regencies(actor: Actor) -> Choices:
    choices: Choices = []
    for each in await list_regencies(limit=1000):
        kept = Subject(keeper=each.code)
        if can(actor, Verb.FOLLOW_CONFLICTS, kept):
            choices.append((f"coordinator:{each.code}", f"Bentrok jadwal: {each.name}"))
        if can(actor, Verb.PUBLISH_FEED, kept):
            choices.append((f"regency:{each.code}", f"Semua pelatihan di {each.name}"))
    return choices[:MOST_REGENCIES]


async def _list_places(actor: Actor) -> Choices:
    venues = {
        each.id: each
        for each in await list_venues(limit=2000)
        if can(actor, Verb.PUBLISH_FEED, Subject(keeper=each.keeper))
    }
    rooms = [
        (f"room:{each.id}", f"Ruang: {each.name}, {venues[each.venue_id].name}")
        for each in await list_rooms_of(venues)
    ]
    places = [(f"venue:{each.id}", f"Tempat: {each.name}") for each in venues.values()]
    return [*places[:MOST_VENUES], *rooms[:MOST_ROOMS]]


FEEDS = (show_feeds, make_feed, end_feed)
