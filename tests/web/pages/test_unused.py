"""A room's keeper says on a phone that nobody came."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.timespan import TimeSpan
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    JAKARTA,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.api.conftest import Program, program_of
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, begun

__all__ = ["program_of"]


async def test_a_keeper_marks_it_and_takes_it_back(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    session = booking.sessions[0].id
    await begun(session)
    keeper = await visitor_of(BANDUNG_MANAGER)
    page = await keeper.open(f"/peminjaman/{booking.id}")
    form = await keeper.open(page.links["Tidak terpakai, sesi 1"])

    refused = await keeper.press(form, "Tandai tidak terpakai", reason=" ")
    marked = await keeper.press(form, "Tandai tidak terpakai", reason="Masih <terkunci>")
    shown = await keeper.open(f"/peminjaman/{booking.id}")
    again = await keeper.press(form, "Tandai tidak terpakai", reason="Masih terkunci")

    assert (refused.status, "wajib diisi" in refused.said) == (422, True)
    assert "Sesi sudah ditandai tidak terpakai." in marked.said
    assert "Tempat tidak terpakai" in marked.said
    assert "Tidak terpakai Masih <terkunci> (semula sampai" in shown.said
    assert again.status == 409
    back = await keeper.press(shown, "Cabut catatan tidak terpakai, sesi 1")
    assert "Masih <terkunci>" not in back.said
    assert "Disetujui" in back.said
    assert "Jadwal sesi kembali seperti semula." in back.said


async def test_a_keeper_is_told_that_the_rest_is_gone(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    await begun(booking.sessions[0].id)
    keeper = await visitor_of(BANDUNG_MANAGER)
    form = await keeper.open(f"/sesi/{booking.sessions[0].id}/tidak-terpakai")
    await keeper.press(form, "Tandai tidak terpakai", reason="Masih terkunci")
    now = datetime.now(UTC).replace(microsecond=0)
    rest = TimeSpan(now + timedelta(minutes=5), now + timedelta(hours=2))
    closing = Closing(rest, "Listrik padam", room_id=world.open_room)
    await close_room(closing, actor=BANDUNG_MANAGER, now=now)

    shown = await keeper.open(f"/peminjaman/{booking.id}")
    back = await keeper.press(shown, "Cabut catatan tidak terpakai, sesi 1")
    news = await keeper.open(f"/peminjaman/{booking.id}/kabar")

    assert "sisa waktunya kembali hanya sejauh masih kosong" in back.said
    assert "sisa waktu tidak utuh" in news.said


async def test_the_ledger_counts_it_by_agency(
    world: World, visitor_of: VisitorOf, program_of: Program
) -> None:
    booking = await asked(world)
    await begun(booking.sessions[0].id)
    lender = await program_of(BANDUNG_MANAGER)
    path = f"/api/v1/sessions/{booking.sessions[0].id}/no-show"
    before = await (await visitor_of(SERANG_COORDINATOR)).open("/neraca?one=36.04&other=32.04")
    marked = await lender.post(path, json={"reason": "Terkunci"})
    year = datetime.fromisoformat(marked.json()["starts_at"]).astimezone(JAKARTA).year

    query = f"one=36.04&other=32.04&tahun={year}"
    after = await (await visitor_of(SERANG_COORDINATOR)).open(f"/neraca?{query}")
    ledger = await (await program_of(BANDUNG_COORDINATOR)).get(
        "/api/v1/ledger", params={"one": "32.04", "other": "36.04", "year": year}
    )

    assert (marked.status_code, marked.json()["state"]) == (200, "unused")
    assert "Tidak ada." in before.said
    assert "Dinas Serang di tempat milik Kab. Bandung: 1 sesi" in after.said
    assert ledger.json()["no_shows"] == [
        {"lender": "32.04", "agency": "Dinas Serang", "sessions": 1}
    ]
    assert (await lender.delete(path)).json()["state"] == "planned"


async def test_only_the_lender_says_it(world: World, program_of: Program) -> None:
    booking = await asked(world)
    session = booking.sessions[0].id
    path = f"/api/v1/sessions/{session}/no-show"
    asker, lender = await program_of(SERANG_TRAINER), await program_of(BANDUNG_MANAGER)
    reason = {"reason": "Terkunci"}

    early = (await lender.post(path, json=reason)).status_code
    await begun(session)
    statuses = [
        (await asker.post(path, json=reason)).status_code,
        (await lender.post(f"/api/v1/sessions/{uuid4()}/no-show", json=reason)).status_code,
        (await lender.post(path, json={})).status_code,
        (await lender.post(path, json={"reason": ""})).status_code,
        (await lender.post(path, json={"reason": "x" * 501})).status_code,
        (await lender.delete(path)).status_code,
        (await asker.delete(path)).status_code,
    ]

    assert early == 409
    assert statuses == [403, 404, 400, 422, 422, 409, 403]
