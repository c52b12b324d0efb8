"""Conflicts: seen in the order in which they bite, and solved with one press."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote
from uuid import UUID

import pytest

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.bookings import Booking
from lintas.domain.people import AccountId, Actor, Membership, Role
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import asked, far, recorded
from tests.web.test_accounts import add_somebody

SOLVED = "Bentrok jadwal selesai. Semua yang terkait sudah diberi tahu"


async def close(world: World, during: TimeSpan, reason: str = "Acara Bupati") -> None:
    closing = Closing(during, reason, room_id=world.open_room, authority="Surat 12")
    await close_room(closing, actor=BANDUNG_MANAGER, now=datetime.now(UTC))


async def states() -> list[str]:
    rows = await fetch("SELECT state FROM conflict ORDER BY id")
    return [row["state"] for row in rows]


@dataclass(frozen=True, slots=True)
class Clash:
    """A batch's session in a room that is closed by now."""

    booking: Booking
    id: UUID
    personal: str

    @property
    def address(self) -> str:
        return f"/bentrok/{self.id}"


@pytest.fixture
async def clash(world: World) -> Clash:
    batch = await batch_of(world)
    booking = await meetings_of(world, batch)
    personal = (await enrolled(batch, SITI))[0].secret
    await close(world, far(8, 17))
    conflict = (await fetch("SELECT id FROM conflict"))[0]["id"]
    return Clash(booking, UUID(str(conflict)), f"/p/{personal}")


async def test_conflicts_stand_in_the_order_in_which_they_bite(
    world: World, visitor_of: VisitorOf
) -> None:
    await asked(world, far(9, 12, days=2), purpose="Lusa")
    await asked(world, far(9, 12), purpose="Dahulu")
    await close(world, far(8, 17))
    await close(world, far(8, 17, days=2))
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open("/bentrok")

    titles = [label for label in page.links if label.startswith("Tempat tutup")]
    assert titles == ["Tempat tutup / perbaikan: Dahulu", "Tempat tutup / perbaikan: Lusa"]
    assert "Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas, PLUT" in page.said
    assert "Acara Bupati" in page.said


async def test_without_conflicts_the_page_says_so(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)

    assert "Tidak ada jadwal yang bentrok." in (await visitor.open("/bentrok")).said


async def test_others_see_no_conflict(world: World, clash: Clash, visitor_of: VisitorOf) -> None:
    """A trainer reads what she asked for herself; another regency's auditor nothing."""
    kota = Membership(Role.AUDITOR, SERANG)
    stranger = await add_somebody("orang", Role.PARTICIPANT, SERANG)
    visitor = await visitor_of(Actor(AccountId(stranger), "Orang", (kota,)))

    assert (await visitor.open(clash.address)).status == 404
    assert "Tempat tutup" not in (await visitor.open("/bentrok")).said
    asker = await visitor_of(SERANG_TRAINER)
    assert (await asker.open(clash.address)).status == 200


async def test_both_sides_are_told_with_their_times(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)

    for told in (
        "Tempat tutup / perbaikan Terbuka Wajib diselesaikan",
        "Kemasan Angkatan 1 Disetujui Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas, PLUT",
        "Pemohon: Dinas Serang, 20 orang",
        "Ruang bebas ditutup 08.00–17.00 WIB, Senin 6 Februari 2090: Acara Bupati.",
        "Sejak ",
    ):
        assert told in page.said


