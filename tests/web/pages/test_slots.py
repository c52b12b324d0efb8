"""Free slots, looked for on a page."""

from datetime import timedelta

from tests.actions.test_slot_teachers import teacher
from tests.actions.world import FAR_MONDAY, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf

UNTIL = FAR_MONDAY + timedelta(days=4)
ASKED = f"from={FAR_MONDAY}&until={UNTIL}&headcount=20&sessions=2&minutes=240"


async def test_a_free_slot_is_found_and_asked_for(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    blank = await visitor.open("/cari")
    found = await visitor.open(f"/cari?{ASKED}")
    form = await visitor.press(found, "Isi permohonan ruang ini")

    assert "Berapa hari" in blank.said
    assert "5 pilihan" in found.said
    assert "Diperiksa: 5 ruang, 5 hari." in found.said
    assert (form.status, form.path) == (200, "/peminjaman/baru")
    assert "Sesi 2" in form.said
    assert f'value="{FAR_MONDAY}"' in form.text


async def test_what_stood_against_a_room_is_told(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    found = await visitor.open(f"/cari?{ASKED}".replace("headcount=20", "headcount=41"))

    assert "Tidak ada waktu kosong" in found.said
    assert "Hampir bisa" in found.said


async def test_a_tool_nobody_has_is_told(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    found = await visitor.open(f"/cari?{ASKED}&equipment=sealer")
    elsewhere = await visitor.open(f"/cari?{ASKED}&regency=36.04")

    assert "Anda mencari sealer" in found.said
    assert "Di luar tempat yang dicari" in elsewhere.said


async def test_a_trainer_from_somewhere_is_named_and_asked_for(
    world: World, visitor_of: VisitorOf
) -> None:
    await teacher(world, "Ani Contoh")
    visitor = await visitor_of(SERANG_TRAINER)

    found = await visitor.open(f"/cari?{ASKED}&trainer_regency=32.04")
    form = await visitor.press(found, "Isi permohonan ruang ini")
    nobody = await visitor.open(f"/cari?{ASKED}&trainer_regency=32.04&trainer_field=Las")

    assert "Pengajar: Ani Contoh" in found.said
    assert "diajar Ani Contoh" in form.said
    assert "Tidak ada pengajar tercatat untuk Las dari Kab. Bandung" in nobody.said


async def test_what_cannot_be_meant_is_marked(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    odd = await visitor.open(f"/cari?{ASKED}&earliest=08:10&latest=17:00")
    empty = await visitor.open("/cari?headcount=&sessions=31&minutes=1&from=x&until=")

    assert (odd.status, "kelipatan 15 menit" in odd.said) == (422, True)
    assert empty.status == 422
    assert "wajib diisi" in empty.said
