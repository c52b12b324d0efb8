"""What people's calendars by mail lack is put into the outbox, and what is wrong in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lintas.actions.steps.announcing import facts_of, join_of
from lintas.domain.bookings import SessionId
from lintas.domain.calendar_mail import Entry, EntryNews, Method, next_sequence
from lintas.domain.people import PersonId
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.calendar_mail.choices import save_counted
from lintas.store.calendar_mail.entries import (
    DueEntry,
    list_due_entries,
    list_due_entries_of,
    remove_old_entries,
    save_entries,
    save_unsent_dropped,
)
from lintas.store.outbox import Channel, News, add_messages
from lintas.store.transaction import retrying, shared, writing

# Mails that are written in one transaction: others are to have their turn between.
MOST_AT_ONCE = 25
# Of one round: what else is due has its turn in the next.
MOST_IN_A_ROUND = 1000


async def send_entries(*, now: datetime) -> int:
    """Compare what was told with what is so, and tell the differences; how many there were.

    So nothing need announce to calendars what it changes, whatever changes twice in between is
    told once, and who dies halfway leaves a difference behind.
    """
    due = await list_due_entries(now=now, limit=MOST_IN_A_ROUND)
    told = 0
    for person_id in dict.fromkeys(each.person_id for each in due):
        while told < MOST_IN_A_ROUND and (count := await _send_some(person_id, now=now)):
            told += count
    return told


async def forget_entries(*, now: datetime) -> None:
    """Tidying only."""
    async with writing():
        await remove_old_entries(now=now)


@retrying
async def _send_some(person_id: PersonId, *, now: datetime) -> int:
    # Whoever erases a person or minds addresses has the first alone.
    async with writing(shared("calendar_mail"), f"calendar_mail:{person_id}"):
        due = await list_due_entries_of(person_id, now=now, limit=MOST_AT_ONCE)
        cards = await _cards_of(due)
        entries = []
        mails = 0
        for each in due:
            card = cards[each.session_id]
            entry = _entry(each, card)
            may_know = await save_unsent_dropped(each.person_id, each.recipient, each.session_id)
            # What never went out needs no taking back.
            if each.recipient.email and (may_know or entry.method is Method.REQUEST):
                news = _news(each, entry, card, may_know=may_know)
                await add_messages(news, [each.recipient], now=now, channels={Channel.EMAIL})
                mails += 1
            entries.append(entry)
        await save_entries(entries, now=now)
        await save_counted(person_id, mails, now=now)
        return len(due)


async def _cards_of(due: Sequence[DueEntry]) -> dict[SessionId, Card]:
    named = {each.session_id for each in due}
    cards = await list_cards(await list_sessions_named(named))
    return {card.session.id: card for card in cards}


def _entry(due: DueEntry, card: Card) -> Entry:
    session = card.session
    # Whoever takes no part any more isn't told when it is now.
    is_hidden = due.news is EntryNews.REMOVED and due.before
    return Entry(
        person_id=due.person_id,
        session_id=session.id,
        method=due.news.method,
        sequence=next_sequence(session.sequence, due.before),
        told=session.sequence,
        span=due.before.span if is_hidden and due.before else session.span,
        address=due.recipient.email,
    )


def _news(due: DueEntry, entry: Entry, card: Card, *, may_know: bool) -> News:
    kind = due.news
    if kind is EntryNews.CHANGED and not may_know:
        kind = EntryNews.ADDED
    facts: dict[str, Any] = {
        **facts_of([card]),
        **(join_of([card]) if entry.method is Method.REQUEST else {}),
        "starts_at": entry.span.start.isoformat(),
        "ends_at": entry.span.end.isoformat(),
        "entry": {
            "person_id": str(due.person_id),
            "sequence": entry.sequence,
            "answer": due.answer,
        },
    }
    return News(
        kind=kind.value,
        subject_kind="session",
        subject_id=entry.session_id,
        version=str(entry.sequence),
        facts=facts,
    )
