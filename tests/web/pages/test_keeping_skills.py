"""What trainers can teach, and days on which they are away, kept by forms from their page."""

from lintas.domain.people import Actor
from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked


async def test_a_qualification_is_kept_from_its_trainer_s_page(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    person = await visitor.open(f"/kelola/orang/{world.trainer}")
    form = await visitor.open(person.links["Catat kompetensi"])

    refused = await visitor.press(form, "Simpan", field=" ", valid_until="besok")
    noted = await visitor.press(
        form, "Simpan", field="Menjahit", level="Muda", valid_until="2090-12-31"
    )
    skill = await visitor.open(noted.links["Menjahit, Muda, sampai Minggu, 31 Desember 2090"])
    changed = await visitor.press(skill, "Simpan", level="Madya", valid_until="")
    await visitor.press(
        await visitor.open(changed.links["Menjahit, Madya"]), "Keluarkan dari daftar"
    )
    after = await visitor.open(f"/kelola/orang/{world.trainer}")

    assert refused.status == 422
    assert "wajib diisi" in refused.said
    assert "besok, seharusnya tanggal" in refused.said
    assert skill.fields_of("Simpan")["level"] == "Muda"
    assert "Menjahit" not in after.said


async def test_days_away_show_what_they_run_into(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_COORDINATOR)
    person = await visitor.open(f"/kelola/orang/{world.trainer}")
    form = await visitor.open(person.links["Catat berhalangan"])

    refused = await visitor.press(
        form, "Simpan", starts_on="2090-02-07", ends_on="2090-02-05", reason="Cuti"
    )
    noted = await visitor.press(
        form, "Simpan", starts_on="2090-02-05", ends_on="2090-02-07", reason="Cuti"
    )
    clashing = await visitor.open(f"/peminjaman/{booking.id}")
    away = await visitor.open(noted.links["Berhalangan 5–7 Feb 2090: Cuti"])
    await visitor.press(away, "Simpan", starts_on="2090-02-07")
    solved = await visitor.open(f"/peminjaman/{booking.id}")

    assert refused.status == 422
    assert "Pengajar ini berhalangan" in clashing.said
    assert "Terbuka Sesi 1: Pengajar bentrok" in clashing.said
    assert away.fields_of("Simpan")["ends_on"] == "2090-02-07"
    assert "Terbuka" not in solved.said


async def test_pages_about_a_trainer_are_the_own_side_s(
    world: World, visitor_of: VisitorOf
) -> None:
    ours = await visitor_of(SERANG_COORDINATOR)
    form = await ours.open(f"/kelola/kompetensi/baru?pada={world.trainer}")
    noted = await ours.press(form, "Simpan", field="Menjahit")
    skill = noted.links["Menjahit"]

    async def statuses(actor: Actor) -> list[int]:
        visitor = await visitor_of(actor)
        paths = (skill, f"/kelola/kompetensi/baru?pada={world.trainer}", f"{skill}x")
        return [(await visitor.open(path)).status for path in paths]

    assert await statuses(SERANG_TRAINER) == [200, 200, 404]
    assert await statuses(BANDUNG_COORDINATOR) == [404, 404, 404]
