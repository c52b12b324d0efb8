"""A batch with a participant in the small world, and what people do to its sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.feeds.open_feed import open_feed
from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Mode, Session
from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import BatchId
from lintas.domain.secret import hash_secret
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch
from lintas.store.people import add_person
from lintas.store.sql import insert
from lintas.store.tables import BatchRow, EnrolmentRow, ProgramRow
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    named,
    settle_world,
)
from tests.feeds.asker import PHONE, path_of

PERSONAL_LINK = "p" * 43
BATCH, PARTICIPANT = BatchId(named("batch")), PersonId(named("participant"))
ENROLMENT, PROGRAM = named("enrolment"), named("program")


@dataclass(frozen=True)
class Course:
    """The world's trainer teaches Serang's batch, which has one participant."""

    world: World
    batch: BatchId = BATCH
    participant: PersonId = PARTICIPANT

    async def ask(self, during: TimeSpan | None = None, **more: Any) -> Session:
        """One session, asked for by the trainer's office; name only what the test is about."""
        room = more.pop("room", None)
        title = more.pop("title", "")
        planned = PlannedSession(
            during or hours(9, 12),
            title=title,
            trainer_ids=more.pop("trainer_ids", (self.world.trainer,)),
            mode=more.pop("mode", Mode.ONSITE),
            link=more.pop("link", ""),
        )
        ask = self.world.ask(room, sessions=(planned,), **{"batch_id": self.batch, **more})
        made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
        return made.booking.sessions[0]

    async def move(self, session: Session, now: datetime = NOW, **change: Any) -> Session:
        moved = await move_session(
            session.id, Change(**change), actor=SERANG_TRAINER, hold_for=HOLD, now=now
        )
        return moved.session

    async def cancel(self, session: Session, now: datetime = NOW) -> Session:
        booking = await cancel_booking(session.booking_id, actor=SERANG_TRAINER, now=now)
        return booking.sessions[0]

    async def open(self, scope: FeedScope, style: FeedStyle = PHONE) -> str:
        """The path of a new address."""
        subject, actor = self.subjects()[scope]
        opened = await open_feed(scope, subject, style, actor=actor, now=NOW)
        return path_of(opened.secret)

    def subjects(self) -> dict[FeedScope, tuple[Any, Actor]]:
        return {
            FeedScope.PERSON: (self.participant, SERANG_COORDINATOR),
            FeedScope.TRAINER: (self.world.trainer, SERANG_COORDINATOR),
            FeedScope.BATCH: (self.batch, SERANG_COORDINATOR),
            FeedScope.ROOM: (self.world.open_room, BANDUNG_MANAGER),
            FeedScope.VENUE: (self.world.plut, BANDUNG_MANAGER),
            FeedScope.PROGRAM: (PROGRAM, SERANG_COORDINATOR),
            FeedScope.REGENCY: (BANDUNG, BANDUNG_MANAGER),
            FeedScope.COORDINATOR: (BANDUNG, BANDUNG_COORDINATOR),
        }


async def settle_course() -> Course:
    """Write the world and the course into the current database."""
    course = Course(await settle_world())
    await insert(
        ProgramRow,
        {
            "id": PROGRAM,
            "agency": course.world.serang_dinas,
            "keeper": SERANG,
            "title": "Kemasan UMKM",
        },
    )
    await insert(
        BatchRow,
        {
            "id": course.batch,
            "program": PROGRAM,
            "keeper": SERANG,
            "number": 1,
            "bring": "Laptop dan contoh kemasan",
            "contact": "Sekretariat Dinas",
        },
    )
    participant = Person(
        course.participant,
        "Peserta Contoh",
        course.world.serang_dinas,
        SERANG,
        email="peserta@example.test",
        phone="+628120000001",
    )
    await add_person(participant)
    await insert(
        EnrolmentRow,
        {
            "id": ENROLMENT,
            "batch": BATCH,
            "person": PARTICIPANT,
            "secret_hash": hash_secret(PERSONAL_LINK),
            "created_at": NOW,
        },
    )
    return course


async def locate(venue: VenueId) -> None:
    """Give the world's venue an address and a point."""
    await fetch(
        "UPDATE venue SET address = 'Jl. Contoh 1, Soreang', latitude = -7.02525,"
        " longitude = 107.51967 WHERE id = $1",
        venue,
    )


def at(days: float) -> datetime:
    """So many days from now."""
    return NOW + timedelta(days=days)


def on_day(days: int) -> TimeSpan:
    """Three hours, so many days from now."""
    return TimeSpan(at(days), at(days) + timedelta(hours=3))
