"""Year plans by pages: a file is chosen, looked over, and kept."""

from datetime import UTC, datetime

import pytest

from lintas.actions.bookings.import_plan.judging_due import judge_waiting
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.api.test_plans import HEADER, row
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf


async def upload(visitor: Visitor, *rows: str, **fields: str) -> Seen:
    return await upload_bytes(visitor, "\r\n".join((HEADER, *rows)).encode(), **fields)


async def upload_bytes(visitor: Visitor, content: bytes, **fields: str) -> Seen:
    page = await visitor.open("/rencana")
    filled = {**page.fields_of("Periksa rencana"), **fields}
    answer = await visitor.client.post(
        "/rencana",
        data={name: value for name, value in filled.items() if name != "file"},
        files={"file": ("rencana.csv", content, "text/csv")},
        follow_redirects=True,
    )
    return Seen(answer)


async def test_a_plan_is_looked_over_and_kept(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)

    looked_over = await upload(visitor, row(), row(day="7/2/2090"))
    kept = await visitor.press(looked_over, "Simpan rencana")
    refused = await upload(visitor, row(purpose="Lain"))

    assert "Semua baris bisa disimpan." in looked_over.said
    assert "Sudah disimpan sebagai 1 peminjaman." in kept.said
    assert "Simpan rencana" not in kept.buttons()
    assert "Baris 2: Tempat bentrok" in refused.said


async def test_every_fault_is_told_by_its_row(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)

    refused = await upload(visitor, row(room="Aula Z"), row(day="besok"))
    looked_up = await upload(visitor, row(room="Aula Z"))
    nothing = await visitor.client.post(
        "/rencana", content=b"x", headers={"Content-Type": "multipart/form-data; boundary=y"}
    )

    assert (refused.status, looked_up.status, nothing.status_code) == (422, 422, 400)
    assert "Baris 3, Tanggal: besok" in refused.said
    assert "Baris 2, Ruang: PLUT / Aula Z tidak ditemukan" in looked_up.said


async def test_a_long_plan_shows_how_far_it_has_come(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    rows = [row(day=f"{day}/{month}/2090") for month in range(3, 8) for day in range(1, 22)]

    waiting = await upload(visitor, *rows)
    await judge_waiting(now=datetime.now(UTC), stopping=lambda: False)
    judged = await visitor.open(waiting.path)

    assert "Sedang diperiksa: 0 dari 105 baris." in waiting.said
    assert 'http-equiv="refresh"' in waiting.text
    assert 'http-equiv="refresh"' not in judged.text


async def test_a_plan_is_taken_out_as_a_file(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)

    sent = await visitor.client.get("/rencana/berkas?tahun=2090&perangkat=&format=xlsx")

    assert (sent.status_code, sent.content[:2]) == (200, b"PK")


ROWS = "\r\n".join((HEADER, row())).encode()


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"", 400, "tidak ada baris yang berisi"),
        (ROWS.replace(b"Kemasan", b'"Kemasan" x'), 400, "tanda kutip"),
        (ROWS.replace(b"Kemasan", b'"Kemasan'), 400, "tanda kutip"),
        (ROWS.replace(b"Kemasan", "Kemasan é".encode("cp1252")), 400, "UTF-8"),
        ((HEADER + "\r\n" + "\r\n".join([row()] * 1001)).encode(), 413, "ada 1.001 baris"),
        ((HEADER + "\nx" * 100_000).encode(), 413, "paling banyak 1.000 baris"),
        ((HEADER + "\r\n" + "\r\n".join([row()] * 100_001)).encode(), 413, "ada 100.001 baris"),
        (ROWS.replace(b"Kemasan", b"=1+1"), 422, "Baris 2, Keperluan"),
        (ROWS.replace(b"Kemasan", b"+62812"), 422, "Baris 2, Keperluan"),
        (ROWS.replace(b"Kemasan", b"-5"), 422, "Baris 2, Keperluan"),
        (ROWS.replace(b"Kemasan", b"@SUM(A1)"), 422, "Baris 2, Keperluan"),
        (b"PK\x03\x04 no workbook", 400, "Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 400, "UTF-8"),
    ],
    ids=[
        "nothing",
        "quotes that end within a cell",
        "a quote that is never closed",
        "another encoding",
        "one row too many",
        "100,000 short rows",
        "100,001 whole rows",
        "equals",
        "plus",
        "minus",
        "at",
        "no workbook",
        "a picture",
    ],
)
async def test_what_is_no_plan_is_told_in_words(
    world: World, visitor_of: VisitorOf, content: bytes, status: int, said: str
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)

    refused = await upload_bytes(visitor, content)

    assert refused.status == status
    assert said in refused.said
    assert await fetch("SELECT id FROM plan_import") == []


async def test_more_rows_than_one_booking_holds_are_parted_by_their_purposes(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    rows = [
        (month, row(day=f"{day}/{month}/2090", start=f"{start}.00", end=f"{start + 1}.00"))
        for month in range(1, 13)
        for day in range(1, 29)
        for start in (13, 15)
    ]

    refused = await upload(visitor, *(each for _, each in rows))
    parted = await upload(
        visitor, *(each.replace("Kemasan", f"Kemasan {month}") for month, each in rows)
    )

    assert refused.status == 422
    assert "Baris 2, Keperluan: 672 baris" in refused.said
    assert "paling banyak 366 sesi; beri keperluan (perihal) yang berbeda" in refused.said
    assert "Sedang diperiksa: 0 dari 672 baris." in parted.said


async def test_a_manager_writes_uses_down_from_a_table(world: World, visitor_of: VisitorOf) -> None:
    manager, trainer = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)

    looked_over = await upload(manager, row(room="Ruang pengelola", agency=""), origin="recorded")
    kept = await manager.press(looked_over, "Simpan rencana")
    refused = await upload(trainer, row(), origin="recorded")

    assert "Sudah disimpan sebagai 1 peminjaman." in kept.said
    assert [each["origin"] for each in await fetch("SELECT origin FROM booking")] == ["recorded"]
    assert refused.status == 403
    assert "Pemakaian ruang kami sendiri" not in (await trainer.open("/rencana")).said
