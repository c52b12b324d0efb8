"""Asking for a room by form: clashes and their ways out, rows of sessions, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.store.engines import fetch
from lintas.web.pages.rows import MOST_ROWS
from tests.actions.world import (
    BANDUNG_MANAGER,
    FAR_MONDAY,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf

ASK = "/peminjaman/baru"
DAY = FAR_MONDAY.isoformat()
SEND = "Ajukan peminjaman"
CANARY = '"><svg onload=alert(1)>'


async def ask(visitor: Visitor, world: World, button: str = SEND, **typed: object) -> Seen:
    """A sound request; name only what the test is about."""
    room = typed.pop("room", world.open_room)
    page = await visitor.open(f"{ASK}?ruang={room}")
    sound = {
        "purpose": "Pelatihan kemasan",
        "headcount": "20",
        "day_0": DAY,
        "starts_at_0": "09:00",
        "ends_at_0": "12:00",
    }
    return await visitor.press(page, button, **{**sound, **typed})


async def count(table: str) -> int:
    return len(await fetch(f"SELECT id FROM {table}"))  # noqa: S608 -- a name of ours


async def test_a_room_that_says_yes_by_itself_is_booked(
    world: World, visitor_of: VisitorOf
) -> None:
    page = await ask(await visitor_of(SERANG_TRAINER), world)

    assert page.status == 200
    assert page.path.startswith("/peminjaman/")
    assert "Permohonan sudah disetujui." in page.said
    assert "Perjanjian Kerja Sama 001/contoh, berlaku 1 Jan 2027 – 31 Des 2099" in page.said
    assert "Senin, 6 Februari 2090, 09.00–12.00 WIB" in page.said


async def test_a_request_shows_how_long_it_waits(world: World, visitor_of: VisitorOf) -> None:
    page = await ask(await visitor_of(SERANG_TRAINER), world, room=world.decided_room)

    assert "Permohonan sudah diajukan." in page.said
    assert "Diajukan sisa 6 hari 23 jam" in page.said


async def test_the_form_starts_from_what_was_chosen(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"{ASK}?ruang={world.open_room}&hari={DAY}&mulai=08:00&selesai=16:00")

    fields = page.fields_of(SEND)
    assert fields["sessions[0].day"] == DAY
    assert (fields["sessions[0].starts_at"], fields["sessions[0].ends_at"]) == ("08:00", "16:00")
    assert fields["agency_id"] == str(world.serang_dinas)


async def test_a_way_out_is_one_press(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world)

    refused = await ask(visitor, world, starts_at_0="10:00", ends_at_0="15:00")

    assert refused.status == 409
    assert "Sesi 1: Tempat bentrok" in refused.said
    assert "09.00–12.00 WIB" in refused.said
    assert refused.fields_of(SEND)["purpose"] == "Pelatihan kemasan"
    assert await count("booking") == 1

    way = next(label for label in refused.buttons() if label.startswith("Pindah ruang"))
    taken = await visitor.press(refused, way)
    assert taken.path.startswith("/peminjaman/")
    assert await count("booking") == 2


async def test_another_time_is_a_way_out_too(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world)

    refused = await ask(visitor, world)
    taken = await visitor.press(refused, "Jadwal ulang")

    assert taken.path.startswith("/peminjaman/")
    assert "Senin, 6 Februari 2090, 12.00–15.00 WIB" in taken.said


async def test_rows_come_and_go_and_keep_what_was_typed(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    two = await ask(visitor, world, "Tambah sesi", headcount="33")
    three = await visitor.press(two, "Tambah sesi", starts_at_1="13:00", ends_at_1="15:00")
    again = await visitor.press(three, "Hapus sesi 1")

    fields = three.fields_of(SEND)
    assert [fields[f"sessions[{n}].day"] for n in range(3)] == [
        "2090-02-06",
        "2090-02-07",
        "2090-02-08",
    ]
    assert fields["sessions[2].starts_at"] == "13:00"
    assert fields["headcount"] == "33"
    kept = again.fields_of(SEND)
    assert [kept[f"sessions[{n}].day"] for n in range(2)] == ["2090-02-07", "2090-02-08"]
    assert "sessions[2].day" not in kept

    booked = await visitor.press(again, SEND)
    assert "Selasa, 7 Februari 2090, 13.00–15.00 WIB" in booked.said
    assert await count("session") == 2


async def test_a_clash_is_marked_at_its_session(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world, day_0="2090-02-07")

    two = await ask(visitor, world, "Tambah sesi")
    refused = await visitor.press(two, SEND)

    assert "Sesi 2: Tempat bentrok" in refused.said
    marked = refused.text.split('<fieldset class="session')[1:3]
    assert [part.startswith(" faulty") for part in marked] == [False, True]
    left = await visitor.press(refused, "Jadwal ulang")
    assert left.path.startswith("/peminjaman/")
    assert await count("session") == 3


async def test_without_a_way_out_people_are_shown_where_to_look(
    world: World, visitor_of: VisitorOf
) -> None:
    """No room of anybody's seats so many."""
    page = await ask(await visitor_of(SERANG_TRAINER), world, headcount="4000")

    assert page.status == 409
    assert "Belum ada waktu atau ruang lain yang lolos semuanya." in page.said
    assert page.links["jadwal ruang ini"] == f"/ruang/{world.open_room}"


