"""Other calendars of a room and a trainer: added, looked at, and removed by forms."""

from datetime import UTC, datetime, timedelta

from lintas.actions.outside_calendars.note_look import note_failure, note_reading
from lintas.domain.outside_calendars import Reading, SeriesRead
from lintas.domain.timespan import TimeSpan
from lintas.store.outside_calendars.added import list_calendars_of
from lintas.store.outside_calendars.sources import Source
from tests.actions.world import (
    BANDUNG_MANAGER,
    FAR_MONDAY,
    JAKARTA,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.intake.calendars.writing import calendar, event
from tests.web.pages.conftest import VisitorOf

PUBLIC = "https://93.184.216.34/kelinci.ics"
MONDAY = datetime.combine(FAR_MONDAY, datetime.min.time(), JAKARTA)
BUSY = TimeSpan(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=11))


async def test_a_rooms_calendar_is_added_seen_in_its_week_and_removed(
    world: World, visitor_of: VisitorOf
) -> None:
    manager, stranger = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)
    week = await manager.open(f"/ruang/{world.open_room}")
    page = await manager.open(week.links["Kalender lain"])
    refused = await manager.press(page, "Tambah", url="https://10.0.0.1/sandi.ics")
    added = await manager.press(page, "Tambah", url=PUBLIC)
    (known,) = await list_calendars_of([world.open_room])
    now = datetime.now(UTC)
    series = (SeriesRead("a", (BUSY,)), SeriesRead("b", unread=("rule", "zone")))
    await note_reading(known, Reading(("a", "b"), series), Source(""), now=now)
    (read,) = await list_calendars_of([world.open_room])
    await note_failure(read, Source(""), "status", 503, now=now)
    failing = await manager.open(page.path)
    busy = await stranger.open(f"/ruang/{world.open_room}?minggu={FAR_MONDAY}")
    removed = await manager.press(failing, f"Hapus Kalender di 93.184.216.34 {known.fingerprint}")

    assert (refused.status, "https yang bisa dibuka" in refused.said) == (422, True)
    assert "sandi" not in refused.text
    assert "Belum pernah terbaca" in added.said
    assert "kelinci" not in added.text + failing.text + busy.text
    assert "Terakhir gagal: servernya menjawab 503." in failing.said
    assert "1 acara: aturan pengulangannya tidak bisa dihitung, zona waktunya" in failing.said
    assert "09.00–11.00 Terisi menurut kalender di 93.184.216.34" in busy.said
    assert "Mungkin belum yang terbaru" in busy.said
    assert "Belum ada." in removed.said


async def test_a_file_for_a_trainer_is_read_at_once(world: World, visitor_of: VisitorOf) -> None:
    coordinator = await visitor_of(SERANG_COORDINATOR)
    person = await coordinator.open(f"/kelola/orang/{world.trainer}")
    page = await coordinator.open(person.links["Kalender lain"])
    body = calendar(event("DTSTART:20270201T020000Z", "DTEND:20270201T040000Z"))
    sent = await coordinator.upload(page, "Kirim", file=body)
    refused = await coordinator.upload(page, "Kirim", file=b"<html>Masuk</html>")
    nothing = await coordinator.upload(page, "Kirim", file=b"")

    assert "Berkas kalender yang dikirim Terbaca, terakhir" in sent.said
    assert (refused.status, nothing.status) == (400, 400)
    assert "bukan berkas kalender" in refused.said
    assert len(await list_calendars_of([], [world.trainer])) == 1
