"""A session in the words of a calendar, for whom it is meant."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import quote

from lintas.domain.bookings import Decision, Mode, SessionState
from lintas.domain.feeds import FeedScope
from lintas.render.catalogues import say
from lintas.render.events import Occasion, OccasionState
from lintas.render.findings import label
from lintas.render.places import say_meeting
from lintas.store.bookings.cards import Card
from lintas.store.feeds.contents import ToldConflict

# Decimal places of a degree: a metre.
PLACES = 5


class Audience(StrEnum):
    """Who reads it: participants need a place and a bag, keepers how many come and from where.

    Everybody may see what the public does: neither people nor numbers, nor pages behind a login.
    """

    ATTENDING = "attending"
    TEACHING = "teaching"
    KEEPING = "keeping"
    PUBLIC = "public"
    COORDINATING = "coordinating"


TAKING_PART = frozenset({Audience.ATTENDING, Audience.TEACHING})
AUDIENCES = {
    FeedScope.PERSON: Audience.ATTENDING,
    FeedScope.BATCH: Audience.ATTENDING,
    FeedScope.TRAINER: Audience.TEACHING,
    FeedScope.ROOM: Audience.KEEPING,
    FeedScope.VENUE: Audience.PUBLIC,
    FeedScope.PROGRAM: Audience.PUBLIC,
    FeedScope.REGENCY: Audience.PUBLIC,
    FeedScope.COORDINATOR: Audience.COORDINATING,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """How sessions are told. `public_url` is our address as the world knows it."""

    audience: Audience
    language: str
    alarm_minutes: int | None
    public_url: str

    @property
    def manner(self) -> str:
        """All of it but the address, in short."""
        return f"{self.audience}.{self.language}.{self.alarm_minutes}"


def make_occasion(card: Card, telling: Telling, *, url: str | None = None) -> Occasion:
    """Without anybody's name or number but the contact that the batch gives out.

    `url` is where to read more; none: the booking's page, for those who may open it.
    """
    session, page = card.session, _page(card, telling) if url is None else url
    join = _join_link(card, telling)
    takes_room = session.mode.takes_room
    return Occasion(
        uid=session.uid,
        sequence=session.sequence,
        revised_at=session.revised_at,
        span=session.span,
        summary=_summary(card, telling),
        # Who has the link in the place of the place can press it there.
        location=_place(card) if takes_room else join or _place_online(telling),
        description=_description(card, telling),
        url=page or join,
        conference=join,
        state=_state(card),
        latitude=_rounded(card.latitude) if takes_room else None,
        longitude=_rounded(card.longitude) if takes_room else None,
        categories=(card.batch_title,) if card.batch_title else (),
        related_program=f"{card.program_id}@lintas" if card.program_id else "",
        alarm_minutes=telling.alarm_minutes,
    )


def make_conflict_occasion(conflict: ToldConflict, card: Card, telling: Telling) -> Occasion:
    """An open conflict at the time of what it is on, in nobody's way; evidence is on its page."""
    session, language = card.session, telling.language
    law_name = label(conflict.code, language)
    return Occasion(
        uid=f"{conflict.id}@lintas",
        sequence=session.sequence,
        revised_at=max(session.revised_at, conflict.since),
        span=session.span,
        summary=say("event.conflict", language, law=law_name, title=card.title),
        location=_place(card) if session.mode.takes_room else _place_online(telling),
        description=say("event.conflict_about", language, agency=card.agency_name),
        url=f"{telling.public_url}/bentrok/{conflict.id}",
        categories=(law_name,),
        alarm_minutes=telling.alarm_minutes,
        takes_time=False,
    )


def map_link(card: Card) -> str:
    """Opens a map at the place; empty where neither point nor address is known."""
    if card.latitude is not None and card.longitude is not None:
        query = f"{_rounded(card.latitude)},{_rounded(card.longitude)}"
    elif card.address:
        query = f"{card.venue_name}, {card.address}"
    else:
        return ""
    return f"https://www.google.com/maps/search/?api=1&query={quote(query, safe=',')}"


def _summary(card: Card, telling: Telling) -> str:
    if telling.audience is Audience.KEEPING:
        return say("event.with_agency", telling.language, title=card.title, agency=card.agency_name)
    # "Hari 2" alone tells nobody what it is the second day of.
    if card.batch_title and card.batch_title != card.title:
        return say("event.with_batch", telling.language, title=card.title, batch=card.batch_title)
    return card.title


def _description(card: Card, telling: Telling) -> str:
    minute = timedelta(minutes=1)
    # First, so that no long text pushes it out.
    join = ("event.join", _join_link(card, telling))
    place = [("event.place", _place(card)), ("event.map", map_link(card))]
    if not card.session.mode.takes_room:
        place = []
    comers = [("event.headcount", str(card.headcount))]
    lines = {
        Audience.ATTENDING: [
            join,
            ("event.bring", card.bring),
            *place,
            ("event.contact", card.contact),
        ],
        Audience.TEACHING: [join, *place, *comers, ("event.contact", card.contact)],
        Audience.KEEPING: [
            ("event.agency", card.agency_name),
            *comers,
            ("event.setup", str(card.session.setup // minute or "")),
            ("event.cleanup", str(card.session.cleanup // minute or "")),
            *place,
        ],
        Audience.PUBLIC: [*place, ("event.contact", card.contact)],
        Audience.COORDINATING: [],
    }
    return "\n".join(
        say(key, telling.language, value=value) for key, value in lines[telling.audience] if value
    )


def _page(card: Card, telling: Telling) -> str:
    """Participants and the public have no account to open a booking with."""
    if telling.audience in {Audience.ATTENDING, Audience.PUBLIC}:
        return ""
    return f"{telling.public_url}/peminjaman/{card.session.booking_id}"


def _place(card: Card) -> str:
    return _join(", ", card.room_name, card.venue_name, card.address)


def _place_online(telling: Telling) -> str:
    return say_meeting(Mode.ONLINE, "", "", telling.language)


def _join_link(card: Card, telling: Telling) -> str:
    """For those who take part; whoever keeps the room, and the public, needs no way in."""
    session = card.session
    return session.link if telling.audience in TAKING_PART and session.mode.is_joined else ""


def _state(card: Card) -> OccasionState:
    if card.session.state is SessionState.CANCELLED:
        is_put_off = card.session.postponed
        return OccasionState.POSTPONED if is_put_off else OccasionState.CANCELLED
    if card.session.decision is Decision.REQUESTED:
        return OccasionState.TENTATIVE
    return OccasionState.CONFIRMED


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, PLACES)


def _join(between: str, *parts: str) -> str:
    return between.join(filter(None, parts))
