"""What programs of others show of our calendars is what the database holds, also after a change."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lintas.actions.bookings.postpone_sessions import OfBatch, postpone_sessions
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.feeds.open_feed import open_feed
from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.leave_batch import leave_batch
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedId, FeedScope
from lintas.domain.people import Person, PersonId
from lintas.domain.programs import BatchId
from lintas.domain.timespan import TimeSpan
from lintas.store.people import add_person
from lintas.store.sql import insert
from lintas.store.tables import BatchRow
from tests.actions.world import (
    HOLD,
    MONDAY,
    NOW,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    hours,
    named,
)
from tests.feeds.asker import OF_SESSIONS, PHONE, Subscriber, path_of
from tests.feeds.clients.programs import Desk, list_libicals_complaints, read_with_node
from tests.feeds.clients.wire import on_the_wire
from tests.feeds.course import PROGRAM, Course
from tests.feeds.follower import Told, list_attended, list_enrolments, list_in_room

SINCE, DAYS = MONDAY.isoformat(), 3
DAY = timedelta(days=1)
# RFC 5546, 3.2.1 wants an address to answer to. Calendars name nobody, and no client misses it.
NO_ORGANIZER = (
    "Failed iTIP restrictions for ORGANIZER property."
    " Expected 1 instances of the property and got 0"
)
HARD_TO_SPELL = 'Kopi; teh, "gula" \\ susu – ±5 🙂, ' + "panjang sekali " * 9 + "sudah"


@pytest.fixture
async def address(subscriber: Subscriber) -> AsyncIterator[str]:
    async with on_the_wire(subscriber.app) as given:
        yield given


async def ask(course: Course, during: TimeSpan, **more: Any) -> Session:
    """Whatever rests on that day."""
    return await course.ask(during, trainer_ids=(), reasons={"*": "Disepakati"}, **more)


# One of each state, and what is hard to spell.


async def fill(course: Course) -> None:
    await ask(course, hours(6, 7), title=HARD_TO_SPELL)
    await course.move(await ask(course, hours(7, 8)), starts_at=hours(7.5, 8).start, title="Hari 2")
    await course.cancel(await ask(course, hours(8, 9)))
    await ask(course, hours(9, 10), room=course.world.decided_room)
    batch = await add_batch(course, 2, course.participant)
    await ask(course, hours(10, 11), batch_id=batch)
    await postpone_sessions(OfBatch(batch), "Banjir", actor=SERANG_COORDINATOR, now=NOW)


async def add_batch(course: Course, number: int, person: PersonId) -> BatchId:
    batch = BatchId(named(f"batch {number}"))
    row = {"id": batch, "program": PROGRAM, "keeper": SERANG, "number": number}
    await insert(BatchRow, row)
    await enrol_person(batch, person, actor=SERANG_COORDINATOR, now=NOW)
    return batch


async def test_every_client_shows_what_the_database_holds(
    course: Course, address: str, tmp_path: Path
) -> None:
    await fill(course)
    true = {
        "saya": await list_attended(course.participant),
        "ruang": await list_in_room(course.world.open_room),
    }
    addresses = {
        "saya": f"{address}{await course.open(FeedScope.PERSON)}",
        "ruang": f"{address}{await course.open(FeedScope.ROOM)}",
    }
    desk = Desk(tmp_path, addresses)

    await desk.discover()
    synced = await desk.sync()

    assert synced.code == 0, synced.said
    assert {name: desk.list_kept(name) for name in addresses} == without_uids(true)
    assert await desk.list_shown(SINCE, DAYS) == without_uids(true)
    assert await read_with_node(addresses) == {"ical.js": true, "node-ical": true}
    assert [len(each) for each in true.values()] == [5, 4]
    assert {each.status for each in true["saya"]} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}


def without_uids(calendars: Mapping[str, list[Told]]) -> dict[str, list[Told]]:
    """Vdirsyncer gives events that it fetches uids of its own."""
    return {name: [replace(e, uid="") for e in events] for name, events in calendars.items()}


async def test_libical_misses_an_organizer_and_nothing_else(
    course: Course, subscriber: Subscriber, tmp_path: Path
) -> None:
    await fill(course)
    files = []
    for scope in OF_SESSIONS:
        files.append(tmp_path / f"{scope}.ics")
        files[-1].write_bytes((await subscriber.ask(await course.open(scope))).body)
    # What it is there to find (RFC 5546, 3.2.1).
    wrong = tmp_path / "wrong.ics"
    named_guest = b"BEGIN:VEVENT\r\nATTENDEE:mailto:tamu@example.test\r\n"
    wrong.write_bytes(files[0].read_bytes().replace(b"BEGIN:VEVENT\r\n", named_guest))

    complaints = await list_libicals_complaints([*files, wrong])

    of_wrong = complaints.pop(str(wrong))
    assert [each for each in of_wrong if "ATTENDEE" in each] != []
    assert {each for found in complaints.values() for each in found} == {NO_ORGANIZER}


# One change for each calendar, which somebody of their own follows


@dataclass(frozen=True)
class Case:
    """A participant, whose batch meets twice: the second time as a witness that nothing changes."""

    course: Course
    person: PersonId
    session: Session
    feed: FeedId
    path: str

    async def retitle(self) -> None:
        await self.course.move(self.session, title="Menjahit")

    async def move(self) -> None:
        start, end = self.session.span.start + DAY, self.session.span.end + DAY
        await self.course.move(self.session, starts_at=start, ends_at=end)

    async def rehouse(self) -> None:
        await self.course.move(self.session, room_id=self.course.world.part_a)

    async def cancel(self) -> None:
        await self.course.cancel(self.session)

    async def restore(self) -> None:
        booking = self.session.booking_id
        await restore_booking(booking, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    async def revoke(self) -> None:
        await revoke_feed(self.feed, actor=SERANG_COORDINATOR, now=NOW)

    async def empty(self) -> None:
        for enrolment in await list_enrolments(self.person):
            await leave_batch(enrolment, actor=SERANG_COORDINATOR, now=NOW)


# How each is brought about, and in which of what people read it shows.
SEEN = {
    "retitle": "summary",
    "move": "start",
    "rehouse": "location",
    "cancel": "status",
    "restore": "status",
}
# vdirsyncer takes nothing away when an address is gone, or empty all at once; it says so.
KEPT = ("revoke", "empty")


async def settle_case(course: Course, number: int) -> Case:
    person = PersonId(named(f"participant {number}"))
    await add_person(Person(person, f"Peserta {number}", course.world.serang_dinas, SERANG))
    batch = await add_batch(course, number, person)
    during = hours(6 + number, 7 + number)
    session = await ask(course, during, batch_id=batch)
    await ask(course, during.moved(DAY * 2), batch_id=batch)
    opened = await open_feed(FeedScope.PERSON, person, PHONE, actor=SERANG_COORDINATOR, now=NOW)
    return Case(course, person, session, opened.feed.id, path_of(opened.secret))


async def list_true(cases: Mapping[str, Case]) -> dict[str, list[Told]]:
    return {name: await list_attended(case.person) for name, case in cases.items()}


async def test_every_client_shows_each_change_the_next_time_it_asks(
    course: Course, address: str, tmp_path: Path
) -> None:
    names = (*SEEN, *KEPT)
    cases = {name: await settle_case(course, number) for number, name in enumerate(names, 2)}
    await cases["restore"].cancel()
    addresses = {name: f"{address}{case.path}" for name, case in cases.items()}
    desk = Desk(tmp_path, addresses)
    await desk.discover()
    assert (await desk.sync()).code == 0
    before = await list_true(cases)
    assert await desk.list_shown(SINCE, DAYS) == without_uids(before)

    for name, case in cases.items():
        await getattr(case, name)()
    synced = await desk.sync()
    after = await list_true(cases)

    for name, what in SEEN.items():
        assert what in list_changed(before[name], after[name])
    files = without_uids(after | {name: before[name] for name in KEPT})
    assert {name: desk.list_kept(name) for name in names} == files
    assert await desk.list_shown(SINCE, DAYS) == files
    assert synced.code != 0
    assert "revoke: Gone" in synced.said
    assert "empt" in synced.said
    for shown in (await read_with_node(addresses)).values():
        assert "410" in shown.pop("revoke")
        assert shown == {name: after[name] for name in shown}
    assert after["empty"] == []


def list_changed(before: list[Told], after: list[Told]) -> list[str]:
    """What is different about the one session that is."""
    [(old, new)] = [
        (old, new) for old in before for new in after if old.uid == new.uid and old != new
    ]
    return [
        each.name for each in fields(Told) if getattr(old, each.name) != getattr(new, each.name)
    ]
