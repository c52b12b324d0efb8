"""Who came is written down in few taps; who comes says so beforehand."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.people.invite_trainer import invite_trainer
from lintas.actions.programs.enrolled import Enrolled
from lintas.domain.bookings import Booking
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import begun
from tests.web.serving import browser_of, serve


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    async with browser_of(serve(SETTINGS)) as client:
        yield Visitor(client)


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def course(world: World, batch: Batch) -> tuple[Booking, Enrolled, Enrolled]:
    """A session with two people enrolled, that has begun."""
    booking = await meetings_of(world, batch)
    budi, siti = await enrolled(batch, BUDI, SITI)
    await begun(booking.sessions[0].id)
    return booking, budi, siti


async def marks() -> dict[UUID, str]:
    rows = await fetch("SELECT enrolment, mark FROM attendance")
    return {UUID(str(row["enrolment"])): row["mark"] for row in rows}


async def state_of(session_id: object) -> tuple[str, int]:
    (row,) = await fetch("SELECT state, sequence FROM session WHERE id = $1", session_id)
    return row["state"], row["sequence"]


async def test_all_are_present_but_who_is_not(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking, budi, siti = await course(world, batch)
    session = booking.sessions[0]
    coordinator = await visitor_of(SERANG_COORDINATOR)
    front = await coordinator.open(f"/peminjaman/{booking.id}")
    roll = await coordinator.open(front.links["Daftar hadir, sesi 1"])

    excused: dict[str, Any] = {f"hadir-{siti.enrolment.id}": "excused"}
    kept = await coordinator.press(roll, "Simpan daftar hadir", **excused)
    after = await coordinator.open(f"/angkatan/{batch.id}")

    assert "Semua dianggap hadir" in roll.said
    assert "Daftar hadir sudah disimpan." in kept.said
    assert "Terlaksana Hadir 1, Izin 1, Tidak hadir 0" in kept.said
    assert await marks() == {budi.enrolment.id: "present", siti.enrolment.id: "excused"}
    # Whoever has it in a calendar need not hear of it.
    assert await state_of(session.id) == ("held", 0)
    assert "Terlaksana hadir 1, izin 1, tidak hadir 0" in after.said


async def test_a_correction_leaves_its_trace(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking, budi, siti = await course(world, batch)
    coordinator = await visitor_of(SERANG_COORDINATOR)
    path = f"/sesi/{booking.sessions[0].id}/hadir"
    await coordinator.press(await coordinator.open(path), "Simpan daftar hadir")
    corrected: dict[str, Any] = {f"hadir-{budi.enrolment.id}": "absent"}

    again = await coordinator.press(await coordinator.open(path), "Simpan perbaikan")
    await coordinator.press(again, "Simpan perbaikan", **corrected)

    rows = await fetch(
        "SELECT actor, before, after FROM audit_entry WHERE verb = 'keep_attendance' ORDER BY id"
    )
    assert len(rows) == 2
    assert "present" in str(rows[1]["before"])
    assert str(siti.enrolment.id) not in str(rows[1]["after"])
    assert await marks() == {budi.enrolment.id: "absent", siti.enrolment.id: "present"}


async def test_a_trainer_keeps_it_by_the_personal_link(
    world: World, batch: Batch, guest: Visitor
) -> None:
    _, budi, siti = await course(world, batch)
    now = datetime.now(UTC)
    invited = await invite_trainer(world.trainer, SERANG, actor=SERANG_COORDINATOR, now=now)
    page = await guest.open(f"/ajar/{invited.secret}")
    roll = await guest.open(page.links["Kemasan Angkatan 1"])
    absent: dict[str, Any] = {f"hadir-{budi.enrolment.id}": "absent"}

    kept = await guest.press(roll, "Simpan daftar hadir", **absent)

    assert "Belum diisi" in page.said
    assert "Terlaksana Hadir 1, Izin 0, Tidak hadir 1" in kept.said
    assert kept.answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert await marks() == {budi.enrolment.id: "absent", siti.enrolment.id: "present"}
    strange = await guest.open(f"/ajar/{invited.secret}/sesi/{uuid4()}/hadir")
    assert strange.status == 404


async def test_what_was_held_stays_as_it_was(world: World, batch: Batch) -> None:
    booking, _, _ = await course(world, batch)
    later = await meetings_of(world, batch, 13)
    await fetch("UPDATE session SET state = 'held' WHERE id = $1", booking.sessions[0].id)
    who: dict[str, Any] = {"actor": SERANG_COORDINATOR, "now": datetime.now(UTC)}

    with pytest.raises(IllegalState) as cancelled:
        await cancel_booking(booking.id, **who)
    change = Change(title="Lain")
    with pytest.raises(IllegalState) as moved:
        await move_session(booking.sessions[0].id, change, hold_for=HOLD, **who)
    await cancel_booking(later.id, **who)

    assert (cancelled.value.state, moved.value.state) == ("held", "held")
    assert (await state_of(booking.sessions[0].id))[0] == "held"


@pytest.mark.parametrize("case", ["to come", "cancelled", "nobody enrolled"])
async def test_there_is_no_list_of_what_has_not_been(
    world: World, batch: Batch, visitor_of: VisitorOf, case: str
) -> None:
    booking = await meetings_of(world, batch)
    session = booking.sessions[0].id
    if case != "nobody enrolled":
        await enrolled(batch)
    if case == "cancelled":
        await cancel_booking(booking.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC))
    if case != "to come":
        await begun(session)
    coordinator = await visitor_of(SERANG_COORDINATOR)
    page = await coordinator.open(f"/sesi/{session}/hadir")

    sent = await coordinator.send(f"/sesi/{session}/hadir", page.sheet_of("Keluar")[0].fields)

    assert "Simpan daftar hadir" not in page.buttons()
    assert sent.status == 409
    assert await marks() == {}


async def test_lists_are_for_the_asking_side_and_its_trainers(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking, _, siti = await course(world, batch)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, BANDUNG_MANAGER.id)
    path = f"/sesi/{booking.sessions[0].id}/hadir"
    statuses = []
    for actor in (
        SERANG_COORDINATOR,
        SERANG_TRAINER,
        BANDUNG_COORDINATOR,
        BANDUNG_MANAGER,
        OPERATOR,
    ):
        visitor = await visitor_of(actor)
        token = (await visitor.open("/")).sheet_of("Keluar")[0].fields
        field = (f"hadir-{siti.enrolment.id}", "present")
        seen = (await visitor.open(path)).status
        statuses.append((seen, (await visitor.send(path, [*token, field])).status))

    # The trainer asked for the room; the manager teaches, which the lender's coordinator doesn't.
    assert statuses == [(200, 200), (200, 200), (403, 403), (200, 200), (200, 200)]


@pytest.mark.parametrize(
    ("field", "status"),
    [
        (("hadir-{siti}", "perhaps"), 422),
        (("hadir-x", "present"), 422),
        ((f"hadir-{uuid4()}", "present"), 404),
    ],
    ids=["no mark", "no id", "not enrolled"],
)
async def test_what_no_list_of_ours_sends_is_refused(
    world: World, batch: Batch, visitor_of: VisitorOf, field: tuple[str, str], status: int
) -> None:
    booking, _, siti = await course(world, batch)
    coordinator = await visitor_of(SERANG_COORDINATOR)
    path = f"/sesi/{booking.sessions[0].id}/hadir"
    token = (await coordinator.open(path)).sheet_of("Keluar")[0].fields
    name, value = field

    sent = await coordinator.send(path, [*token, (name.format(siti=siti.enrolment.id), value)])

    assert sent.status == status
    assert await marks() == {}


async def test_a_participant_says_beforehand(
    world: World, batch: Batch, guest: Visitor, visitor_of: VisitorOf
) -> None:
    booking = await meetings_of(world, batch)
    budi, siti = await enrolled(batch, BUDI, SITI)
    page = await guest.open(f"/p/{siti.secret}")

    coming = await guest.press(page, "Saya akan hadir")
    prevented = await guest.press(coming, "Saya berhalangan", reason="Anak sakit")
    again = await guest.send(
        f"/p/{siti.secret}/hadir",
        [("sesi", str(booking.sessions[0].id)), ("says", "prevented"), ("reason", "Anak sakit")],
    )
    batch_page = await (await visitor_of(SERANG_COORDINATOR)).open(f"/angkatan/{batch.id}")
    await begun(booking.sessions[0].id)
    roll = await (await visitor_of(SERANG_TRAINER)).open(f"/sesi/{booking.sessions[0].id}/hadir")

    assert "Jawaban Anda: akan hadir" in coming.said
    assert "Jawaban Anda: berhalangan" in prevented.said
    assert again.status == 200
    assert "akan hadir 0, berhalangan 1" in batch_page.said
    assert "Siti Aminah Menyatakan berhalangan: Anak sakit" in roll.said
    # It is no attendance, but a good guess.
    fields = roll.fields_of("Simpan daftar hadir")
    assert fields[f"hadir-{siti.enrolment.id}"] == "excused"
    assert fields[f"hadir-{budi.enrolment.id}"] == "present"
    assert await marks() == {}
    assert len(await fetch("SELECT id FROM audit_entry WHERE verb = 'say_coming'")) == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("says", "coming")], 422),
        ([("sesi", "x"), ("says", "coming")], 422),
        ([("sesi", "{session}"), ("says", "perhaps")], 422),
        ([("sesi", "{session}"), ("says", "prevented"), ("reason", "x" * 301)], 422),
        ([("sesi", str(uuid4())), ("says", "coming")], 404),
        ([("sesi", "{begun}"), ("says", "coming")], 409),
        ([("sesi", "{cancelled}"), ("says", "coming")], 409),
        ([("sesi", "{strange}"), ("says", "coming")], 404),
    ],
    ids=["nothing", "no id", "no answer", "too long", "foreign", "begun", "off", "other batch"],
)
async def test_what_can_not_be_said_is_refused(
    world: World, batch: Batch, guest: Visitor, fields: list[tuple[str, str]], status: int
) -> None:
    (siti,) = await enrolled(batch)
    late, off = await meetings_of(world, batch, 13), await meetings_of(world, batch, 16)
    await begun(late.sessions[0].id)
    await cancel_booking(off.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC))
    named = {
        "session": (await meetings_of(world, batch)).sessions[0].id,
        "begun": late.sessions[0].id,
        "cancelled": off.sessions[0].id,
        "strange": (await meetings_of(world, await batch_of(world), 20)).sessions[0].id,
    }

    sent = await guest.send(
        f"/p/{siti.secret}/hadir", [(name, value.format(**named)) for name, value in fields]
    )

    assert sent.status == status
    assert await fetch("SELECT id FROM rsvp") == []


async def test_a_long_list_comes_in_pages(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking = await meetings_of(world, batch)
    crowd = [f"Peserta {number:03}, 0812 3456 {number:04}" for number in range(120)]
    await enrolled(batch, *crowd)
    await begun(booking.sessions[0].id, ended=True)
    coordinator = await visitor_of(SERANG_COORDINATOR)
    first = await coordinator.open(f"/sesi/{booking.sessions[0].id}/hadir")
    second = await coordinator.open(first.links["Peserta berikutnya"])

    await coordinator.press(second, "Simpan daftar hadir")

    assert first.said.count("Tidak hadir") == 80
    assert second.said.count("Tidak hadir") == 40
    assert len(await marks()) == 120
