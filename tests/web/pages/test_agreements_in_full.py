"""Quotas, addenda, weights and the ledger, on pages."""

import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far
from tests.web.pages.test_asking import ask
from tests.web.pages.test_nouns import marked

ROW = {
    "quotas[0].borrower": SERANG,
    "quotas[0].lender": BANDUNG,
    "quotas[0].unit": "room_days",
    "quotas[0].period": "term",
}


def address_of(world: World) -> str:
    return f"/kerja-sama/{world.agreement}"


async def limit(visitor: Visitor, world: World, amount: int) -> Seen:
    page = await visitor.open(address_of(world))
    form = await visitor.open(page.links["Atur kuota"])
    return await visitor.press(form, "Lihat", **{**ROW, "quotas[0].amount": amount})


async def test_a_quota_below_what_is_used_shows_whom_it_meets_and_is_kept(
    world: World, visitor_of: VisitorOf
) -> None:
    await asked(world, far(9, 12))
    await asked(world, far(33, 36))
    visitor = await visitor_of(SERANG_COORDINATOR)

    shown = await limit(visitor, world, 1)
    saved = await visitor.press(shown, "Simpan perubahan")

    assert "1 sesi terkena" in shown.said
    assert "Kuota habis. Pemohon: Dinas Serang" in shown.said
    assert saved.path == address_of(world)
    assert "lebih 1 dari 1 hari pemakaian Terpakai 0, dipesan 2" in saved.said
    assert [row["code"] for row in await fetch("SELECT code FROM conflict")] == ["quota_exceeded"]


async def test_a_quota_is_taken_away_by_emptying_it(world: World, visitor_of: VisitorOf) -> None:
    visitor, operator = await visitor_of(SERANG_COORDINATOR), await visitor_of(OPERATOR)
    await visitor.press(await limit(visitor, world, 5), "Simpan perubahan")

    form = await visitor.open(f"{address_of(world)}/kuota")
    refused = await visitor.press(form, "Lihat", **{"quotas[0].amount": ""})
    form = await operator.open(f"{address_of(world)}/kuota")
    again = await operator.press(form, "Lihat", **{"quotas[0].amount": ""})
    saved = await operator.press(again, "Simpan perubahan")

    assert (refused.status, "perlu persetujuan semua pihak" in refused.said) == (409, True)
    assert "dari 5 hari pemakaian" in refused.said
    assert "hari pemakaian" not in saved.said


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"quotas[0].amount": "x"}, ["quotas[0].amount"]),
        ({"quotas[0].lender": ""}, ["quotas[0].lender"]),
        ({"quotas[0].lender": SERANG}, ["quotas[0].borrower"]),
        ({"quotas[0].unit": "kursi"}, ["quotas[0].unit"]),
    ],
    ids=str,
)
async def test_a_quota_that_cannot_be_is_marked(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], fields: list[str]
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open(f"{address_of(world)}/kuota")

    refused = await visitor.press(form, "Lihat", **{**ROW, "quotas[0].amount": "3", **typed})

    assert refused.status == 422
    assert [name for name in fields if f'id="{name}-error"' in refused.text] == fields


async def test_an_addendum_is_offered_and_accepted(world: World, visitor_of: VisitorOf) -> None:
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)
    form = await mine.open((await mine.open(address_of(world))).links["Tawarkan adendum"])

    unsaid = await mine.press(form, "Tawarkan adendum", valid_until="2100-12-31")
    offered = await mine.press(
        unsaid, "Tawarkan adendum", summary="Diperpanjang setahun", valid_until="2100-12-31"
    )
    seen = await theirs.open(offered.path)
    accepted = await theirs.press(seen, "Setujui adendum")

    assert marked(unsaid) == ["summary"]
    assert "Berlaku sampai 31 Des 2100" in offered.said
    assert "Setujui adendum" not in offered.buttons()
    assert "1 Jan 2027 – 31 Des 2100" in accepted.said
    inbox = await theirs.open("/pesan")
    assert any(label.startswith("Adendum ditawarkan") for label in inbox.links)


async def test_weights_are_raised_by_one_side(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open(f"{address_of(world)}/bobot")

    shown = await visitor.press(form, "Lihat", **{"severities.cuti_bersama": "blocks"})
    saved = await visitor.press(shown, "Simpan perubahan")
    agency = await visitor.open(f"/kelola/instansi/{world.serang_dinas}")
    weights = await visitor.open(agency.links["Bobot aturan"])
    kept = await visitor.press(weights, "Simpan", **{"severities.holiday": "blocks"})

    assert "Cuti bersama: Wajib diselesaikan" in saved.said
    assert kept.path == f"/kelola/instansi/{world.serang_dinas}"
    again = await visitor.open(agency.links["Bobot aturan"])
    assert again.fields_of("Simpan")["severities.holiday"] == "blocks"


async def test_what_would_outlive_the_term_is_listed(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, far(9, 12))
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open(f"{address_of(world)}/ubah")
    shown = await visitor.press(form, "Lihat yang terkena", valid_until="2089-12-31")

    saved = await visitor.press(shown, "Simpan perubahan")

    assert "Sesi melewati masa berlaku" in saved.said
    assert "Senin, 6 Februari 2090, 09.00–12.00 WIB" in saved.said


async def test_the_ledger_tells_both_sides(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, far(9, 12))
    visitor, trainer = await visitor_of(SERANG_COORDINATOR), await visitor_of(SERANG_TRAINER)
    page = await visitor.open((await visitor.open("/kerja-sama")).links["Neraca timbal balik"])

    found = await visitor.open(f"/neraca?one={SERANG}&other={BANDUNG}&tahun=2090")

    assert "memakai tempat milik" in page.said
    assert "Jam terpakai 0, dipesan 3" in found.said
    assert "Tarif (rupiah) terpakai 0, dipesan 0" in found.said
    assert (await trainer.open("/neraca")).status == 403


async def test_who_checks_first_sees_what_is_left(world: World, visitor_of: VisitorOf) -> None:
    officer, trainer = await visitor_of(SERANG_COORDINATOR), await visitor_of(SERANG_TRAINER)
    await asked(world, far(33, 36))
    await officer.press(await limit(officer, world, 24), "Simpan perubahan")

    checked = await ask(trainer, world, "Periksa dulu")

    assert "sisa 23 dari 24 hari pemakaian (selama masa berlaku)" in checked.said
