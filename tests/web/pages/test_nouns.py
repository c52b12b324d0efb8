"""What an office keeps, made and changed by forms: one way for all."""

import re
from typing import Any

import pytest

from lintas.actions.agencies.facts import AgencyFacts
from lintas.actions.agencies.register_agency import register_agency
from lintas.domain.people import Actor
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked

CANARY = "<b>\"&'</b>"


def marked(page: Seen) -> list[str]:
    """The fields that the page finds fault with."""
    return re.findall(r'id="([\w.]+)-error"', page.text)


@pytest.mark.parametrize(
    ("who", "kept"),
    [
        (
            SERANG_COORDINATOR,
            "Tempat Ruang Alat Instansi Orang Program pelatihan Angkatan Tahap persetujuan"
            " Bulan Ramadan Waktu tempuh Kerja sama Akun rekan",
        ),
        (BANDUNG_MANAGER, "Tempat Ruang Alat Orang Tahap persetujuan"),
        (SERANG_TRAINER, "Orang Program pelatihan Angkatan"),
        (
            OPERATOR,
            "Tempat Ruang Alat Instansi Orang Program pelatihan Angkatan Kabupaten/kota"
            " Tahap persetujuan Bulan Ramadan Waktu tempuh Kerja sama Akun rekan",
        ),
    ],
    ids=["coordinator", "manager", "trainer", "operator"],
)
async def test_each_role_finds_what_it_keeps(
    world: World, visitor_of: VisitorOf, who: Actor, kept: str
) -> None:
    visitor = await visitor_of(who)
    page = await visitor.open("/kelola")

    tiles = page.text.split('<ul class="tiles">')[1].split("</ul>")[0]
    assert " ".join(re.findall(r">([^<]+)</a>", tiles)) == kept


@pytest.mark.parametrize(
    ("who", "slug"),
    [
        (SERANG_TRAINER, "tempat"),
        (SERANG_TRAINER, "instansi"),
        (BANDUNG_MANAGER, "program"),
        (SERANG_COORDINATOR, "kabupaten"),
    ],
)
async def test_nobody_keeps_more(
    world: World, visitor_of: VisitorOf, who: Actor, slug: str
) -> None:
    visitor = await visitor_of(who)
    token = (await visitor.open("/kelola")).fields_of("Keluar")["_csrf"]

    statuses = [
        (await visitor.open(f"/kelola/{slug}")).status,
        (await visitor.open(f"/kelola/{slug}/baru")).status,
        (await visitor.send(f"/kelola/{slug}/baru", [("_csrf", token)])).status,
    ]

    assert statuses[:2] == [403, 403]
    assert statuses[2] in (403, 422)


