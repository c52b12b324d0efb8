"""The inbox: what one was told, and the way to what it is about."""

from urllib.parse import unquote

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far


async def count_unread() -> int:
    sql = "SELECT count(*) AS n FROM message WHERE channel = 'inapp' AND read_at IS NULL"
    return int((await fetch(sql))[0]["n"])


async def test_a_message_leads_to_what_it_is_about(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)

    page = await visitor.open("/pesan")
    there = await visitor.open(page.links["Permohonan baru: Pelatihan kemasan"])

    assert "Pesan 1" in page.said
    assert "Belum dibaca" in page.said
    assert there.path == f"/peminjaman/{booking.id}"
    text = unquote(page.links["Kirim WhatsApp: Permohonan baru: Pelatihan kemasan"])
    assert text.startswith("https://wa.me/?text=*Permohonan baru*\n")
    assert text.endswith(f"/peminjaman/{booking.id}")


async def test_the_newest_stands_first_page_by_page(world: World, visitor_of: VisitorOf) -> None:
    for number in range(17):
        await asked(world, far(7, 8, days=number), purpose=f"Kegiatan {number}")
    visitor = await visitor_of(BANDUNG_MANAGER)

    first = await visitor.open("/pesan")
    second = await visitor.open(first.links["Lebih lama"])

    told = [label for label in first.links if label.startswith("Peminjaman disetujui")]
    assert told == [f"Peminjaman disetujui: Kegiatan {n}" for n in range(16, 1, -1)]
    assert "Kegiatan 1 " in second.said
    assert "Kegiatan 0 " in second.said
    assert "Lebih lama" not in second.said


async def test_read_is_read_one_by_one_or_all_at_once(world: World, visitor_of: VisitorOf) -> None:
    for number in range(3):
        await asked(world, far(7, 8, days=number), room=world.decided_room)
    before = await count_unread()
    visitor = await visitor_of(BANDUNG_MANAGER)

    one = await visitor.press(await visitor.open("/pesan"), "Tandai sudah dibaca")
    after_one = await count_unread()
    every = await visitor.press(one, "Tandai semua sudah dibaca")

    assert after_one == before - 1
    assert await count_unread() == before - 3
    assert "Belum dibaca" not in every.said
    assert "Tandai semua" not in every.said


async def test_nobody_reads_anothers_inbox(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, room=world.decided_room)
    message = (await fetch("SELECT id FROM message WHERE account = $1", BANDUNG_MANAGER.id))[0]
    stranger, colleague = (
        await visitor_of(SERANG_COORDINATOR),
        await visitor_of(BANDUNG_COORDINATOR),
    )
    page = await stranger.open("/pesan")
    token = page.fields_of("Keluar")["_csrf"]

    refused = await stranger.send(f"/pesan/{message['id']}/baca", [("_csrf", token)])

    assert refused.status == 404
    assert (await colleague.open("/pesan")).status == 200
