"""What a mail puts into somebody's calendar, as things are when it is sent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.alerts.letters import Envelope, MailedCalendar
from lintas.domain.calendar_mail import ENTRY_KINDS, EntryNews, Method
from lintas.domain.timespan import TimeSpan
from lintas.render.events import Occasion, OccasionState
from lintas.render.invitations import Answer, Invitation, render_invitation
from lintas.render.messages import Wording
from lintas.render.occasions import Audience, Telling, make_occasion
from lintas.render.times import say_moment
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.calendar_mail.entries import Pair, list_last_sequences, list_stale
from lintas.store.messages.sending import Letter

# What a client crosses out, by what has happened.
_STATES = {
    EntryNews.CANCELLED: OccasionState.CANCELLED,
    EntryNews.PUT_OFF: OccasionState.POSTPONED,
    EntryNews.REMOVED: OccasionState.REMOVED,
    EntryNews.STOPPED: OccasionState.REMOVED,
}
# A trainer's answers; who attends has come by enrolling.
_ANSWERS = {"": Answer.COMES, "accepted": Answer.COMES}


def is_entry(letter: Letter) -> bool:
    return letter.kind in ENTRY_KINDS


def dated(wording: Wording, letter: Letter) -> Wording:
    """Of many sessions each mail's subject says which it is about."""
    zone = ZoneInfo(str(letter.facts["zone"]))
    moment = say_moment(datetime.fromisoformat(letter.facts["starts_at"]), zone)
    return replace(wording, subject=f"{wording.subject}, {moment}")


async def make_mailed_calendar(letter: Letter, envelope: Envelope) -> MailedCalendar:
    """The calendar of a letter about one session; its one reader is whom the mail goes to."""
    news = EntryNews(letter.kind)
    [card] = await list_cards(await list_sessions_named([letter.subject_id]))
    sequence = int(letter.facts["entry"]["sequence"])
    if news.method is Method.REQUEST:
        telling = Telling(Audience.ATTENDING, "id", None, envelope.public_url)
        occasion = replace(make_occasion(card, telling), sequence=sequence)
    else:
        occasion = _gone(letter, card, sequence, _STATES[news])
    answer = _ANSWERS.get(str(letter.facts["entry"]["answer"]), Answer.UNKNOWN)
    invitation = Invitation(
        news.method, envelope.sender, envelope.address, letter.created_at, answer
    )
    return MailedCalendar(news.method, render_invitation(occasion, invitation, card.zone))


async def list_untrue_entries(letters: Iterable[Letter], *, now: datetime) -> dict[UUID, str]:
    """Why, by id, for those that would put into a calendar what is no longer so.

    What is so instead is on its way in a letter of its own, or will be.
    """
    about = {each.id: each for each in letters if is_entry(each)}
    pairs = {letter_id: _pair(each) for letter_id, each in about.items()}
    if not pairs:
        return {}
    latest = await list_last_sequences(pairs.values())
    stale = await list_stale(frozenset(pairs.values()), now=now)
    untrue = {}
    for letter in about.values():
        pair = pairs[letter.id]
        if latest.get(pair) != letter.facts["entry"]["sequence"] or pair in stale:
            untrue[letter.id] = "the session was changed again"
        elif datetime.fromisoformat(letter.facts["ends_at"]) <= now:
            untrue[letter.id] = "the session is over"
    return untrue


def _pair(letter: Letter) -> Pair:
    return UUID(letter.facts["entry"]["person_id"]), letter.subject_id


def _gone(letter: Letter, card: Card, sequence: int, state: OccasionState) -> Occasion:
    """No more than it takes to find and cross out what the reader has."""
    start, end = (datetime.fromisoformat(letter.facts[each]) for each in ("starts_at", "ends_at"))
    return Occasion(
        uid=card.session.uid,
        sequence=sequence,
        revised_at=letter.created_at,
        span=TimeSpan(start, end),
        summary=str(letter.facts["title"]),
        state=state,
    )
