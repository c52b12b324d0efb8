"""Who already knows of a change, by page and by API."""

from urllib.parse import unquote

from tests.actions.world import SERANG_COORDINATOR, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of


async def test_the_coordinator_sees_who_has_nothing_and_sends_each_a_text(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world)
    await meetings_of(world, batch)
    siti, _ = await enrolled(batch, SITI, BUDI)
    visitor = await visitor_of(SERANG_COORDINATOR)
    batch_page = await visitor.open(f"/angkatan/{batch.id}")
    [link] = [href for href in batch_page.links.values() if href.endswith("/sampai")]

    before = await visitor.open(link)
    await visitor.client.get(f"/p/{siti.secret}/titik.svg")
    after = await visitor.open(link)

    assert "Belum ada tanda: 3 dari 3" in before.said
    [chat] = [href for label, href in before.links.items() if "Siti" in label]
    assert chat.startswith("https://wa.me/62812")
    assert "*JADWAL SESI*" in unquote(chat)
    assert siti.secret not in before.text
    assert "Dibuka: 1 dari 3" in after.said
    assert "Dimuat: 0 dari 3" in after.said
    assert "Dikonfirmasi: 0 dari 3" in after.said


async def test_a_published_version_tells_who_has_it(world: World, visitor_of: VisitorOf) -> None:
    batch = await batch_of(world)
    await meetings_of(world, batch)
    await enrolled(batch, SITI)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.press(
        await visitor.open(f"/angkatan/{batch.id}/jadwal"), "Terbitkan jadwal", note=""
    )
    [link] = [href for href in page.links.values() if href.endswith("/sampai")]

    seen = await visitor.open(link)
    missing = await visitor.open(link.replace("/1/", "/7/"))

    assert "Versi 1 jadwal Kemasan Angkatan 1" in seen.said
    assert "Belum ada tanda: 2 dari 2" in seen.said
    assert missing.status == 404