async def test_checking_keeps_nothing(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    checked = await ask(visitor, world, "Periksa dulu", room=world.decided_room)

    assert checked.status == 200
    assert "Tidak ada yang bentrok." in checked.said
    assert "Pengelola tempat yang akan memutuskan." in checked.said
    assert "Dasar: Perjanjian Kerja Sama 001/contoh" in checked.said
    assert await count("booking") == 0
    assert (await visitor.press(checked, SEND)).path.startswith("/peminjaman/")


async def test_a_warning_passes_with_a_reason(world: World, visitor_of: VisitorOf) -> None:
    """37 of 40 seats is nearly full."""
    visitor = await visitor_of(SERANG_TRAINER)

    warned = await ask(visitor, world, headcount="37")

    assert warned.status == 409
    assert "Perlu alasan Melebihi daya tampung" in warned.said
    assert await count("booking") == 0
    passed = await visitor.press(warned, SEND, reasons__capacity="Sudah pas")
    assert "Sudah pas" in passed.said
    assert await count("booking") == 1


async def test_a_form_sent_twice_is_one_booking(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {"purpose": "Dua kali", "headcount": "5", "day_0": DAY}
    typed |= {"starts_at_0": "09:00", "ends_at_0": "10:00"}

    first = await visitor.press(page, SEND, **typed)
    again = await visitor.press(page, SEND, **typed)

    assert first.path == again.path
    assert await count("booking") == 1


async def test_a_form_sent_again_with_something_else_is_another_request(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {"purpose": "Satu", "headcount": "5", "day_0": DAY}
    typed |= {"starts_at_0": "09:00", "ends_at_0": "10:00"}
    await visitor.press(page, SEND, **typed)

    other = {**typed, "starts_at_0": "10:00", "ends_at_0": "11:00"}
    told = await visitor.press(page, SEND, **other)
    made = await visitor.press(told, SEND)

    assert told.status == 409
    assert "Formulir ini sudah pernah dikirim dengan isi lain." in told.said
    assert made.path.startswith("/peminjaman/")
    assert await count("booking") == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"headcount": "0"}, "headcount"),
        ({"headcount": "banyak"}, "headcount"),
        ({"day_0": "31 Februari"}, "sessions[0].day"),
        ({"starts_at_0": "9 pagi"}, "sessions[0].starts_at"),
        ({"ends_at_0": "09:00"}, "sessions[0].ends_at"),
        ({"agency_id": ""}, "agency_id"),
        ({"agency_id": str(uuid4())}, "agency_id"),
    ],
)
async def test_what_was_typed_stays_and_the_fault_is_marked(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], field: str
) -> None:
    page = await ask(await visitor_of(SERANG_TRAINER), world, **{"purpose": CANARY, **typed})

    assert page.status in (404, 422)
    assert f'id="{field}-error"' in page.text
    assert page.fields_of(SEND)["purpose"] == typed.get("purpose", CANARY)
    assert await count("booking") == 0


async def test_nobody_asks_for_another_governments_agency(
    world: World, visitor_of: VisitorOf
) -> None:
    page = await ask(await visitor_of(BANDUNG_MANAGER), world, agency_id=world.serang_dinas)

    assert page.status == 404
    assert 'id="agency_id-error"' in page.text


async def test_who_may_ask_for_nobody_sees_no_form(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    await fetch("UPDATE membership SET role = 'auditor'")

    assert (await visitor.open(f"{ASK}?ruang={world.open_room}")).status == 403


async def test_without_a_room_a_place_is_looked_for(world: World, visitor_of: VisitorOf) -> None:
    page = await (await visitor_of(SERANG_TRAINER)).open(ASK)

    assert page.path == "/tempat"
    assert "Pilih tempat dan ruangnya dahulu." in page.said
    assert (await (await visitor_of(SERANG_TRAINER)).open(f"{ASK}?ruang={uuid4()}")).status == 404


async def test_the_longest_form_with_all_it_meets_still_loads_quickly(
    world: World, visitor_of: VisitorOf
) -> None:
    """`Visitor` looks at the size of every page."""
    visitor = await visitor_of(SERANG_TRAINER)
    # Mondays: nobody prays, rests or is off.
    days = [FAR_MONDAY + timedelta(weeks=n) for n in range(MOST_ROWS)]
    packed = ";".join(f"{day.isoformat()} 09:00 12:00" for day in days)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {"purpose": CANARY, "headcount": "20", "sessions": packed}
    await visitor.press(page, SEND, **typed)

    refused = await visitor.press(await visitor.open(page.path), SEND, **typed)

    assert refused.status == 409
    assert refused.said.count("Tempat bentrok") == 2 * MOST_ROWS
    assert "Tambah sesi" not in refused.buttons()
    assert await count("session") == MOST_ROWS
