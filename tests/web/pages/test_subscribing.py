"""Calendars taken into telephones: from the personal page, from posters, from the office."""

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.serving import HERE, browser_of, serve


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    """Somebody without an account."""
    async with browser_of(serve(SETTINGS)) as client:
        yield Visitor(client)


@pytest.fixture
async def batch(world: World) -> Batch:
    batch = await batch_of(world)
    await meetings_of(world, batch)
    return batch


async def page_of(batch: Batch, person: str = SITI) -> str:
    return f"/p/{(await enrolled(batch, person))[0].secret}"


def address_on(page: Seen) -> str:
    """Of the calendar, as it is to be copied."""
    found = re.search(r'<code class="copy">([^<]+)</code>', page.text)
    assert found
    return found[1]


async def list_scopes() -> list[tuple[str, str]]:
    rows = await fetch("SELECT scope, label FROM feed WHERE revoked_at IS NULL ORDER BY id")
    return [(row["scope"], row["label"]) for row in rows]


@pytest.mark.parametrize(
    ("device", "told"),
    [
        ("iphone", "5 menit sampai 1 hari"),
        ("android", "4–24 jam"),
        ("outlook", "3–24 jam"),
        ("lainnya", "tergantung aplikasinya"),
    ],
)
async def test_each_device_gets_a_calendar_and_honest_steps(
    batch: Batch, guest: Visitor, device: str, told: str
) -> None:
    page = await guest.open(f"{await page_of(batch)}/langganan")
    made = await guest.press(page, "Buat tautan kalender", device=device, label="HP saya")
    calendar = await guest.client.get(address_on(made))

    assert made.status == 200
    assert told in made.said
    assert calendar.status_code == 200
    assert "Kemasan Angkatan 1" in calendar.text
    assert await list_scopes() == [("person", "HP saya")]


async def test_one_address_opens_in_three_ways(batch: Batch, guest: Visitor) -> None:
    page = await guest.open(f"{await page_of(batch)}/langganan")
    made = await guest.press(page, "Buat tautan kalender", device="iphone")
    https = address_on(made)
    webcal = https.replace("http://", "webcal://")

    assert https.startswith(f"{HERE}/k/")
    assert made.links["Buka di Kalender iPhone"] == webcal
    assert made.links["Buka dengan webcal"] == webcal
    assert made.links["Buka dengan https"] == https
    assert made.links["Google Kalender"] == (
        f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    )


async def test_loading_the_page_again_makes_no_other_calendar(batch: Batch, guest: Visitor) -> None:
    page = await guest.open(f"{await page_of(batch)}/langganan")
    made = await guest.press(page, "Buat tautan kalender", device="android")
    again = await guest.open(made.path)

    assert address_on(again) == address_on(made)
    assert await list_scopes() == [("person", "HP Android dengan Google Kalender")]


async def test_a_device_is_taken_away_alone(batch: Batch, guest: Visitor) -> None:
    address = f"{await page_of(batch)}/langganan"
    form = await guest.open(address)
    for label in ("Tablet", "HP lama"):
        last = await guest.press(form, "Buat tautan", device="lainnya", label=label)

    after = await guest.press(await guest.open(address), "Cabut HP lama")
    gone = await guest.client.get(address_on(last))

    assert "Tautan sudah dicabut." in after.said
    assert await list_scopes() == [("person", "Tablet")]
    assert gone.status_code == 410
    assert (await guest.open(last.path)).status == 404


async def test_nobody_opens_or_takes_away_anothers(batch: Batch, guest: Visitor) -> None:
    mine, theirs = await page_of(batch), await page_of(batch, BUDI)
    form = await guest.open(f"{theirs}/langganan")
    made = await guest.press(form, "Buat tautan", device="iphone", label="HP Budi")
    feed_id = (await fetch("SELECT id FROM feed"))[0]["id"]

    page = await guest.open(made.path.replace(theirs, mine))
    taken = await guest.send(f"{mine}/langganan/cabut", [("feed_id", str(feed_id))])
    listed = await guest.open(f"{mine}/langganan")

    assert (page.status, taken.status) == (404, 404)
    assert "HP Budi" not in listed.said
    assert await list_scopes() == [("person", "HP Budi")]


@pytest.mark.parametrize(
    ("typed", "field"), [({"device": ""}, "device"), ({"label": "x" * 201}, "label")]
)
async def test_a_form_keeps_what_was_typed(
    batch: Batch, guest: Visitor, typed: dict[str, str], field: str
) -> None:
    page = await guest.open(f"{await page_of(batch)}/langganan")
    refused = await guest.press(page, "Buat", **{"device": "iphone", "label": "HP", **typed})

    assert refused.status == 422
    assert re.findall(r'id="(\w+)-error"', refused.text) == [field]
    assert refused.fields_of("Buat") == {"device": "iphone", "label": "HP", **typed}
    assert refused.answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert await list_scopes() == []


