"""Trainers answer on a page of their own, by a link or signed in; coordinators send the links."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import unquote
from uuid import uuid4

import pytest

from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.people.invite_trainer import invite_trainer, revoke_trainer_link
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.plans import PlannedSession
from lintas.store.bookings.teaching import list_teaching
from lintas.store.engines import fetch
from lintas.store.people import add_person, save_person
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    named,
)
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded
from tests.web.serving import browser_of, serve

GUEST = PersonId(named("pengajar tamu"))


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    """Somebody without an account."""
    async with browser_of(serve(SETTINGS)) as client:
        yield Visitor(client)


async def page_of(world: World, by: Actor = SERANG_COORDINATOR) -> str:
    invited = await invite_trainer(
        world.trainer, by.memberships[0].regency or SERANG, actor=by, now=datetime.now(UTC)
    )
    return f"/ajar/{invited.secret}"


async def answers(*sessions: object) -> list[tuple[str, str]]:
    taught = await list_teaching(sessions)  # type: ignore[arg-type]  # ids of sessions
    return [(each.answer.value, each.reason) for each in taught.values()]


async def told(kind: str) -> list[str]:
    rows = await fetch(
        "SELECT DISTINCT a.email FROM message m JOIN account a ON a.id = m.account"
        " WHERE m.kind = $1 ORDER BY a.email",
        kind,
    )
    return [str(row["email"]) for row in rows]


async def test_a_link_shows_what_is_asked_and_takes_a_yes(world: World, guest: Visitor) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    page = await guest.open(await page_of(world))

    after = await guest.press(page, "Bersedia")

    assert "Untuk Pengajar Contoh" in page.said
    assert "Belum menjawab" in page.said
    assert "Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas, PLUT Kab. Bandung" in page.said
    assert "Diminta oleh Dinas Serang, 20 peserta" in page.said
    assert "Jawaban Anda sudah dicatat." in after.said
    assert "Bersedia" in after.said
    assert await answers(booking.sessions[0].id) == [("accepted", "")]
    assert await told("trainer_accepted") == [SERANG_COORDINATOR.email, SERANG_TRAINER.email]


async def test_a_no_bears_its_reason(world: World, guest: Visitor) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    page = await guest.open(await page_of(world))

    refused = await guest.press(page, "Tidak bersedia", reason=" ")
    after = await guest.press(page, "Tidak bersedia", reason="Sakit <b>")

    assert (refused.status, "wajib diisi" in refused.said) == (422, True)
    assert "Alasan Anda: Sakit <b>" in after.said
    assert await answers(booking.sessions[0].id) == [("declined", "Sakit <b>")]
    assert await told("trainer_declined") == [SERANG_COORDINATOR.email, SERANG_TRAINER.email]
    assert BANDUNG_MANAGER.email in await told("conflict_opened")


async def test_many_sessions_take_one_press(world: World, guest: Visitor) -> None:
    sessions = tuple(
        PlannedSession(far(9, 12, days=day), trainer_ids=(world.trainer,)) for day in range(3)
    )
    booking = await asked(world, sessions=sessions)
    page = await guest.open(await page_of(world))

    after = await guest.press(page, "Bersedia untuk semua 3 sesi")
    again = await guest.press(page, "Bersedia untuk semua 3 sesi")

    assert (after.status, again.status) == (200, 200)
    assert await answers(*(each.id for each in booking.sessions)) == [("accepted", "")] * 3
    # One message for each reader and channel, not one for each session or press.
    sql = "SELECT count(*) AS n FROM message WHERE kind = 'trainer_accepted' AND channel = 'inapp'"
    assert (await fetch(sql))[0]["n"] == 2


async def test_a_link_opens_nothing_once_it_is_revoked(world: World, guest: Visitor) -> None:
    await asked(world, trainer_ids=(world.trainer,))
    old, now = await page_of(world), datetime.now(UTC)
    new = await page_of(world)
    opened = [(await guest.open(each)).status for each in (old, new)]
    await revoke_trainer_link(world.trainer, SERANG, actor=SERANG_COORDINATOR, now=now)

    gone = await guest.open(new)
    pressed = await guest.send(new, [("sesi", str(uuid4())), ("answer", "accepted")])

    assert opened == [410, 200]
    assert (gone.status, pressed.status) == (410, 410)
    assert "Pengajar Contoh" not in gone.said
    assert [(await guest.open(f"/ajar/{each}")).status for each in ("a" * 43, "x")] == [404, 404]


async def test_the_page_is_nobody_else_s_to_find_or_keep(
    world: World, guest: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "lintas.access")
    await asked(world, trainer_ids=(world.trainer,))
    address = await page_of(world)

    page = await guest.open(address)

    kept = {"cache-control", "referrer-policy", "x-robots-tag"}
    assert {name: page.answer.headers[name] for name in kept} == {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }
    assert "set-cookie" not in page.answer.headers
    assert address.removeprefix("/ajar/") not in caplog.text
    assert "/ajar/***" in caplog.text


async def test_another_government_s_link_shows_only_what_that_one_asked(
    world: World, guest: Visitor
) -> None:
    async with writing():
        await add_person(Person(GUEST, "Tamu", world.bandung_dinas, BANDUNG, phone="+62812000111"))
    serang_s = (await asked(world, far(9, 12), trainer_ids=(GUEST,))).sessions[0].id
    bandung_s = (await recorded(world, far(13, 15), trainer_ids=(GUEST,))).sessions[0].id
    now = datetime.now(UTC)
    by_serang = await invite_trainer(GUEST, SERANG, actor=SERANG_COORDINATOR, now=now)
    by_bandung = await invite_trainer(GUEST, BANDUNG, actor=BANDUNG_COORDINATOR, now=now)

    shown = [(await guest.open(f"/ajar/{each.secret}")).text for each in (by_serang, by_bandung)]
    strange = [("sesi", str(bandung_s)), ("answer", "accepted")]

    # Phones stay on the own side of the border, too.
    assert (by_serang.trainer.phone, by_bandung.trainer.phone) == ("", "+62812000111")
    assert [(f"s-{serang_s}" in text, f"s-{bandung_s}" in text) for text in shown] == [
        (True, False),
        (True, True),
    ]
    assert (await guest.send(f"/ajar/{by_serang.secret}", strange)).status == 404
    assert await answers(bandung_s) == [("asked", "")]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([], 422),
        ([("sesi", "x"), ("answer", "accepted")], 422),
        ([("sesi", "{session}"), ("answer", "perhaps")], 422),
        ([("sesi", "{session}"), ("answer", "declined"), ("reason", "x" * 501)], 422),
        ([("sesi", str(uuid4())), ("answer", "accepted")], 404),
        ([("sesi", "{session}")] + [("sesi", str(uuid4()))] * 2 + [("answer", "accepted")], 404),
        ([("sesi", str(uuid4())) for _ in range(41)] + [("answer", "accepted")], 422),
    ],
    ids=["nothing", "no id", "no answer", "too long", "foreign", "one foreign", "too many"],
)
async def test_what_no_button_of_ours_says_is_refused(
    world: World, guest: Visitor, sent: list[tuple[str, str]], status: int
) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    session = booking.sessions[0].id
    fields = [(name, value.format(session=session)) for name, value in sent]

    page = await guest.send(await page_of(world), fields)

    assert page.status == status
    assert await answers(session) == [("asked", "")]


async def test_a_cancelled_session_can_not_be_answered(world: World, guest: Visitor) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    page = await guest.open(await page_of(world))
    await cancel_booking(
        booking.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC), reason="Hujan"
    )

    late = await guest.press(page, "Bersedia")

    assert late.status == 409
    assert "Dibatalkan" in late.said
    assert late.buttons() == []


async def test_a_coordinator_sends_links_to_who_has_not_answered(
    world: World, visitor_of: VisitorOf, guest: Visitor
) -> None:
    async with writing():
        await save_person(
            Person(
                world.trainer,
                "Pengajar Contoh",
                world.serang_dinas,
                SERANG,
                phone="+6281234567890",
            )
        )
    await asked(world, trainer_ids=(world.trainer,))
    coordinator = await visitor_of(SERANG_COORDINATOR)
    front = await coordinator.open("/")
    waiting = await coordinator.open(front.links["1 pengajar belum menjawab"])

    made = await coordinator.press(waiting, "Buat tautan untuk 1 pengajar")
    chat = made.links["Kirim WhatsApp ke Pengajar Contoh"]
    found = re.search(r"/ajar/[\w-]{43}", unquote(chat))
    after = await coordinator.open("/pengajar")
    reminder = unquote(after.links["Ingatkan Pengajar Contoh lewat WhatsApp"])

    assert chat.startswith("https://wa.me/6281234567890?text=")
    assert "Mohon kesediaan mengajar" in unquote(chat)
    assert found
    assert "/ajar/" not in reminder
    assert "tautan pribadi Anda yang sudah kami kirim" in reminder
    assert (await guest.open(found[0])).status == 200
    revoked = await coordinator.press(after, "Cabut tautan Pengajar Contoh")
    assert "Tautan sudah dicabut." in revoked.said
    assert (await guest.open(found[0])).status == 410


async def test_links_are_for_coordinators_of_the_asking_side(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    session_page = f"/sesi/{booking.sessions[0].id}/pengajar"
    path, fields = f"/pengajar/{world.trainer}/tautan", {"regency": SERANG}
    statuses = []
    for actor in (SERANG_COORDINATOR, BANDUNG_COORDINATOR, SERANG_TRAINER, BANDUNG_MANAGER):
        visitor = await visitor_of(actor)
        token = (await visitor.open(session_page)).sheet_of("Keluar")[0].fields
        statuses.append((await visitor.send(path, [*token, *fields.items()])).status)

    assert statuses == [200, 404, 403, 403]


async def test_who_has_an_account_answers_signed_in(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, BANDUNG_MANAGER.id)
    trainer, stranger = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)

    page = await trainer.open("/mengajar")
    after = await trainer.press(page, "Tidak bersedia", reason="Cuti")

    assert "Tidak bersedia" in after.said
    assert await answers(booking.sessions[0].id) == [("declined", "Cuti")]
    empty = await stranger.open("/mengajar")
    assert "belum terhubung" in empty.said
    token = empty.sheet_of("Keluar")[0].fields
    fields = [*token, ("sesi", str(booking.sessions[0].id)), ("answer", "accepted")]
    assert (await stranger.send("/mengajar", fields)).status == 404
