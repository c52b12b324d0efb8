"""`lintas import`, as an operator types it."""

import asyncio
from pathlib import Path

import pytest

from lintas.store import engines
from tests.actions.world import SERANG_COORDINATOR, settle_world
from tests.cli.test_commands import Run, ask, run
from tests.conftest import Database

__all__ = ["run"]

ROWS = """"Brief description","Area","Room","Start time","End time"
"Kemasan","Lama","Aula Lama","08:00 - 6 February 2090","12:00 - 6 February 2090"
"Lain","Lama","Aula Lama","11:00 - {day} February 2090","13:00 - {day} February 2090"
"Dahulu","Lama","Aula Lama","08:00 - 6 February 2001","12:00 - 6 February 2001"
"""


@pytest.fixture
def settled(database: Database) -> None:
    async def settling() -> None:
        engine = engines.open_engine(database.url)
        engines.use(engine)
        await settle_world()
        await engines.close(engine)

    asyncio.run(settling())


def arguments(folder: Path, *more: str, day: str = "7") -> tuple[str, ...]:
    export, rooms = folder / "mrbs.csv", folder / "rooms.csv"
    export.write_text(ROWS.format(day=day))
    rooms.write_text("Aula Lama;PLUT / Ruang bebas\n")
    mapped = () if "--unmapped" in more else ("--room-map", str(rooms))
    told = [each for each in more if each != "--unmapped"]
    email = SERANG_COORDINATOR.email
    who = ("--agency", "Dinas Serang", "--email", email, "--reason", "Pindahan")
    return ("import", str(export), "--format", "mrbs", *who, *mapped, *told)


def count(database: Database) -> int:
    return int(ask(database, "SELECT count(*) AS n FROM session")[0]["n"])


def test_an_export_is_tried_then_kept(
    run: Run, database: Database, settled: None, tmp_path: Path
) -> None:
    status, out, _ = run(*arguments(tmp_path))
    tried = count(database)
    kept_status, kept, _ = run(*arguments(tmp_path, "--apply"))

    assert (status, kept_status, tried, count(database)) == (0, 0, 0, 2)
    assert "1 rows are over and passed over" in out
    assert "row 2: 2090-02-06 08:00-12:00 PLUT / Ruang bebas" in out
    assert "nothing was kept" in out
    assert "2 rows are kept as 2 bookings" in kept


def test_rows_that_clash_are_told_and_nothing_is_kept(
    run: Run, database: Database, settled: None, tmp_path: Path
) -> None:
    status, out, err = run(*arguments(tmp_path, "--apply", day="6"))

    assert (status, count(database)) == (2, 0)
    assert "  refused: venue_clash:" in out
    assert "Some rows clash" in err or "rows clash" in err


def test_unknown_rooms_are_listed_with_how_to_map_them(
    run: Run, settled: None, tmp_path: Path
) -> None:
    status, out, err = run(*arguments(tmp_path, "--unmapped"))

    assert status == 2
    assert '"Aula Lama";' in out
    assert "Aula Lama" in err


def test_another_systems_uses_of_our_rooms_are_written_down_past_midnight(
    run: Run, database: Database, settled: None, tmp_path: Path
) -> None:
    given = arguments(tmp_path, "--apply", "--as", "recorded")
    (tmp_path / "rooms.csv").write_text("Aula Lama;PLUT / Ruang pengelola\n")
    export = tmp_path / "mrbs.csv"
    export.write_text(export.read_text().replace("13:00 - 7", "01:00 - 8"))

    status, out, err = run(*given)

    assert status == 0, err
    assert "row 3: 2090-02-07 11:00-2090-02-08 01:00 PLUT / Ruang pengelola" in out
    rows = ask(database, "SELECT origin, state FROM booking")
    assert [(each["origin"], each["state"]) for each in rows] == [("recorded", "approved")] * 2
