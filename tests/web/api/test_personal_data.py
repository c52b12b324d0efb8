"""What is kept of somebody, through the API."""

from uuid import uuid4

from lintas.store.engines import fetch
from tests.actions.world import SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.api.conftest import Program


async def test_somebody_is_erased_once(world: World, program_of: Program) -> None:
    trainer, office = await program_of(SERANG_TRAINER), await program_of(SERANG_COORDINATOR)
    path = f"/api/v1/people/{world.trainer}/personal-data"

    statuses = [
        (await trainer.delete(path)).status_code,
        (await office.delete(path)).status_code,
        (await office.delete(path)).status_code,
        (await office.delete(f"/api/v1/people/{uuid4()}/personal-data")).status_code,
    ]

    assert statuses == [403, 204, 409, 404]
    (row,) = await fetch("SELECT name FROM person WHERE id = $1", world.trainer)
    assert row["name"] == "—"


async def test_copies_are_for_whom_they_are_about_and_for_the_office(
    world: World, program_of: Program
) -> None:
    trainer, office = await program_of(SERANG_TRAINER), await program_of(SERANG_COORDINATOR)
    path = f"/api/v1/people/{world.trainer}/personal-data"

    own = (await trainer.get("/api/v1/me/personal-data")).json()
    whole = (await office.get(path)).json()

    assert own["account"][0]["email"] == SERANG_TRAINER.email
    assert "person" not in own
    assert whole["person"][0]["name"] == "Pengajar Contoh"
    assert (await trainer.get(path)).status_code == 403
