"""A batch's schedule is published: whom a change concerns is told of that change, and no other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import batch_lock
from lintas.domain.agencies import RegencyCode
from lintas.domain.given import Checklist
from lintas.domain.ids import new_id
from lintas.domain.people import Actor, Role
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState
from lintas.domain.schedules import (
    Change,
    Meeting,
    Version,
    VersionId,
    compare,
    concerning,
    write_change,
)
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.outbox import (
    News,
    Recipient,
    add_messages,
    list_attending,
    list_desk,
    list_people_recipients,
)
from lintas.store.schedules import add_version, find_last_version
from lintas.store.sharing.reservations import list_reservations
from lintas.store.transaction import retrying, writing

# More don't fit into a message: its link leads to all.
MOST_TOLD = 20


@retrying
async def publish_schedule(
    batch_id: UUID, note: str = "", *, actor: Actor, now: datetime
) -> tuple[Version, tuple[Change, ...]]:
    """Publish it as it stands, and say what changed since the last time.

    Participants and both sides' coordinators hear of every change, trainers of those of their own.

    Raises:
        NotAllowed: the actor keeps no programs.
        NotFound: no such batch that the actor keeps.
        Invalid: a note that can't be kept.
        IllegalState: nothing has changed since the last version.
    """
    await find_kept_batch(batch_id, actor)
    note = note.replace("\r\n", "\n").strip()
    checklist = Checklist()
    checklist.prose("note", note)
    checklist.refuse_faults()
    async with writing(batch_lock(batch_id)):
        batch = await find_kept_batch(batch_id, actor)
        last = await find_last_version(batch.id)
        cards = await _list_standing(batch)
        meetings = tuple(map(meeting_of, cards))
        changes = compare(last.meetings if last else (), meetings)
        if not changes:
            raise IllegalState("schedule", "unchanged", "publish")
        version = Version(
            id=VersionId(new_id(now)),
            batch_id=batch.id,
            number=last.number + 1 if last else 1,
            published_by=actor.id,
            published_at=now,
            meetings=meetings,
            note=note,
        )
        await add_version(version)
        after = {"number": version.number, "changes": len(changes)}
        await audit(actor, "publish", ("batch", batch.id), after=after, now=now)
        await _tell(version, batch, changes, now=now)
    return version, changes


async def list_pending(batch: Batch) -> tuple[Change, ...]:
    """What a new version would tell. For whoever sees the batch."""
    last = await find_last_version(batch.id)
    meetings = map(meeting_of, await _list_standing(batch))
    return compare(last.meetings if last else (), meetings)


async def _list_standing(batch: Batch) -> tuple[Card, ...]:
    sessions = await list_sessions_of_batch(batch.id)
    return await list_cards([each for each in sessions if each.decision.holds])


def meeting_of(card: Card) -> Meeting:
    return Meeting(
        session_id=card.session.id,
        span=card.session.span,
        zone=str(card.zone),
        title=card.title,
        room_id=card.session.room_id,
        place=f"{card.room_name}, {card.venue_name}",
        trainer_ids=card.session.trainer_ids,
        trainers=card.trainer_names,
    )


async def _tell(
    version: Version, batch: Batch, changes: Sequence[Change], *, now: datetime
) -> None:
    sides: list[RegencyCode | None] = [batch.keeper]
    sides += [each.regency for each in await list_reservations(batch.id)]
    teaching = sorted({person for each in changes for person in each.trainer_ids})
    told: list[Recipient] = []
    for person in teaching:
        recipients = await list_people_recipients([person])
        await _send(version, batch, concerning(changes, person), recipients, now=now)
        told += recipients
    others = (*await list_attending(batch.id), *await list_desk(sides, [Role.COORDINATOR]))
    await _send(version, batch, changes, [each for each in others if each not in told], now=now)


async def _send(
    version: Version,
    batch: Batch,
    changes: Sequence[Change],
    recipients: Iterable[Recipient],
    *,
    now: datetime,
) -> None:
    facts = {
        "title": batch.title,
        "changes": [write_change(each) for each in changes[:MOST_TOLD]],
        "reason": version.note,
        "link": f"/angkatan/{batch.id}/jadwal",
    }
    number = str(version.number)
    news = News("schedule_published", "schedule", version.id, version=number, facts=facts)
    await add_messages(news, recipients, now=now)
