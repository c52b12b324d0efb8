"""What is kept of somebody, seen and erased."""

import pytest

from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import SITI, batch_of, enrolled, meetings_of


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def test_a_coordinator_erases_somebody_after_reading_what_stays(
    world: World, visitor_of: VisitorOf
) -> None:
    await fetch("UPDATE person SET phone = '+6281234567890' WHERE id = $1", world.trainer)
    visitor = await visitor_of(SERANG_COORDINATOR)
    looked = await visitor.open(f"/kelola/orang/{world.trainer}")
    asked = await visitor.open(looked.links["Hapus data pribadi"])

    done = await visitor.press(asked, "Hapus untuk selamanya")
    again = await visitor.open(f"/orang/{world.trainer}/hapus-data")

    assert "Yang tetap ada, tanpa nama" in asked.said
    assert "Data pribadi sudah dihapus." in done.said
    assert "Pengajar Contoh" not in done.said
    assert "Data pribadi orang ini sudah dihapus." in again.said
    (row,) = await fetch("SELECT name, phone FROM person WHERE id = $1", world.trainer)
    assert (row["name"], row["phone"]) == ("—", "")


async def test_who_is_needed_is_not_erased(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch)
    person = (await enrolled(batch, SITI))[0].enrolment.person
    visitor = await visitor_of(SERANG_COORDINATOR)

    page = await visitor.open(f"/orang/{person.id}/hapus-data")
    refused = await visitor.press(page, "Hapus untuk selamanya")

    assert refused.status == 409
    assert "dipakai" in refused.said
    (row,) = await fetch("SELECT name FROM person WHERE id = $1", person.id)
    assert row["name"] == "Siti Aminah"


async def test_others_are_not_offered_it(world: World, visitor_of: VisitorOf) -> None:
    trainer, stranger = await visitor_of(SERANG_TRAINER), await visitor_of(BANDUNG_COORDINATOR)

    looked = await trainer.open(f"/kelola/orang/{world.trainer}")
    forbidden = await trainer.open(f"/orang/{world.trainer}/hapus-data")
    unknown = await stranger.open(f"/orang/{world.trainer}/hapus-data")

    assert "Hapus data pribadi" not in looked.links
    assert (forbidden.status, unknown.status) == (403, 404)
