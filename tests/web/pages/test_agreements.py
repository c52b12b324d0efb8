"""Agreements: offered by one side, accepted by the other, changed with open eyes."""

from datetime import UTC, datetime

import pytest

from lintas.domain.people import Actor
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far
from tests.web.pages.test_nouns import marked

TERM = {"valid_from": "2027-01-01", "valid_until": "2027-12-31"}


async def offer(visitor: Visitor, **typed: object) -> Seen:
    form = await visitor.open("/kerja-sama/baru")
    sent = {"title": "PKS pelatihan", "parties": [SERANG, BANDUNG], **TERM, **typed}
    return await visitor.press(form, "Simpan", **sent)


async def test_one_side_offers_and_the_other_accepts(world: World, visitor_of: VisitorOf) -> None:
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)

    offered = await offer(mine)
    seen = await theirs.open(offered.path)
    accepted = await theirs.press(seen, "Setujui kerja sama")

    assert "Ditawarkan" in offered.said
    assert "Setujui kerja sama" not in offered.buttons()
    assert "Masa berlaku 1 Jan – 31 Des 2027" in offered.said
    assert "Kerja sama sudah berlaku." in accepted.said
    assert "Setujui kerja sama" not in accepted.buttons()
    inbox = await theirs.open("/pesan")
    assert inbox.links["Kerja sama ditawarkan: PKS pelatihan"] == offered.path


async def test_an_operators_is_in_force_at_once(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(OPERATOR)

    assert "Ditawarkan" not in (await offer(visitor)).said


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"valid_until": "2026-01-01"}, ["valid_until"]),
        ({"valid_until": ""}, ["valid_until"]),
        ({"kind": "MoU"}, ["kind"]),
        ({"valid_until": "9999-12-31"}, ["valid_until"]),
    ],
    ids=str,
)
async def test_an_offer_that_cannot_be_keeps_what_was_typed(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], fields: list[str]
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    refused = await offer(visitor, scope="Pelatihan", **typed)

    assert refused.status == 422
    assert marked(refused) == fields
    assert refused.fields_of("Simpan")["scope"] == "Pelatihan"
    assert len(await fetch("SELECT id FROM agreement")) == 1


@pytest.mark.parametrize("parties", [[SERANG], [], [SERANG, "99.99"]], ids=str)
async def test_an_offer_to_nobody_is_refused(
    world: World, visitor_of: VisitorOf, parties: list[str]
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    refused = await offer(visitor, parties=parties)

    assert refused.status in (404, 422)
    assert "Pihak" in refused.text.split('role="alert"')[1]


async def test_ending_early_first_shows_whom_it_leaves_without(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, far(9, 12))
    visitor = await visitor_of(SERANG_COORDINATOR)
    address = f"/kerja-sama/{world.agreement}"
    form = await visitor.open(
        (await visitor.open(address)).links["Perpanjang, ubah, atau akhiri lebih awal"]
    )

    shown = await visitor.press(form, "Lihat yang terkena", valid_until="2088-12-31")
    untouched = await fetch("SELECT id FROM conflict")
    back = await visitor.press(shown, "Kembali mengubah")
    again = await visitor.press(back, "Lihat yang terkena")
    saved = await visitor.press(again, "Simpan perubahan")

    assert "1 sesi terkena" in shown.said
    assert "Pelatihan kemasan Disetujui Senin, 6 Februari 2090, 09.00–12.00 WIB" in shown.said
    assert "Perjanjian Kerja Sama berakhir. Pemohon: Dinas Serang" in shown.said
    assert untouched == []
    assert back.fields_of("Lihat yang terkena")["valid_until"] == "2088-12-31"
    assert saved.path == address
    assert "1 Jan 2027 – 31 Des 2088" in saved.said
    conflicts = await fetch("SELECT code, session FROM conflict")
    assert [row["code"] for row in conflicts] == ["agreement_expired"]
    assert str(conflicts[0]["session"]) == str(booking.sessions[0].id)


async def test_a_change_that_meets_nobody_says_so(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, far(9, 12))
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    form = await visitor.open(f"/kerja-sama/{world.agreement}/ubah")
    shown = await visitor.press(form, "Lihat yang terkena", valid_until="2099-06-30")
    saved = await visitor.press(shown, "Simpan perubahan")

    assert "Tidak ada sesi yang terkena." in shown.said
    assert "30 Jun 2099" in saved.said
    assert await fetch("SELECT id FROM conflict") == []


async def test_extending_takes_both_sides(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    form = await visitor.open(f"/kerja-sama/{world.agreement}/ubah")

    refused = await visitor.press(form, "Lihat yang terkena", valid_until="2100-06-30")

    assert refused.status == 409
    assert "perlu persetujuan semua pihak" in refused.said


async def test_two_who_change_it_at_once_are_told(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    address = f"/kerja-sama/{world.agreement}/ubah"
    stale = await visitor.open(address)
    shown = await visitor.press(await visitor.open(address), "Lihat yang terkena", title="Baru")
    await visitor.press(shown, "Simpan perubahan")

    refused = await visitor.press(stale, "Lihat yang terkena", title="Lain")

    assert refused.status == 412


@pytest.mark.parametrize("who", [SERANG_TRAINER, BANDUNG_MANAGER], ids=["trainer", "manager"])
async def test_who_keeps_none_reads_and_changes_nothing(
    world: World, visitor_of: VisitorOf, who: Actor
) -> None:
    visitor = await visitor_of(who)
    page = await visitor.open(f"/kerja-sama/{world.agreement}")

    assert page.status == 200
    assert page.buttons() == ["Keluar"]
    assert (await visitor.open(f"/kerja-sama/{world.agreement}/ubah")).status == 403
    assert (await visitor.open("/kerja-sama/baru")).status == 403


async def test_a_list_has_what_ends_first_on_top(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    await offer(visitor, title="Lama", valid_from="2001-01-01", valid_until="2001-12-31")
    await offer(visitor, title="Segera", valid_from="2020-01-01", valid_until="2060-12-31")
    page = await visitor.open("/kerja-sama")

    titles = [each for each in page.links if each in ("Lama", "Segera", "Perjanjian contoh")]
    assert titles == ["Segera", "Perjanjian contoh", "Lama"]
    assert datetime.now(UTC).year < 2060
