"""The catalogue of programs, and what becomes of an offer, by pages."""

from lintas.actions.programs.facts import ProgramFacts
from lintas.actions.programs.register_program import register_program
from tests.actions.world import BANDUNG_COORDINATOR as THEIRS
from tests.actions.world import NOW, SERANG_COORDINATOR, World
from tests.web.pages.conftest import VisitorOf


async def test_a_program_is_offered_adopted_and_followed_up(
    world: World, visitor_of: VisitorOf
) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan UMKM", jp_total=24, category="umkm")
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(THEIRS)

    page = await mine.open(f"/katalog/{program.id}")
    refused = await mine.press(page, "Tawarkan program", to_regency="")
    offered = await mine.press(page, "Tawarkan program", to_regency="32.04", offer_note="Silakan")
    listed = await theirs.open("/katalog")
    answering = await theirs.open(listed.links["Kemasan UMKM"])
    adopted = await theirs.press(
        answering, "Adopsi program", agency_id=world.bandung_dinas, source="APBD"
    )
    noted = await theirs.press(
        adopted, "Catat tindak lanjut", agency_id=world.bandung_dinas, result="16 orang lulus"
    )
    seen = await mine.open(f"/katalog/{program.id}")

    assert refused.status == 422
    assert "Program sudah ditawarkan." in offered.said
    assert "Tarik tawaran" in offered.buttons()
    assert "Program sudah diadopsi." in adopted.said
    assert "Sumber dana: APBD" in adopted.said
    assert "Hasil: 16 orang lulus" in noted.said
    assert "Diadopsi 1 daerah" in seen.said
    assert "Hasil: 16 orang lulus" in seen.said
    assert "Tarik tawaran" not in seen.buttons()


async def test_an_offer_is_declined_with_a_reason_or_taken_back(
    world: World, visitor_of: VisitorOf
) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan UMKM")
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(THEIRS)
    page = await mine.open(f"/katalog/{program.id}")
    hidden = await theirs.open(f"/katalog/{program.id}")

    offered = await mine.press(page, "Tawarkan program", to_regency="32.04")
    taken_back = await mine.press(offered, "Tarik tawaran")
    await mine.press(taken_back, "Tawarkan program", to_regency="32.04")
    answering = await theirs.open((await theirs.open("/katalog")).links["Kemasan UMKM"])
    silent = await theirs.press(answering, "Tolak tawaran")
    declined = await theirs.press(silent, "Tolak tawaran", reason="Sudah ada")

    assert hidden.status == 404
    assert "Tawaran sudah ditarik." in taken_back.said
    assert silent.status == 422
    assert "Tawaran sudah ditolak." in declined.said
    assert "Sudah ada" in (await mine.open(f"/katalog/{program.id}")).said
