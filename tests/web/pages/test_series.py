"""Repeating meetings by form, and the dates that were left out."""

from datetime import UTC, datetime

import pytest

from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.domain.plans import MOST_SESSIONS
from lintas.store.engines import fetch, read_id, read_moment
from lintas.web.pages.rows import FEW_ROWS
from tests.actions.world import FAR_MONDAY, JAKARTA, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.test_asking import ASK, SEND, ask

TYPED = {
    "purpose": "Pelatihan kemasan",
    "headcount": "20",
    "day_0": FAR_MONDAY.isoformat(),
    "starts_at_0": "09:00",
    "ends_at_0": "12:00",
}


async def test_a_week_repeated_without_what_clashes(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    other = await ask(visitor, world)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {**TYPED, "repeat_every": "FREQ=WEEKLY", "repeat_count": "3"}

    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **typed)
    assert filled.fields_of(SEND)["sessions[2].ends_at"] == "12:00"
    tried = await visitor.press(filled, "Periksa dulu", skip_clashing="1")
    assert "Akan dilewati: Senin, 6 Februari 2090" in tried.said
    assert "Senin, 6 Februari 2090, 09.00–12.00 WIB: dilewati" in tried.said
    assert "Tempat bentrok: " in tried.said
    assert "Senin, 13 Februari 2090, 09.00–12.00 WIB: bisa dipesan" in tried.said
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


async def test_a_date_that_nobody_needs_is_waited_for_no_longer(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    typed = {**TYPED, "repeat_every": "FREQ=WEEKLY", "repeat_count": "2", "skip_clashing": "1"}
    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **typed)
    made = await visitor.press(filled, SEND)

    after = await visitor.press(made, "Tidak perlu lagi: Senin, 6 Februari 2090")
    again = await visitor.press(made, "Tidak perlu lagi: Senin, 6 Februari 2090")

    assert "Tanggal itu tidak ditunggu lagi." in after.said
    assert "Tanggal yang dilewati" not in after.said
    assert again.status == 409
    assert [row["state"] for row in await fetch("SELECT state FROM skipped_date")] == ["withdrawn"]


@pytest.mark.parametrize(
    ("typed", "rows", "said"),
    [
        ({"repeat_every": "FREQ=WEEKLY", "repeat_until": "2091-02-05"}, FEW_ROWS, ""),
        ({"repeat_every": "FREQ=DAILY", "repeat_count": "900"}, 1, "Tanggalnya belum diisi."),
        ({"repeat_every": ""}, 1, "Tanggalnya belum diisi."),
        ({"repeat_every": "FREQ=DAILY", "repeat_count": "2", "day_0": ""}, 1, "belum diisi"),
        ({"repeat_every": "FREQ=DAILY", "repeat_count": "30"}, 30, ""),
    ],
    ids=["more_than_fit", "too_many", "no_rule", "no_day", "just_as_many"],
)
async def test_what_a_repetition_leaves_out_is_said(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], rows: int, said: str
) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")

    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **{**TYPED, **typed})

    assert filled.fields_of(SEND)["rows"] == str(rows)
    assert said in filled.said
    assert ("notice warns" in filled.text) is bool(said)


async def test_a_year_of_dates_fits_the_form_and_is_asked_for_at_once(
    world: World, visitor_of: VisitorOf
) -> None:
    """`Visitor` looks at the size of every page."""
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    weekly = {"repeat_every": "FREQ=WEEKLY", "repeat_count": "53"}

    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **{**TYPED, **weekly})
    shown = filled.fields_of(SEND)
    lines = shown["more_sessions"].splitlines()
    # One is dropped, and another gets other hours, for itself and for what follows.
    lines = [*lines[1:-2], f"{lines[-2]} 13:00 15:00", lines[-1]]
    made = await visitor.press(filled, SEND, more_sessions="\r\n".join(lines))

    assert len(shown["more_sessions"].splitlines()) == 53 - FEW_ROWS
    assert "Permohonan sudah" in made.said or "disetujui" in made.said
    spans = await fetch("SELECT starts_at, ends_at FROM session ORDER BY starts_at")
    assert len(spans) == 52
    hours = [read_moment(each["starts_at"]).astimezone(JAKARTA).hour for each in spans]
    assert hours == [9] * 50 + [13] * 2


async def test_a_year_that_clashes_everywhere_still_loads_quickly(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"{ASK}?ruang={world.open_room}")
    daily = {"repeat_every": "FREQ=DAILY", "repeat_count": str(MOST_SESSIONS)}
    filled = await visitor.press(page, "Isi tanggal-tanggalnya", **{**TYPED, **daily})
    rest = filled.fields_of(SEND)["more_sessions"].splitlines()
    packed = ";".join([f"{FAR_MONDAY.isoformat()} 09:00 12:00", *rest])

    await ask(visitor, world)
    answered = {**TYPED, "sessions": packed, "reasons.*": "Sudah disepakati"}
    refused = await visitor.press(page, SEND, **answered)
    wrong = await visitor.press(filled, SEND, more_sessions="2090-13-40 09:00 12:00\nbesok")

    assert refused.status == 409
    assert "Masih ada" in refused.said
    assert "Jalan keluar" in refused.said
    assert wrong.status == 422
