"""Online and hybrid sessions by form, and where their link is seen and where not."""

from collections.abc import AsyncIterator

import pytest

from lintas.domain.bookings import Mode
from lintas.domain.plans import PlannedSession
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    FAR_MONDAY,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import batch_of, enrolled
from tests.web.pages.stories import asked, far
from tests.web.serving import browser_of, serve

LINK, OTHER = "https://meet.example/satu", "https://meet.example/dua"
SEND = "Ajukan peminjaman"


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    """Somebody without an account."""
    async with browser_of(serve(SETTINGS)) as client:
        yield Visitor(client)


async def ask(visitor: Visitor, world: World, **typed: object) -> Seen:
    page = await visitor.open(f"/peminjaman/baru?ruang={world.decided_room}")
    sound = {
        "purpose": "Pelatihan kemasan",
        "headcount": "20",
        "day_0": FAR_MONDAY.isoformat(),
        "starts_at_0": "09:00",
        "ends_at_0": "12:00",
    }
    return await visitor.press(page, SEND, **{**sound, **typed})


def online(mode: Mode = Mode.ONLINE, world: World | None = None) -> PlannedSession:
    trainers = (world.trainer,) if world else ()
    return PlannedSession(far(9, 12), mode=mode, link=LINK, trainer_ids=trainers)


async def test_an_online_session_is_asked_for_by_form(world: World, visitor_of: VisitorOf) -> None:
    made = await ask(await visitor_of(SERANG_TRAINER), world, mode="online", link=LINK)

    assert "Permohonan sudah disetujui." in made.said
    assert "Daring Gabung daring https://meet.example/satu" in made.said
    assert made.links["Gabung daring"] == LINK


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"mode": "online"}, "Tautan"),
        ({"mode": "online", "link": "http://meet.example/a"}, "seharusnya alamat web"),
        ({"mode": "hybrid", "link": "https://a:b@meet.example/"}, "seharusnya alamat web"),
        ({"mode": "hybrid", "link": "https://meet.example/" + "a" * 500}, "paling panjang 500"),
        ({"link": LINK}, "seharusnya kosong"),
        ({"mode": "tatap"}, "seharusnya salah satu"),
    ],
    ids=["no link", "not https", "a user before it", "too long", "in a room only", "no mode"],
)
async def test_faults_of_the_link_are_marked(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], said: str
) -> None:
    refused = await ask(await visitor_of(SERANG_TRAINER), world, **typed)

    assert refused.status == 422
    assert said in refused.said
    assert f'id="{"mode" if typed.get("mode") == "tatap" else "link"}-error"' in refused.text
    assert await fetch("SELECT id FROM booking") == []


async def test_a_way_out_stays_online_and_hybrid(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    await ask(visitor, world)

    refused = await ask(visitor, world, mode="hybrid", link=LINK)
    made = await visitor.press(refused, "Pindah ruang")

    assert "juga daring" in made.said
    assert made.links["Gabung daring"] == LINK


async def test_the_lender_does_not_see_where_to_join(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, sessions=(online(Mode.HYBRID, world),))
    session = booking.sessions[0].id

    for path in (f"/peminjaman/{booking.id}", f"/sesi/{session}/pengajar"):
        asking = await (await visitor_of(SERANG_COORDINATOR)).open(path)
        lending = await (await visitor_of(BANDUNG_COORDINATOR)).open(path)
        assert (LINK in asking.text, LINK in lending.text) == (True, False)
        assert "Ruang bebas, PLUT, juga daring" in lending.said
    news = await (await visitor_of(BANDUNG_COORDINATOR)).open(f"/peminjaman/{booking.id}/kabar")
    assert LINK not in news.text


async def test_a_day_online_leaves_a_booking_its_place(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, sessions=(online(), PlannedSession(far(13, 15))))

    shown = await (await visitor_of(SERANG_TRAINER)).open(f"/peminjaman/{booking.id}")

    assert "Tempat Ruang bebas, PLUT" in shown.said


async def test_the_link_is_changed_on_its_own_page(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, sessions=(online(),))
    visitor = await visitor_of(SERANG_TRAINER)
    shown = await visitor.open(f"/peminjaman/{booking.id}")

    page = await visitor.open(shown.links["Tautan pertemuan, sesi 1"])
    refused = await visitor.press(page, "Simpan tautan", link="http://meet.example/a")
    saved = await visitor.press(refused, "Simpan tautan", link=OTHER)

    assert page.fields_of("Simpan tautan")["link"] == LINK
    assert (refused.status, 'id="link-error"' in refused.text) == (422, True)
    assert "Tautan pertemuan sudah disimpan." in saved.said
    assert saved.links["Gabung daring"] == OTHER
    inbox = await (await visitor_of(SERANG_COORDINATOR)).open("/pesan")
    assert "TAUTAN PERTEMUAN" in inbox.said


async def test_nobody_saves_over_what_has_changed_meanwhile(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, sessions=(online(),))
    visitor = await visitor_of(SERANG_TRAINER)
    address = f"/sesi/{booking.sessions[0].id}/tautan"
    stale, fresh = await visitor.open(address), await visitor.open(address)
    await visitor.press(fresh, "Simpan tautan", link=OTHER)

    refused = await visitor.press(stale, "Simpan tautan", link="https://meet.example/tiga")

    assert refused.status == 412


async def test_what_meets_in_a_room_has_no_such_page(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)

    shown = await visitor.open(f"/peminjaman/{booking.id}")
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/tautan")
    lender = await (await visitor_of(BANDUNG_COORDINATOR)).open(
        f"/sesi/{booking.sessions[0].id}/tautan"
    )

    assert "Tautan pertemuan, sesi 1" not in shown.links
    assert (page.status, lender.status) == (409, 403)


async def test_a_session_becomes_online_on_the_page_that_moves_it(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")

    moved = await visitor.press(
        page, "Pindahkan", mode="online", link=LINK, reason="Jalan terputus"
    )

    assert page.fields_of("Pindahkan")["mode"] == "onsite"
    assert "Menjadi: Senin, 6 Februari 2090, 09.00–12.00 WIB, Daring" in moved.said
    assert f"Gabung daring: {LINK}" in moved.said
    assert await fetch("SELECT session FROM hold") == []


async def test_participants_join_and_are_sent_to_no_room(world: World, guest: Visitor) -> None:
    batch = await batch_of(world)
    await asked(world, batch_id=batch.id, sessions=(online(),))
    (siti,) = await enrolled(batch)

    page = await guest.open(f"/p/{siti.secret}")
    session = await fetch("SELECT id FROM session")
    file = await guest.client.get(f"/p/{siti.secret}/sesi/{session[0]['id']}.ics")

    assert page.links["Gabung daring"] == LINK
    assert "Ruang bebas" not in page.said
    assert "Google Maps" not in page.said
    entry = file.text.replace("\r\n ", "")
    assert f"LOCATION:{LINK}" in entry
    assert f"CONFERENCE;FEATURE=VIDEO;LABEL=Gabung daring;VALUE=URI:{LINK}" in entry


async def test_participants_of_both_kinds_are_told_room_and_link(
    world: World, guest: Visitor
) -> None:
    batch = await batch_of(world)
    await asked(world, batch_id=batch.id, sessions=(online(Mode.HYBRID),))
    (siti,) = await enrolled(batch)

    page = await guest.open(f"/p/{siti.secret}")

    assert page.links["Gabung daring"] == LINK
    assert "Ruang bebas, PLUT" in page.said