async def test_a_way_out_solves_it_with_one_press(
    world: World, clash: Clash, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    after = await visitor.press(page, "Pindah ruang: Aula")
    participant = await visitor.open(clash.personal)

    assert after.path == clash.address
    assert SOLVED in after.said
    assert "Selesai" in after.said
    assert await states() == ["solved"]
    assert "Pindah ruang: Aula" not in after.buttons()
    assert "Pindah ruang Semula: Senin, 6 Februari 2090, 09.00–12.00 WIB" in participant.said
    assert "Alasan: Bentrok jadwal: Tempat tutup / perbaikan" in participant.said


async def test_pressing_twice_moves_once(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    await visitor.press(page, "Pindah ruang: Aula")
    again = await visitor.press(page, "Pindah ruang: Aula")

    assert again.path == clash.address
    assert SOLVED in again.said
    assert (await fetch("SELECT max(sequence) AS n FROM session"))[0]["n"] == 1


async def test_another_time_is_a_way_out_as_well(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(clash.address)

    after = await visitor.press(page, "Jadwal ulang:")

    assert SOLVED in after.said
    assert await states() == ["solved"]


async def test_a_way_out_that_has_gone_offers_others(
    world: World, clash: Clash, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    await recorded(world, far(9, 12), room=world.hall)

    refused = await visitor.press(page, "Pindah ruang: Aula")

    assert refused.status == 409
    assert "Jadwal ini bentrok." in refused.said
    assert "Tempat bentrok" in refused.said
    assert "Pindah ruang: Aula, PLUT (muat 40 orang)" not in refused.buttons()
    after = await visitor.press(refused, "Jadwal ulang:")
    assert SOLVED in after.said


async def test_nothing_moves_that_has_moved_meanwhile(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page, same = await visitor.open(clash.address), await visitor.open(clash.address)
    await visitor.press(same, "Jadwal ulang:")

    refused = await visitor.press(page, "Pindah ruang: Aula")

    assert refused.status == 412
    assert (await fetch("SELECT max(sequence) AS n FROM session"))[0]["n"] == 1


async def test_cancelling_wants_a_reason_and_solves_it(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    refused = await visitor.press(page, "Batalkan sesi ini", cancel_reason=" ")
    after = await visitor.press(refused, "Batalkan sesi ini", cancel_reason="Tidak ada tempat")
    participant = await visitor.open(clash.personal)

    assert refused.status == 422
    assert 'id="cancel_reason-error"' in refused.text
    assert "Alasan pembatalan: wajib diisi" in refused.said
    assert SOLVED in after.said
    assert await states() == ["solved"]
    assert "Dibatalkan Alasan: Tidak ada tempat" in participant.said


async def test_the_lender_lets_it_stand_by_authority(clash: Clash, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    page = await visitor.open(clash.address)
    refused = await visitor.press(page, "Kesampingkan", override_reason="Sudah dibicarakan")
    after = await visitor.press(refused, "Kesampingkan", authority="Sekda")

    assert refused.status == 422
    assert 'id="authority-error"' in refused.text
    assert refused.fields_of("Kesampingkan")["override_reason"] == "Sudah dibicarakan"
    assert "Dikesampingkan atas dasar Sekda: Sudah dibicarakan" in after.said
    assert await states() == ["overridden"]
    assert "Kesampingkan" not in after.buttons()


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (SERANG_COORDINATOR, {"Pindah ruang", "Jadwal ulang", "Batalkan sesi ini"}),
        (SERANG_TRAINER, {"Pindah ruang", "Jadwal ulang", "Batalkan sesi ini"}),
        (BANDUNG_COORDINATOR, {"Kesampingkan"}),
        (BANDUNG_MANAGER, set()),
    ],
    ids=["asker", "trainer", "lender", "manager"],
)
async def test_each_is_offered_what_each_may_do(
    clash: Clash, visitor_of: VisitorOf, who: Actor, offered: set[str]
) -> None:
    visitor = await visitor_of(who)
    page = await visitor.open(clash.address)

    found = {label.partition(":")[0] for label in page.buttons()} - {"Keluar"}
    assert found == offered


@pytest.mark.parametrize("verb", ["pindah", "batal", "kesampingkan"])
async def test_nobody_does_what_the_page_does_not_offer(
    clash: Clash, visitor_of: VisitorOf, verb: str
) -> None:
    wrong = SERANG_COORDINATOR if verb == "kesampingkan" else BANDUNG_COORDINATOR
    visitor = await visitor_of(wrong)
    page = await visitor.open(clash.address)
    session = clash.booking.sessions[0]
    sent = [
        ("_csrf", page.fields_of("Keluar")["_csrf"]),
        ("room_id", str(session.room_id)),
        ("starts_at", session.span.start.isoformat()),
        ("ends_at", session.span.end.isoformat()),
        ("sequence", "0"),
        ("cancel_reason", "x"),
        ("authority", "x"),
        ("override_reason", "x"),
    ]

    refused = await visitor.send(f"{clash.address}/{verb}", sent)

    assert refused.status == 403
    assert await states() == ["open"]


@pytest.mark.parametrize(
    "sent",
    [{}, {"room_id": "x"}, {"starts_at": "besok"}, {"starts_at": "2090-02-06T09:00:00"}],
    ids=str,
)
async def test_what_no_button_of_ours_says_is_refused(
    clash: Clash, visitor_of: VisitorOf, sent: dict[str, str]
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    fields = (
        page.fields_of("Pindah ruang: Aula")
        if sent
        else {"_csrf": page.fields_of("Keluar")["_csrf"]}
    )

    refused = await visitor.send(f"{clash.address}/pindah", list({**fields, **sent}.items()))

    assert refused.status == 422
    assert await states() == ["open"]


def text_for(page: Seen, heading: str) -> str:
    """What is ready to be sent to them."""
    part = page.text.split(f'aria-label="{heading}"')[1].split("</section>")[0]
    return unquote(part.split("https://wa.me/?text=")[1].split('"')[0])


async def test_everybody_concerned_can_be_told_by_whatsapp(
    world: World, clash: Clash, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE account SET phone = '+628111' WHERE id = $1", SERANG_TRAINER.id)
    await fetch("UPDATE person SET phone = '+628222' WHERE id = $1", world.trainer)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(clash.address)
    after = await visitor.press(page, "Pindah ruang: Aula")

    group = "Grup peserta: Kemasan Angkatan 1"
    assert text_for(page, "Koordinator dan pengelola kedua pihak").startswith("*Bentrok jadwal*")
    assert page.links["Kirim WhatsApp ke trainer 36.04"].startswith("https://wa.me/628111?")
    assert page.links["Kirim WhatsApp ke Pengajar Contoh"].startswith("https://wa.me/628222?")
    assert text_for(page, group).splitlines() == [
        "*Jadwal sedang diperiksa, mohon tunggu kabar*",
        "Kegiatan: Pelatihan kemasan",
        "Sesi: Kemasan Angkatan 1",
        "Pemohon: Dinas Serang",
        "Waktu: Senin, 6 Februari 2090, 09.00–12.00 WIB",
        "Tempat: Ruang bebas, PLUT",
        "Jadwal terbaru selalu ada di tautan pribadi Anda masing-masing.",
    ]
    assert text_for(after, "Koordinator dan pengelola kedua pihak").startswith(
        "*Bentrok jadwal selesai*"
    )
    assert "Menjadi: Senin, 6 Februari 2090, 09.00–12.00 WIB, Aula" in text_for(after, group)
    assert "/bentrok/" not in text_for(after, group)


async def test_phones_across_the_border_stay_unknown(
    world: World, clash: Clash, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE account SET phone = '+628111' WHERE id = $1", SERANG_COORDINATOR.id)
    await fetch("UPDATE person SET phone = '+628222' WHERE id = $1", world.trainer)
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    page = await visitor.open(clash.address)

    assert "628111" not in page.text
    assert "628222" not in page.text
    assert "coordinator 36.04" not in page.said


async def test_an_ended_agreement_is_told_with_its_term(
    world: World, visitor_of: VisitorOf
) -> None:
    await asked(world)
    await change_agreement(
        world.agreement,
        AgreementChange(valid_until=datetime(2089, 1, 1, tzinfo=UTC).date()),
        actor=SERANG_COORDINATOR,
        now=datetime.now(UTC),
    )
    visitor = await visitor_of(SERANG_COORDINATOR)
    listed = await visitor.open("/bentrok")
    page = await visitor.open(listed.links["Perjanjian Kerja Sama berakhir: Pelatihan kemasan"])

    assert "berlaku 1 Jan 2027 – 31 Des 2088" in page.said
    assert "tidak ada ruang, jam, atau pengajar lain yang cocok" in page.said


async def test_what_people_write_is_only_text(world: World, visitor_of: VisitorOf) -> None:
    canary = "<b>\"&'</b>"
    await asked(world, purpose=canary)
    await close(world, far(8, 17), reason=canary)
    visitor: Visitor = await visitor_of(SERANG_COORDINATOR)
    listed = await visitor.open("/bentrok")
    page = await visitor.open(listed.links[f"Tempat tutup / perbaikan: {canary}"])

    assert canary not in listed.text + page.text
    assert canary in page.said
