"""A copy that is whole, and the way back from it."""

import asyncio
import os
import sqlite3
from pathlib import Path

import pytest

from lintas.store import backup as backups
from lintas.store.backup import InUse, NotWhole, TargetExists, UseServerTools, backup, restore
from lintas.store.engines import close, current, execute_many, fetch
from lintas.store.migrations import check_schema, list_steps, migrate, revert
from lintas.store.transaction import writing
from tests.conftest import Database
from tests.store.rows import add_regency, add_session, list_regencies

on_sqlite = pytest.mark.parametrize("engine_kind", ["sqlite"])


def file_of(database: Database) -> Path:
    return Path(database.url.removeprefix("sqlite:///"))


def list_files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def count_rows(file: Path, table: str) -> int:
    with sqlite3.connect(file) as copy:
        found = int(copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 -- a test's own name
    copy.close()
    return found


@on_sqlite
async def test_a_copy_made_under_writes_is_of_one_moment(
    database: Database, tmp_path: Path
) -> None:
    # Rows come in pairs: a copy that holds half of a pair is of no moment at all.
    await fetch("CREATE TABLE pair (n integer)")
    done = asyncio.Event()

    async def keep_writing() -> int:
        number = 0
        while not done.is_set():
            number += 1
            async with writing():
                await execute_many("INSERT INTO pair (n) VALUES ($1)", [(number,)] * 50)
                await execute_many("INSERT INTO pair (n) VALUES ($1)", [(number,)] * 50)
        return number

    writer = asyncio.create_task(keep_writing())
    targets = [tmp_path / f"copy {number}" for number in range(4)]
    for target in targets:
        await backup(target)
    done.set()
    written = await writer

    counts = [count_rows(target, "pair") for target in targets]
    assert [count % 100 for count in counts] == [0] * 4
    assert counts == sorted(counts)
    assert written > 0
    assert list_files(tmp_path) == targets


@on_sqlite
async def test_a_copy_is_for_its_owner_alone(database: Database, tmp_path: Path) -> None:
    await backup(tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600


@on_sqlite
async def test_a_copy_takes_no_other_files_place(database: Database, tmp_path: Path) -> None:
    precious = tmp_path / "thesis.txt"
    precious.write_text("precious")

    with pytest.raises(TargetExists):
        await backup(precious)

    assert precious.read_text() == "precious"


@on_sqlite
async def test_a_copy_comes_back_whole(database: Database, tmp_path: Path) -> None:
    await add_session()
    await backup(tmp_path / "copy")
    await fetch("DELETE FROM session")
    await add_regency("32.04")
    await close(current())

    kept = await restore(tmp_path / "copy")

    await check_schema()
    assert await list_regencies() == ["36.04"]
    assert len(await fetch("SELECT id FROM session")) == 1
    assert kept is not None
    assert (count_rows(kept, "session"), count_rows(kept, "regency")) == (0, 2)
    await add_regency("32.04")


@on_sqlite
async def test_a_copy_comes_back_where_nothing_is_left(database: Database, tmp_path: Path) -> None:
    await add_regency("36.04")
    await backup(tmp_path / "copy")
    await close(current())
    file_of(database).unlink()

    assert await restore(tmp_path / "copy") is None

    assert await list_regencies() == ["36.04"]


@on_sqlite
async def test_nothing_is_restored_under_a_running_server(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_PATIENCE", 0.05)
    await backup(tmp_path / "copy")
    await add_regency("36.04")

    with pytest.raises(InUse):
        await restore(tmp_path / "copy")

    assert await list_regencies() == ["36.04"]


def write_text(file: Path) -> None:
    file.write_text("no database at all, but longer than the header of one " * 20)


def write_other_database(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("CREATE TABLE regency (code text)")
    raw.close()


def spoil_pages(file: Path) -> None:
    with file.open("r+b") as raw:
        raw.seek(8 * 4096)
        raw.write(os.urandom(40 * 4096))


def cut_in_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // 4096 * 4096)


def lose_a_parent(file: Path) -> None:
    _change(file, "DELETE FROM venue")


def lose_a_table(file: Path) -> None:
    _change(file, "DROP TABLE hold")


def come_from_the_future(file: Path) -> None:
    _change(file, "INSERT INTO migration (name, app_name) VALUES ('9999', 'lintas')")


def _change(file: Path, statement: str) -> None:
    raw = sqlite3.connect(file)
    raw.execute(statement)
    raw.commit()
    raw.close()


@pytest.mark.parametrize(
    ("spoil", "wrong"),
    [
        (Path.unlink, "there is no such file"),
        (write_text, "file is not a database"),
        (write_other_database, "no database of Lintas"),
        (spoil_pages, "malformed|damaged"),
        (cut_in_half, "malformed|damaged"),
        (lose_a_parent, "damaged: row 1 of room names a venue that isn't there"),
        (lose_a_table, "damaged: lacks hold"),
        (come_from_the_future, "of a newer version: 9999"),
    ],
)
@on_sqlite
async def test_a_file_that_is_not_whole_is_refused(
    database: Database, tmp_path: Path, spoil: object, wrong: str
) -> None:
    assert callable(spoil)
    await add_session()
    copy = tmp_path / "copy"
    await backup(copy)
    if spoil is write_other_database:
        copy.unlink()
    spoil(copy)
    await close(current())

    with pytest.raises(NotWhole, match=wrong):
        await restore(copy)

    assert await list_regencies() == ["36.04"]


@on_sqlite
async def test_a_copy_of_an_older_version_is_brought_up_to_date(
    database: Database, tmp_path: Path
) -> None:
    await revert(to=list(list_steps())[-2])
    await fetch("PRAGMA application_id = 1280201811")  # older versions wrote it too
    await backup(tmp_path / "copy")
    await close(current())

    await restore(tmp_path / "copy")

    assert await migrate() == tuple(list_steps())[-1:]


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_server_is_copied_by_its_own_tools(database: Database, tmp_path: Path) -> None:
    password = database.url.split(":")[2].split("@")[0]

    with pytest.raises(UseServerTools) as out:
        await backup(tmp_path / "copy")
    with pytest.raises(UseServerTools) as back:
        await restore(tmp_path / "copy")

    assert out.value.command.startswith("pg_dump --format=custom --file=")
    assert back.value.command.startswith("pg_restore --clean --if-exists --single-transaction ")
    assert password not in out.value.command + back.value.command
    assert list_files(tmp_path) == []