async def test_a_regency_is_the_operators(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(OPERATOR)
    form = await visitor.open("/kelola/kabupaten/baru")
    listed = await visitor.press(
        form, "Simpan", code="36.73", name="Kota Serang", kind="kota", province="Banten"
    )
    change = await visitor.open("/kelola/kabupaten/36.73")
    changed = await visitor.press(change, "Simpan", province="Provinsi Banten")

    assert "Sudah disimpan." in listed.said
    assert "Kota Serang 36.73, Banten" in listed.said
    assert "36.73, Provinsi Banten" in changed.said


async def test_an_agency_is_registered_renamed_and_retired(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open("/kelola/instansi/baru")
    listed = await visitor.press(form, "Simpan", name="Dinas Koperasi", short_name="Dinkop")
    page = await visitor.open(listed.links["Dinas Koperasi"])
    renamed = await visitor.press(page, "Simpan", name="Dinas Koperasi dan UMKM")
    page = await visitor.open(renamed.links["Dinas Koperasi dan UMKM"])
    after = await visitor.press(page, "Keluarkan dari daftar")

    assert form.fields_of("Simpan")["regency"] == SERANG
    assert "Dinas Koperasi Dinkop, Perangkat daerah, Kab. Serang" in listed.said
    assert "Sudah dikeluarkan dari daftar." in after.said
    assert "Koperasi" not in after.said


async def test_an_office_states_its_hours_and_limits(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    address = f"/kelola/instansi/{world.serang_dinas}"
    half = await visitor.press(
        await visitor.open(address),
        "Simpan",
        **{"working_hours.mon": "8 sampai 15.30", "working_hours.tue": "pagi"},
        **{"weekly_jp": "24", "budget_cutoff.month": "02", "budget_cutoff.day": "29"},
    )
    await visitor.press(half, "Simpan", **{"working_hours.tue": "", "budget_cutoff.day": "15"})
    again = (await visitor.open(address)).fields_of("Simpan")

    assert (half.status, marked(half)) == (422, ["working_hours.tue", "budget_cutoff.day"])
    assert again["working_hours.mon"] == "08.00-15.30"
    assert (again["weekly_jp"], again["budget_cutoff.month"]) == ("24", "02")
    assert again["budget_cutoff.day"] == "15"


async def test_a_room_states_when_and_how_long_it_is_lent(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    form = await visitor.open(f"/kelola/ruang/{world.open_room}")
    empty = await visitor.press(form, "Simpan", notice_days="9", horizon_days="8")
    await visitor.press(empty, "Simpan", horizon_days="90", longest_minutes="270")
    week = await visitor.open(f"/ruang/{world.open_room}")
    place = await visitor.open(f"/tempat/{world.plut}")

    assert (empty.status, marked(empty)) == (422, ["horizon_days"])
    said = "Diajukan 9 sampai 90 hari sebelumnya, sekali pakai paling lama 4 jam 30 menit."
    assert said in week.said
    assert said in place.said


async def test_what_is_in_use_stays(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    page = await visitor.open(f"/kelola/instansi/{world.bandung_dinas}")
    refused = await visitor.press(page, "Keluarkan dari daftar")

    assert refused.status == 409
    assert "sudah dipakai" in refused.said
    assert refused.fields_of("Simpan")["name"] == "Dinas Bandung"


async def test_a_person_is_registered_and_found(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open("/kelola/orang/baru")
    await visitor.press(form, "Simpan", name="Siti Aminah", phone="0812 3456 7789")
    found = await visitor.open("/kelola/orang?q=aminah")
    page = await visitor.open(found.links["Siti Aminah"])
    await visitor.press(page, "Simpan", email="siti@contoh.go.id", agency_id=world.serang_dinas)

    assert "1 orang Siti Aminah +6281234567789" in found.said
    row = (await fetch("SELECT * FROM person WHERE name = 'Siti Aminah'"))[0]
    assert (row["phone"], row["email"]) == ("+6281234567789", "siti@contoh.go.id")
    assert str(row["agency"]) == str(world.serang_dinas)


async def test_a_person_known_already_is_shown_masked(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    other = await visitor_of(BANDUNG_COORDINATOR)
    form = await visitor.open("/kelola/orang/baru")
    await visitor.press(form, "Simpan", name="Siti Aminah", phone="0812 3456 7789")
    refused = await other.press(
        await other.open("/kelola/orang/baru"), "Simpan", name="Siti A.", phone="081234567789"
    )

    assert refused.status == 409
    assert marked(refused) == ["phone"]
    assert "Aminah" not in refused.said
    assert refused.fields_of("Simpan")["name"] == "Siti A."


async def test_a_program_leads_on_to_its_first_batch(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    form = await visitor.open("/kelola/program/baru")
    batch = await visitor.press(
        form,
        "Simpan",
        agency_id=world.serang_dinas,
        title="Menjahit",
        max_participants="16",
        for_civil_servants="1",
    )

    assert batch.path.startswith("/angkatan/baru?program=")
    assert batch.fields_of("Simpan")["number"] == "1"
    row = (await fetch("SELECT * FROM program"))[0]
    assert (row["jp_minutes"], row["max_participants"]) == (45, 16)
    assert bool(row["for_civil_servants"])


async def test_a_venue_is_registered_with_its_rooms(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    form = await visitor.open("/kelola/tempat/baru")
    room = await visitor.press(
        form,
        "Simpan",
        name="Gedung Budaya",
        owner_agency_id=world.bandung_dinas,
        address="Jl. Al Fathu",
        point="-7.025, 107.519",
        opening_hours__mon="8-12, 13.00-16.00",
        opening_hours__sun="19:00 sampai 24.00",
    )
    venue = await visitor.press(
        room, "Simpan", name="Aula", capacities__classroom="40", turnaround_minutes="30"
    )
    hall = await visitor.open(venue.links["Aula"])
    part = await visitor.open(hall.links["Bagi menjadi bagian"])
    after = await visitor.press(part, "Simpan", name="Aula A", capacities__theatre="60")

    row = (await fetch("SELECT * FROM venue WHERE name = 'Gedung Budaya'"))[0]
    assert (row["latitude"], row["longitude"]) == (-7.025, 107.519)
    assert row["opening_hours"] == (
        '{"mon": [["08:00", "12:00"], ["13:00", "16:00"]], "sun": [["19:00", "00:00"]]}'
    )
    assert venue.fields_of("Simpan")["opening_hours.mon"] == "08.00-12.00, 13.00-16.00"
    assert venue.fields_of("Simpan")["point"] == "-7.025, 107.519"
    assert "Aula A" in after.said
    rooms = await fetch("SELECT * FROM room WHERE venue = $1 ORDER BY id", row["id"])
    assert [(each["name"], each["capacities"], each["part_of"]) for each in rooms] == [
        ("Aula", '{"classroom": 40}', None),
        ("Aula A", '{"theatre": 60}', rooms[0]["id"]),
    ]


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"owner_agency_id": ""}, ["owner_agency_id"]),
        ({"point": "dekat pasar"}, ["point"]),
        ({"point": "-97.0, 107.5"}, ["point"]),
        ({"opening_hours__mon": "pagi"}, ["opening_hours.mon"]),
        (
            {"opening_hours__mon": "12-8", "opening_hours__tue": "25-26"},
            ["opening_hours.mon", "opening_hours.tue"],
        ),
        ({"regency": "99.99"}, ["regency"]),
        ({"name": "x" * 2001}, ["name"]),
    ],
    ids=str,
)
async def test_a_form_keeps_what_was_typed_and_marks_what_is_wrong(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], fields: list[str]
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    form = await visitor.open("/kelola/tempat/baru")
    sent = {"name": "Gedung", "owner_agency_id": world.bandung_dinas, "address": CANARY, **typed}
    refused = await visitor.press(form, "Simpan", **sent)

    assert refused.status in (404, 422)
    assert marked(refused) == fields
    assert refused.fields_of("Simpan")["address"] == CANARY
    assert CANARY not in refused.text
    assert len(await fetch("SELECT id FROM venue")) == 1


async def test_a_smaller_room_opens_conflicts_and_layouts_of_others_stay(
    world: World, visitor_of: VisitorOf
) -> None:
    await fetch(
        "UPDATE room SET capacities = $1 WHERE id = $2",
        '{"classroom": 40, "banquet": 80}',
        world.open_room,
    )
    await asked(world, layout="classroom")
    visitor = await visitor_of(BANDUNG_MANAGER)
    page = await visitor.open(f"/kelola/ruang/{world.open_room}")
    await visitor.press(page, "Simpan", capacities__classroom="10", approval="manager")

    row = (await fetch("SELECT * FROM room WHERE id = $1", world.open_room))[0]
    assert row["capacities"] == '{"banquet": 80, "classroom": 10}'
    assert row["approval"] == "manager"
    assert [each["code"] for each in await fetch("SELECT code FROM conflict")] == ["capacity"]


async def test_nobody_overwrites_what_somebody_changed_meanwhile(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    stale = await visitor.open(f"/kelola/ruang/{world.open_room}")
    await visitor.press(await visitor.open(stale.path), "Simpan", name="Ruang 1")
    refused = await visitor.press(stale, "Simpan", name="Ruang 2")

    assert refused.status == 412
    assert "sudah diubah orang lain" in refused.said
    assert refused.fields_of("Simpan")["name"] == "Ruang 2"


@pytest.mark.parametrize("slug", ["tempat", "ruang", "instansi", "orang", "program", "angkatan"])
async def test_what_is_not_there_or_anothers_is_not_found(
    world: World, visitor_of: VisitorOf, slug: str
) -> None:
    theirs: dict[str, Any] = {"tempat": world.plut, "ruang": world.hall}
    theirs |= {"instansi": world.bandung_dinas}
    visitor = await visitor_of(SERANG_COORDINATOR)

    keys = ["x", "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"]
    keys += [str(theirs[slug])] if slug in theirs else []
    for key in keys:
        assert (await visitor.open(f"/kelola/{slug}/{key}")).status == 404


async def test_there_is_nothing_else_to_keep(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(OPERATOR)

    for path in ("/kelola/apa", "/kelola/apa/baru", "/kelola/kerja-sama/x"):
        assert (await visitor.open(path)).status == 404
    assert (await visitor.open("/kelola/ruang/baru")).status == 404


@pytest.mark.parametrize("kind", ["", "apa"])
async def test_a_word_of_no_form_of_ours_is_refused(
    world: World, visitor_of: VisitorOf, kind: str
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open("/kelola/instansi/baru")
    refused = await visitor.press(form, "Simpan", name="Dinas", kind=kind)

    assert refused.status == 422
    assert marked(refused) == ["kind"]


async def test_long_lists_come_page_by_page(world: World, visitor_of: VisitorOf) -> None:
    for number in range(40):
        facts = AgencyFacts(f"Dinas {number:02}", SERANG)
        await register_agency(facts, actor=SERANG_COORDINATOR, now=NOW)
    visitor: Visitor = await visitor_of(SERANG_COORDINATOR)
    first = await visitor.open("/kelola/instansi")
    second = await visitor.open(first.links["Berikutnya"])

    assert "41 instansi" in first.said
    assert "Dinas 29 " in first.said
    assert "Dinas 39 " not in first.said
    assert "Dinas 39 " in second.said
    assert "Berikutnya" not in second.links
