"""`lintas seed`, as an operator types it."""

import asyncio
import re
from pathlib import Path

import pytest

from lintas.cli import main
from lintas.store import engines
from lintas.store.transaction import writing
from tests.conftest import Database
from tests.store.rows import add_regency


@pytest.fixture
def database(engine_kind: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setenv("LINTAS_DATABASE_URL", database.url)
    return database


def test_what_one_signs_in_with_is_told_once(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["seed"])
    first = capsys.readouterr().out.splitlines()
    main(["seed"])
    again = capsys.readouterr().out

    assert re.fullmatch(r"the demo of \d{4}-\d\d-\d\d is loaded; its logins, .*:", first[0])
    logins = [re.fullmatch(r"  (\S+)@contoh\.test +\S{16}  \((\w+) \S+\)", line) for line in first]
    assert [login[2] for login in logins if login] == [
        "trainer",
        "venue_manager",
        "venue_manager",
        "coordinator",
        "coordinator",
        "agreement_officer",
        "auditor",
    ]
    assert re.search(r"http://127\.0\.0\.1:8000/p/\S{43}$", first[-1])
    assert re.fullmatch(r"the demo was loaded on .* then; `lintas user password` .*\n", again)


def test_a_database_of_somebodys_own_is_refused_or_left(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(register_regency(database))

    with pytest.raises(SystemExit) as refused:
        main(["seed"])
    assert refused.value.code == 2
    assert capsys.readouterr().err == (
        "lintas seed: the demo is loaded into an empty database only, and this holds 1 in regency\n"
    )

    main(["seed", "--if-empty"])
    assert capsys.readouterr().out.startswith("nothing changes: the demo is loaded into an empty")


def test_a_new_file_is_brought_to_this_version_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINTAS_DATABASE_URL", f"sqlite:///{tmp_path / 'new'}")

    main(["seed"])

    assert "its logins, shown this once" in capsys.readouterr().out


async def register_regency(database: Database) -> None:
    engine = engines.open_engine(database.url)
    engines.use(engine)
    async with writing():
        await add_regency("36.04")
    await engines.close(engine)
