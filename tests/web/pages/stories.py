"""What has happened before a page is opened: made by the actions, as of now."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.teaching import Qualification, QualificationId
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch
from lintas.store.people import add_person
from lintas.store.skills import add_qualification
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG_MANAGER,
    FAR_MONDAY,
    SERANG,
    SERANG_TRAINER,
    World,
    hours,
    named,
)

WEEK = timedelta(days=7)


def far(start: float, end: float, *, days: int = 0) -> TimeSpan:
    """That part of a Monday that stays ahead of every clock, or of a day after it."""
    return hours(start, end, on=FAR_MONDAY + timedelta(days=days))


async def asked(
    world: World, during: TimeSpan | None = None, *, by: Actor = SERANG_TRAINER, **more: Any
) -> Booking:
    """A trainer of Serang, or whoever else, has asked for a room of Bandung."""
    ask = world.ask(during=during or far(9, 12), **more)
    now = datetime.now(UTC)
    return (await ask_for_room(ask, actor=by, hold_for=WEEK, now=now)).booking


async def recorded(world: World, during: TimeSpan | None = None, **more: Any) -> Booking:
    """Bandung uses a room of its own: nobody of Serang's business."""
    ask = world.ask(during=during or far(9, 12), agency_id=world.bandung_dinas, **more)
    use = PhonedUse(ask, "Ibu Sari")
    now = datetime.now(UTC)
    return (await record_use(use, actor=BANDUNG_MANAGER, now=now)).booking


async def begun(session_id: object, *, ended: bool = False) -> None:
    """As if it had been booked long ago: it began two hours ago, and ends in one, or did."""
    now = datetime.now(UTC).replace(microsecond=0)
    end = now + timedelta(hours=-1 if ended else 1)
    sql = "UPDATE session SET starts_at = $2, ends_at = $3 WHERE id = $1"
    await fetch(sql, session_id, now - timedelta(hours=2), end)


async def teacher(world: World, name: str = "Budi") -> PersonId:
    """Somebody of Serang's own who can teach."""
    person_id = PersonId(named(name))
    skill = Qualification(QualificationId(named(f"{name} can")), person_id, "Kemasan")
    async with writing():
        await add_person(Person(person_id, name, world.serang_dinas, SERANG))
        await add_qualification(skill)
    return person_id
