"""Repeating meetings by form, and the dates that were left out."""

from datetime import UTC, datetime

from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.store.engines import fetch, read_id
from tests.actions.world import FAR_MONDAY, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.test_asking import ASK, SEND, ask


async def test_a_week_repeated_without_what_clashes(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    other = await ask(visitor, world)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {
        "purpose": "Pelatihan kemasan",
        "headcount": "20",
        "day_0": FAR_MONDAY.isoformat(),
        "starts_at_0": "09:00",
        "ends_at_0": "12:00",
        "repeat_every": "FREQ=WEEKLY",
        "repeat_count": "3",
    }

    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **typed)
    assert filled.fields_of(SEND)["sessions[2].ends_at"] == "12:00"
    tried = await visitor.press(filled, "Periksa dulu", skip_clashing="1")
    assert "Akan dilewati: Senin, 6 Februari 2090" in tried.said
    made = await visitor.press(tried, SEND)

    assert "Tanggal yang dilewati" in made.said
    assert (await fetch("SELECT count(*) AS n FROM session"))[0]["n"] == 3
    (asked,) = await fetch("SELECT id FROM booking ORDER BY id LIMIT 1")
    assert other.path.endswith(str(asked["id"]))
    await cancel_booking(read_id(asked["id"]), actor=SERANG_TRAINER, now=datetime.now(UTC))
    again = await visitor.open(made.path)
    taken = await visitor.press(again, "Ambil tanggal ini")
    assert "Tanggal sudah ditambahkan." in taken.said


async def test_all_of_a_series_move_by_form(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world)
    (session,) = await fetch("SELECT id FROM session")

    page = await visitor.open(f"/sesi/{session['id']}/pindah")

    assert "Ini dan berikutnya" not in page.said