async def test_a_poster_leads_every_phone_to_its_own_button(
    batch: Batch, visitor_of: VisitorOf, guest: Visitor
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}")
    made = await visitor.press(page, "Buat tautan kalender", label="Poster pintu")

    scanned = await guest.open(made.path)

    assert "<svg role=" in made.text
    assert "Kode QR: Kemasan Angkatan 1" in made.text
    assert "hanya ditampilkan sekali" in made.said
    assert 'aria-label="Poster"' not in scanned.text
    # But whoever reads it on a computer may take it into a phone.
    assert "<svg role=" in scanned.text
    assert ".json" in scanned.text
    assert address_on(scanned) == address_on(made)
    assert "Langganan kalender: Kemasan Angkatan 1" in scanned.said
    assert scanned.answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert await list_scopes() == [("batch", "Poster pintu")]


async def test_a_poster_of_nothing_says_so(
    batch: Batch, visitor_of: VisitorOf, guest: Visitor
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}")
    made = await visitor.press(page, "Buat tautan kalender", label="Poster pintu")
    await visitor.press(await visitor.open("/kalender"), "Cabut Poster pintu")

    revoked, unknown = await guest.open(made.path), await guest.open("/langganan/" + "a" * 43)

    assert (revoked.status, unknown.status) == (410, 404)
    assert "sudah dicabut" in revoked.said


async def test_one_subscribes_to_oneself_and_to_what_one_keeps(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, SERANG_TRAINER.id)
    trainer, manager = await visitor_of(SERANG_TRAINER), await visitor_of(BANDUNG_MANAGER)
    mine, rooms = await trainer.open("/kalender"), await manager.open("/kalender")

    await trainer.press(mine, "Buat tautan", subject=f"person:{world.trainer}", label="HP")
    await trainer.press(mine, "Buat tautan", subject=f"batch:{batch.id}", label="Laptop")
    await manager.press(rooms, "Buat tautan", subject=f"room:{world.hall}", label="Lobi")

    assert "Jadwal saya sendiri" in mine.said
    assert "Angkatan: Kemasan Angkatan 1" in mine.said
    assert "Ruang: Aula, PLUT" not in mine.said
    assert "Ruang: Aula, PLUT" in rooms.said
    assert await list_scopes() == [("person", "HP"), ("batch", "Laptop"), ("room", "Lobi")]
    listed = await trainer.open("/kalender")
    assert "HP Pengajar Contoh" in listed.said
    assert "Lobi" not in listed.said


async def test_a_regency_and_its_conflicts_are_subscribed_to_as_one_wishes(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    coordinator, manager = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_MANAGER)
    page, others = await coordinator.open("/kalender"), await manager.open("/kalender")

    wishes = {"language": "en", "alarm": "60", "hide_cancelled": "1"}
    made = await coordinator.press(
        page, "Buat tautan", subject=f"regency:{SERANG}", label="Lobi", **wishes
    )
    await coordinator.press(page, "Buat tautan", subject=f"coordinator:{SERANG}", label="PC")
    await manager.press(others, "Buat tautan", subject=f"venue:{world.plut}", label="Pintu")
    refused = await coordinator.press(
        page, "Buat tautan", subject=f"regency:{SERANG}", label="HP", alarm="7"
    )

    assert "Bentrok jadwal: " in page.said
    assert "Bentrok jadwal: " not in others.said
    assert "?tahun=" in made.text
    assert refused.status == 422
    assert await list_scopes() == [("regency", "Lobi"), ("coordinator", "PC"), ("venue", "Pintu")]
    [row, plain, _] = await fetch("SELECT * FROM feed ORDER BY id")
    assert (row["language"], row["alarm_minutes"]) == ("en", 60)
    assert [bool(row[f"show_{each}"]) for each in ("cancelled", "tentative")] == [False, True]
    assert [bool(plain[f"show_{each}"]) for each in ("cancelled", "tentative")] == [True, True]


async def test_an_office_sees_its_own_calendars_and_no_participants(
    batch: Batch, visitor_of: VisitorOf, guest: Visitor
) -> None:
    form = await guest.open(f"{await page_of(batch)}/langganan")
    await guest.press(form, "Buat tautan", device="iphone", label="HP Siti")
    coordinator = await visitor_of(SERANG_COORDINATOR)
    page = await coordinator.open("/kalender")
    await coordinator.press(page, "Buat tautan", subject=f"batch:{batch.id}", label="Poster")

    trainer = await visitor_of(SERANG_TRAINER)
    listed = await trainer.open("/kalender")
    after = await trainer.press(listed, "Cabut Poster")

    assert "Tautan kantor" in listed.said
    assert "HP Siti" not in listed.said
    assert "Tautan sudah dicabut." in after.said


@pytest.mark.parametrize("subject", ["", "x", "batch:x", "regency:", "person:"])
async def test_a_calendar_of_nothing_is_refused(
    batch: Batch, visitor_of: VisitorOf, subject: str
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open("/kalender")
    refused = await visitor.press(page, "Buat tautan", subject=subject, label="HP")

    assert refused.status in (404, 422)
    assert 'id="subject-error"' in refused.text
    assert refused.fields_of("Buat tautan")["label"] == "HP"
    assert await list_scopes() == []


async def test_nobody_subscribes_to_what_another_regency_keeps(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    page = await visitor.open("/kalender")

    answers = [
        (await visitor.press(page, "Buat tautan", subject=subject, label="HP")).status
        for subject in (f"batch:{batch.id}", f"person:{world.trainer}")
    ]

    assert answers == [404, 404]
    assert await list_scopes() == []
