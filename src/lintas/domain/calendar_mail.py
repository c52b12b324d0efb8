"""Calendars by e-mail (RFC 5546, RFC 6047), for who wants no subscription: one session, one mail.

To a client the mail with the highest SEQUENCE is the truth about a UID. So of one session each
mail to one person bears a higher one than the mail before: the session's own, and more only where
its session didn't change, as when somebody was taken off it.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from lintas.domain.people import PersonId
from lintas.domain.refusal import Invalid, Refusal
from lintas.domain.timespan import TimeSpan

# Meetings of one person that are sent ahead, earliest first; the next follow as these are over.
MOST_AHEAD = 100
# After so many mails in a day a person hears the rest on the next.
MOST_A_DAY = 200
DAY = timedelta(days=1)
# What was told of meetings longer over than this is forgotten.
ENTRIES_KEPT = timedelta(days=120)


class NoAddress(Invalid):
    """Nobody can be written to whose e-mail isn't known."""


class AddressShared(Refusal):
    """Somebody else's sessions go to the same mailbox, whose calendar can't tell the two apart.

    What is taken out for one of them would be gone for the other.
    """


class Wish(StrEnum):
    """What somebody says about calendars by e-mail."""

    START = "start"
    STOP = "stop"


class Method(StrEnum):
    """RFC 5546, 1.4."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class EntryNews(StrEnum):
    """What happened to a meeting in somebody's calendar.

    `REMOVED` takes place without this person, `STOPPED` takes place with a person who wants no
    such mail any more.
    """

    ADDED = "entry_added"
    CHANGED = "entry_changed"
    CANCELLED = "entry_cancelled"
    PUT_OFF = "entry_put_off"
    REMOVED = "entry_removed"
    STOPPED = "entry_stopped"

    @property
    def method(self) -> Method:
        is_there = self in {EntryNews.ADDED, EntryNews.CHANGED}
        return Method.REQUEST if is_there else Method.CANCEL


ENTRY_KINDS = frozenset(each.value for each in EntryNews)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person was last told of a session, at which address.

    `sequence` is the mail's, `told` the session's own at that time.
    """

    person_id: PersonId
    session_id: UUID
    method: Method
    sequence: int
    told: int
    span: TimeSpan
    address: str


def next_sequence(session_sequence: int, before: Entry | None) -> int:
    """The session's, and never one that this person has seen already."""
    return session_sequence if before is None else max(session_sequence, before.sequence + 1)
