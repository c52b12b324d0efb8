"""Who did what when: rows that are only ever added."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.timespan import TimeSpan
from lintas.store.sql import insert
from lintas.store.tables import AuditEntryRow


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what; `actor` is none for what the service does on the clock.

    Facts are ids, states and times, never names or contacts, so that erasing a person leaves the
    trail whole.
    """

    actor: AccountId | None
    verb: str
    subject_kind: str
    subject_id: UUID | str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""


async def add_audit_entry(entry: AuditEntry, *, now: datetime) -> None:
    await insert(
        AuditEntryRow,
        {
            "id": new_id(now),
            "at": now,
            "actor": entry.actor,
            "verb": entry.verb,
            "subject_kind": entry.subject_kind,
            "subject_id": str(entry.subject_id),
            "before": json.dumps(dict(entry.before), default=_plain),
            "after": json.dumps(dict(entry.after), default=_plain),
            "reason": entry.reason,
        },
    )


def _plain(fact: object) -> object:
    """A span as its two ends, everything else as text."""
    if isinstance(fact, TimeSpan):
        return [fact.start.isoformat(), fact.end.isoformat()]
    return str(fact)
