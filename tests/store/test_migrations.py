"""The schema's way there and back, and who may go it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager

from lintas.store import migrations
from lintas.store.engines import close, current, fetch, open_engine, use
from lintas.store.migrations import (
    SchemaBehind,
    SchemaTooNew,
    UnknownStep,
    check_schema,
    list_steps,
    migrate,
    revert,
    schema_version,
)
from lintas.store.piccolo_app import APP_CONFIG
from lintas.store.transaction import writing
from lintas.store.walls import Overlap, place
from tests.conftest import Database, Templates
from tests.store.rows import add_session, hours

STEPS = tuple(list_steps())

SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%'"
    " ORDER BY type, name",
    "postgres": """
        SELECT 'column' AS kind, table_name || column_name AS name,
               data_type || is_nullable || coalesce(column_default, '') AS said
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
                  WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
                  WHERE NOT tgisinternal
        ORDER BY 1, 2, 3""",
}


@pytest.fixture
async def blank(engine_kind: str, tmp_path: Path, templates: Templates) -> AsyncIterator[Database]:
    """A database without tables, in use by the store."""
    name = f"lintas_blank_{uuid4().hex}"
    if engine_kind == "postgres":
        database = Database(await templates.server.create_database(name), engine_kind)
    else:
        database = Database(f"sqlite:///{tmp_path / name}", engine_kind)
    engine = open_engine(database.url)
    use(engine)
    yield database
    await close(engine)
    if engine_kind == "postgres":
        await templates.server.drop_database(name)


async def read_schema(kind: str) -> list[dict[str, Any]]:
    return await fetch(SCHEMA[kind])


async def test_forwards_backwards_and_forwards_again_is_the_same(blank: Database) -> None:
    made = await migrate()
    schema = await read_schema(blank.kind)

    undone = await revert("nothing")
    between = await schema_version()
    made_again = await migrate()

    assert (made, undone, between, made_again) == (STEPS, STEPS[::-1], None, STEPS)
    assert await read_schema(blank.kind) == schema


async def test_each_step_can_be_gone_back_alone(blank: Database) -> None:
    schemas = []
    for step in STEPS:
        await migrate(to=step)
        schemas.append((step, await read_schema(blank.kind)))

    for step, schema in reversed(schemas):
        await revert(to=step)
        assert (await schema_version(), await read_schema(blank.kind)) == (step, schema)


async def test_a_database_that_is_up_to_date_is_left_alone(database: Database) -> None:
    assert await migrate() == ()
    assert await schema_version() == STEPS[-1]
    await check_schema()


MIGRATE = """
import asyncio, sys
from lintas.store.engines import close, open_engine, use
from lintas.store.migrations import migrate

async def main():
    engine = open_engine(sys.argv[1])
    use(engine)
    made = await migrate()
    await close(engine)
    print(len(made))

asyncio.run(main())
"""


async def test_of_three_processes_that_start_at_once_one_migrates(blank: Database) -> None:
    command = [sys.executable, "-c", MIGRATE, blank.url]
    pipe = asyncio.subprocess.PIPE

    processes = [
        await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe) for _ in range(3)
    ]
    said = await asyncio.gather(*(process.communicate() for process in processes))

    # Each says how many steps it made, and nothing else.
    assert sorted(said) == [(b"0\n", b""), (b"0\n", b""), (f"{len(STEPS)}\n".encode(), b"")]
    await check_schema()


async def test_a_step_that_fails_leaves_the_schema_as_it_was(
    blank: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(to=STEPS[0])
    before = await read_schema(blank.kind)

    class Broken:
        ID = "9999"

        async def forwards(self) -> Any:
            await fetch("CREATE TABLE half (n integer)")
            raise ZeroDivisionError

    monkeypatch.setattr(migrations, "list_steps", lambda: {**list_steps(), "9999": Broken()})
    with pytest.raises(ZeroDivisionError):
        await migrate()

    assert (await schema_version(), await read_schema(blank.kind)) == (STEPS[0], before)


async def test_an_older_version_refuses_a_newer_schema(database: Database) -> None:
    await fetch("INSERT INTO migration (name, app_name) VALUES ('9999', 'lintas')")

    for refused in (check_schema(), migrate(), revert("nothing")):
        with pytest.raises(SchemaTooNew) as caught:
            await refused
        assert caught.value.unknown == "9999"


async def test_a_newer_version_says_what_an_older_schema_lacks(blank: Database) -> None:
    await migrate(to=STEPS[0])

    with pytest.raises(SchemaBehind) as caught:
        await check_schema()

    assert caught.value.missing == STEPS[1:]


async def test_an_unknown_step_is_refused(blank: Database) -> None:
    with pytest.raises(UnknownStep):
        await migrate(to="yesterday")

    assert await schema_version() is None


def test_the_tables_and_their_history_agree(tmp_path: Path) -> None:
    use(open_engine(f"sqlite:///{tmp_path / 'none'}"))

    differences = asyncio.run(AutoMigrationManager().get_alter_statements(APP_CONFIG))

    assert [line for kind in differences for line in kind.statements] == []


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_the_wall_stands_without_the_extension_too(
    blank: Database, templates: Templates
) -> None:
    # Whoever may not create extensions gets a range of one id instead.
    name = f"lintas_plain_{uuid4().hex}"
    await fetch(f"CREATE ROLE {name} LOGIN PASSWORD 'plain'")
    await fetch(f"GRANT ALL ON SCHEMA public TO {name}")
    admin, address = current(), blank.url.rpartition("@")[2]
    plain = open_engine(f"postgresql://{name}:plain@{address}")
    use(plain)

    await migrate()

    session = await add_session()
    other, resource = uuid4(), uuid4()
    async with writing():
        await place([(uuid4(), resource, *hours(0, 2), session)])
        await place([(uuid4(), other, *hours(0, 2), session)])
    with pytest.raises(Overlap):
        async with writing():
            await place([(uuid4(), resource, *hours(1, 3), session)])
    assert await fetch("SELECT extname FROM pg_extension WHERE extname = 'btree_gist'") == []
    assert await revert("nothing") == STEPS[::-1]
    await close(plain)
    use(admin)
    await fetch(f"DROP OWNED BY {name}")
    await fetch(f"DROP ROLE {name}")
