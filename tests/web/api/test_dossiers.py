"""What an inspector reads of a batch, for programs."""

from lintas.store.engines import current, fetch
from tests.actions.world import SERANG_TRAINER, World
from tests.web.api.conftest import Program
from tests.web.pages.courses import batch_of
from tests.web.pages.test_dossier import INSPECTOR, KEYS, inspected


async def test_what_was_forged_in_the_database_is_told(world: World, program_of: Program) -> None:
    batch = await inspected(world)
    program = await program_of(INSPECTOR)
    whole = (await program.get(f"/api/v1/batches/{batch.id}/dossier")).json()
    if current().engine_type == "postgres":
        await fetch("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_is_append_only")
    else:
        await fetch("DROP TRIGGER audit_entry_is_append_only_on_update")
    await fetch("UPDATE audit_entry SET reason = 'cerah' WHERE reason = '=SUM(1) hujan'")

    forged = (await program.get(f"/api/v1/batches/{batch.id}/dossier")).json()

    assert (whole["broken"], whole["unchained"], whole["more"]) == ([], 0, 0)
    assert [table["key"] for table in whole["tables"]] == KEYS
    assert len(forged["broken"]) == 1


async def test_trainers_do_not_inspect(world: World, program_of: Program) -> None:
    batch = await batch_of(world)

    answer = await (await program_of(SERANG_TRAINER)).get(f"/api/v1/batches/{batch.id}/dossier")

    assert answer.status_code == 403
