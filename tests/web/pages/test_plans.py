"""Year plans by pages: a file is chosen, looked over, and kept."""

from datetime import UTC, datetime

from lintas.actions.bookings.import_plan.judging_due import judge_waiting
from tests.actions.world import SERANG_COORDINATOR, World
from tests.web.api.test_plans import HEADER, row
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf


async def upload(visitor: Visitor, *rows: str) -> Seen:
    page = await visitor.open("/rencana")
    fields = page.fields_of("Periksa rencana")
    answer = await visitor.client.post(
        "/rencana",
        data={name: value for name, value in fields.items() if name != "file"},
        files={"file": ("rencana.csv", "\r\n".join((HEADER, *rows)).encode(), "text/csv")},
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
