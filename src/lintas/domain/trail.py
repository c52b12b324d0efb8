"""The audit trail as a chain: whoever changes, removes or cuts off what was done is found out.

Each entry gets a number and a hash over itself and the hash before it. A head is the last hash of
a moment, signed, and shown to others: from then on nobody can make another past fit it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lintas.domain.refusal import Refusal

_HEAD = re.compile(
    r"lintas-audit ([1-9][0-9]{0,17}) ([0-9a-f]{64}) ([-+0-9T:.]{20,40})(?: ([A-Za-z0-9+/=]{88}))?"
)
# Before the first entry.
GENESIS = "0" * 64


class NotAHead(Refusal):
    """A text that is no head of an audit trail, as `lintas audit head` prints it."""


@dataclass(frozen=True, slots=True)
class KeptEntry:
    """An audit row as it stands in the database; `before` and `after` are its JSON, unread."""

    id: UUID
    at: datetime
    actor: UUID | None
    verb: str
    subject_kind: str
    subject_id: str
    before: str
    after: str
    reason: str

    def canonical(self) -> bytes:
        """One spelling for one content, on either engine."""
        facts = (
            str(self.id),
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            str(self.actor or ""),
            self.verb,
            self.subject_kind,
            self.subject_id,
            self.before,
            self.after,
            self.reason,
        )
        return json.dumps(facts, ensure_ascii=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Link:
    """The place of an entry: numbers count from 1 without gaps."""

    number: int
    entry_id: UUID
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """How far the chain went at a moment; `signature` is empty where no key was set up."""

    number: int
    hash: str
    at: datetime
    signature: str = ""

    def claim(self) -> str:
        """What is signed."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"lintas-audit {self.number} {self.hash} {at}"

    def __str__(self) -> str:
        """To be printed or mailed, nothing of it is secret; `parse_head` reads it."""
        return f"{self.claim()} {self.signature}".rstrip()


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain doesn't hold. `why` is one of WHYS; `number` the entry's place."""

    number: int
    why: str


WHYS = {
    "changed": "the entry is not what it was",
    "gone": "the entry was removed",
    "skipped": "entries up to this number were removed with their places",
    "cut": "a signed head goes further than the chain",
    "other past": "a signed head names another hash",
    "headless": "the end of the chain has no head",
    "forged": "the signature of a head is not by this key",
    "unsigned": "the last head is not signed",
}


def parse_head(text: str) -> Head:
    """A head as it was printed.

    Raises:
        NotAHead
    """
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise NotAHead(text)
    try:
        at = datetime.fromisoformat(found[3])
    except ValueError:
        raise NotAHead(text) from None
    return Head(int(found[1]), found[2], at, found[4] or "")


def hash_after(previous: str, entry: KeptEntry) -> str:
    """Hex SHA-256 of the previous hash and the entry."""
    return hashlib.sha256(previous.encode() + b"\n" + entry.canonical()).hexdigest()


def link_up(last: Link | None, entries: Iterable[KeptEntry]) -> Iterator[Link]:
    """The next links, for entries in the order in which they are to stand."""
    number, previous = (last.number, last.hash) if last else (0, GENESIS)
    for entry in entries:
        number, previous = number + 1, hash_after(previous, entry)
        yield Link(number, entry.id, previous)


def list_breaks(
    last: Link | None, chain: Iterable[tuple[Link, KeptEntry | None]]
) -> Iterator[Break]:
    """What doesn't hold in a stretch of links after `last`, each with its entry if that is there.

    After a break it goes on from the hash that stands there, so that each break is found.
    """
    number, previous = (last.number, last.hash) if last else (0, GENESIS)
    for link, entry in chain:
        if link.number != number + 1:
            yield Break(link.number - 1, "skipped")
        elif entry is None:
            yield Break(link.number, "gone")
        elif hash_after(previous, entry) != link.hash:
            yield Break(link.number, "changed")
        number, previous = link.number, link.hash
