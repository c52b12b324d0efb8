"""A room's or a trainer's other calendar counts from now on: by its address, or as a file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.outside_calendars.ground import find_ground
from lintas.actions.outside_calendars.keeping import keep_series
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.domain.ids import new_id
from lintas.domain.outside_calendars import RAREST, OutsideCalendar, OutsideCalendarId, Reading
from lintas.domain.people import Actor, PersonId
from lintas.domain.refusal import AlreadyThere, Fault, Invalid
from lintas.domain.venues import RoomId
from lintas.store.outside_calendars.added import add_calendar as keep_calendar
from lintas.store.outside_calendars.added import list_calendars_of
from lintas.store.transaction import retrying, writing

MOST_OF_ONE = 10


@dataclass(frozen=True, slots=True)
class SealedAddress:
    """An address that was looked at already: nobody but the server's key reads `sealed`."""

    host: str
    fingerprint: str
    sealed: str


class TooManyCalendars(Invalid):
    """Every calendar is read again and again: nobody needs more of one room than ten."""


@retrying
async def add_calendar(
    address: SealedAddress,
    *,
    room_id: UUID | None,
    trainer_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> OutsideCalendar:
    """It is looked at as soon as a worker has time; until then nothing is known of it.

    Raises:
        NeitherRoomNorTrainer: none or both are named.
        NotAllowed, NotFound: not one that the actor keeps.
        AlreadyThere: the same address counts for it already.
        TooManyCalendars.
    """
    ground = await find_ground(room_id, trainer_id)
    ground.check_permission(actor)
    locks = await ground.locks(now=now)
    async with writing(*locks):
        others = await _list_others(room_id, trainer_id)
        if any(
            (each.host, each.fingerprint) == (address.host, address.fingerprint) for each in others
        ):
            raise AlreadyThere("url", address.host)
        added = _new(room_id, trainer_id, now=now, address=address)
        await keep_calendar(added, address=address.sealed, made_by=actor.id)
        await _audit(added, actor, now=now)
    return added


@retrying
async def add_file(
    reading: Reading,
    *,
    room_id: UUID | None,
    trainer_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> OutsideCalendar:
    """What was read of a file that somebody sent; sessions that it meets become conflicts.

    Raises:
        NeitherRoomNorTrainer, NotAllowed, NotFound, TooManyCalendars: as `add_calendar`.
    """
    ground = await find_ground(room_id, trainer_id)
    ground.check_permission(actor)
    locks = await ground.locks(now=now)
    async with writing(*locks):
        ground = await find_ground(room_id, trainer_id)
        check_locked(await ground.locks(now=now), locks)
        await _list_others(room_id, trainer_id)
        added = _new(room_id, trainer_id, now=now, address=SealedAddress("", "", ""))
        await keep_calendar(added, address="", made_by=actor.id)
        await _audit(added, actor, now=now)
        return await keep_series(added, ground, reading, now=now)


async def _list_others(
    room_id: UUID | None, trainer_id: UUID | None
) -> tuple[OutsideCalendar, ...]:
    found = await list_calendars_of(*([each] if each else [] for each in (room_id, trainer_id)))
    if len(found) >= MOST_OF_ONE:
        raise TooManyCalendars(faults=(Fault("url", None, "most_items", MOST_OF_ONE),))
    return found


def _new(
    room_id: UUID | None, trainer_id: UUID | None, *, now: datetime, address: SealedAddress
) -> OutsideCalendar:
    return OutsideCalendar(
        id=OutsideCalendarId(new_id(now)),
        room_id=RoomId(room_id) if room_id else None,
        person_id=PersonId(trainer_id) if trainer_id else None,
        host=address.host,
        fingerprint=address.fingerprint,
        made_at=now,
        next_at=now if address.host else now + RAREST,
    )


async def _audit(added: OutsideCalendar, actor: Actor, *, now: datetime) -> None:
    subject = ("room", added.room_id) if added.room_id else ("person", added.person_id)
    told = {"calendar": added.id, "host": added.host, "fingerprint": added.fingerprint}
    await audit(actor, "add_calendar", subject, after=told, now=now)
