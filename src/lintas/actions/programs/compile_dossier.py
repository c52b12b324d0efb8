"""An inspector looks through a batch: what was planned, what became of it, who decided why."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.dossiers import Deed, Dossier, Meeting, list_journeys, list_overlaps
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.domain.trail import GENESIS, KeptEntry, hash_after
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.changes import name_places
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.dossiers import (
    count_deeds,
    list_assigned,
    list_attended,
    list_deeds,
    list_parts,
    list_passed,
    list_verdicts,
)
from lintas.store.programs.attendance import count_marks
from lintas.store.programs.batches import find_batch
from lintas.store.trail import list_last_head

ZONE = ZoneInfo("Asia/Jakarta")


async def compile_dossier(batch_id: UUID, *, actor: Actor, now: datetime) -> Dossier:
    """All that is kept of it.

    Raises:
        NotFound: no regency of the actor's keeps it.
        NotAllowed: only coordinators and auditors of its keeper look so closely.
    """
    batch = await find_batch(batch_id, seen_by=actor)
    allow(actor, Verb.INSPECT, Subject(keeper=batch.keeper))
    sessions = await list_sessions_of_batch(batch.id)
    cards = await list_cards(sessions)
    session_ids = [session.id for session in sessions]
    booking_ids = sorted({session.booking_id for session in sessions})
    meetings = await _list_meetings(cards)
    subjects: dict[UUID, str] = {
        batch.id: batch.title,
        **{card.session.booking_id: card.purpose for card in cards},
        **{card.session.id: card.title for card in cards},
    }
    deeds = await _list_deeds(subjects)
    parts = await list_parts(batch.id, _whole(sessions)) if sessions else ()
    return Dossier(
        title=batch.title,
        made_at=now,
        zone=cards[0].zone if cards else ZONE,
        meetings=meetings,
        deeds=deeds,
        more=await count_deeds(subjects) - len(deeds),
        attended=await list_attended(batch.id),
        journeys=tuple(list_journeys(await list_assigned(session_ids), meetings)),
        overlaps=tuple(list_overlaps(parts, batch.id)),
        passed=await list_passed(booking_ids, session_ids),
        head=str(next(iter(await list_last_head()), "")),
    )


def _whole(sessions: Sequence[Any]) -> TimeSpan:
    return TimeSpan(
        min(session.span.start for session in sessions),
        max(session.span.end for session in sessions),
    )


async def _list_meetings(cards: Sequence[Card]) -> tuple[Meeting, ...]:
    session_ids = [card.session.id for card in cards]
    marks = await count_marks(session_ids)
    verdicts = await list_verdicts(session_ids)
    return tuple(
        Meeting(
            session_id=card.session.id,
            span=card.session.span,
            zone=card.zone,
            title=card.title,
            place=f"{card.room_name}, {card.venue_name}",
            trainers=card.trainer_names,
            decision=card.session.decision,
            verdicts=tuple(each for each in verdicts if each.session_id == card.session.id),
            marks=marks.get(card.session.id, {}),
        )
        for card in cards
    )


async def _list_deeds(subjects: Mapping[UUID, str]) -> tuple[Deed, ...]:
    """Latest first."""
    found = await list_deeds(subjects)
    rooms = await name_places({*_list_rooms(entry for entry, *_ in found)})
    return tuple(
        Deed(
            at=entry.at,
            by=by,
            verb=entry.verb,
            subject=subjects[UUID(entry.subject_id)],
            reason=entry.reason,
            before=_read_facts(entry.before, rooms),
            after=_read_facts(entry.after, rooms),
            number=link.number if link else 0,
            stands=link is not None and hash_after(previous or GENESIS, entry) == link.hash,
        )
        for entry, by, link, previous in found
    )


def _list_rooms(entries: Iterable[KeptEntry]) -> Iterable[UUID]:
    for entry in entries:
        for facts in (entry.before, entry.after):
            room = json.loads(facts or "{}").get("room")
            if isinstance(room, str):
                yield UUID(room)


def _read_facts(facts: str, rooms: Mapping[UUID, str]) -> dict[str, object]:
    read: dict[str, object] = json.loads(facts or "{}")
    room = read.get("room")
    return {**read, "room": rooms.get(UUID(room), room)} if isinstance(room, str) else read
