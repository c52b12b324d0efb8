"""What an inspector reads of a batch: on its page, as files and by the API."""

import csv
from datetime import UTC, datetime

import pytest

from lintas.actions.audit.chain_entries import chain_entries
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.programs.keep_attendance import keep_attendance
from lintas.domain.attendance import Mark
from lintas.domain.people import Role
from lintas.domain.programs import Batch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    add_account,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import begun, far

INSPECTOR = actor(Role.AUDITOR, SERANG)
KEYS = ["rundown", "changes", "attendance", "letters", "overlaps", "passed"]


async def inspected(world: World) -> Batch:
    """A session that was moved and then held by one of two, and a second that is to come."""
    await add_account(INSPECTOR)
    batch = await batch_of(world)
    booking = await meetings_of(world, batch, 9, 14)
    budi, siti = await enrolled(batch, BUDI, SITI)
    first = booking.sessions[0]
    now = datetime.now(UTC)
    later = far(7, 10)
    change = Change(starts_at=later.start, ends_at=later.end, reason="=SUM(1) hujan")
    moved = await move_session(first.id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=now)
    await begun(moved.session.id)
    marks = {budi.enrolment.id: Mark.PRESENT, siti.enrolment.id: Mark.ABSENT}
    await keep_attendance(moved.session.id, marks, actor=SERANG_COORDINATOR, now=now)
    await chain_entries(None, now=now)
    return batch


@pytest.fixture
async def batch(world: World) -> Batch:
    return await inspected(world)


async def test_an_inspector_finds_it_all_on_one_page(
    world: World, visitor_of: VisitorOf, batch: Batch
) -> None:
    visitor = await visitor_of(INSPECTOR)

    looked = await visitor.open(f"/angkatan/{batch.id}")
    page = await visitor.open(f"/angkatan/{batch.id}/berkas")

    assert f"/angkatan/{batch.id}/berkas" in looked.text
    assert page.status == 200
    for told in ("Utuh:", "lintas-audit ", "=SUM(1) hujan", "Budi Santoso", "terlaksana",
                 "belum terbukti", "dipindahkan", "Satu orang di dua tempat"):  # fmt: skip
        assert told in page.text


async def test_each_table_is_a_file_that_no_spreadsheet_runs(
    world: World, visitor_of: VisitorOf, batch: Batch
) -> None:
    visitor = await visitor_of(INSPECTOR)

    files = {key: await visitor.client.get(f"/angkatan/{batch.id}/berkas/{key}") for key in KEYS}

    tables = {
        key: list(csv.reader(file.content.decode("utf-8-sig").splitlines(), delimiter=";"))
        for key, file in files.items()
    }
    assert all(file.headers["content-type"].startswith("text/csv") for file in files.values())
    sizes = {key: len(table) - 1 for key, table in tables.items() if key != "changes"}
    # Three warnings had reasons when it was asked for.
    assert sizes == {"rundown": 2, "attendance": 2, "letters": 1, "overlaps": 0, "passed": 3}
    assert {row[4] for row in tables["changes"] if "hujan" in row[4]} == {"'=SUM(1) hujan"}
    (move,) = (row for row in tables["changes"] if "hujan" in row[4])
    assert move[5].startswith("waktu: Senin, 6 Februari 2090, 09.00")
    assert "ruang: Ruang bebas, PLUT; cara bertemu: " in move[5]
    assert str(batch.id) not in files["changes"].text
    assert tables["attendance"][1:] == [["Budi Santoso", "1", "0", "0"],
                                        ["Siti Aminah", "0", "0", "1"]]  # fmt: skip


async def test_it_is_printed(world: World, visitor_of: VisitorOf, batch: Batch) -> None:
    visitor = await visitor_of(INSPECTOR)

    paper = await visitor.client.get(f"/angkatan/{batch.id}/berkas/pdf")

    assert paper.headers["content-type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert paper.content.rstrip().endswith(b"%%EOF")


async def test_a_batch_without_sessions_has_a_dossier(world: World, visitor_of: VisitorOf) -> None:
    empty = await batch_of(world)
    visitor = await visitor_of(SERANG_COORDINATOR)

    page = await visitor.open(f"/angkatan/{empty.id}/berkas")
    paper = await visitor.client.get(f"/angkatan/{empty.id}/berkas/pdf")

    assert (page.status, paper.status_code) == (200, 200)
    assert "belum mendapat tempat" in page.text


@pytest.mark.parametrize("path", ["", "/pdf", "/changes", "/lain"])
async def test_nobody_else_looks_so_closely(
    world: World, visitor_of: VisitorOf, batch: Batch, path: str
) -> None:
    other = await (await visitor_of(BANDUNG_COORDINATOR)).open(f"/angkatan/{batch.id}/berkas{path}")
    trainer = await (await visitor_of(SERANG_TRAINER)).open(f"/angkatan/{batch.id}/berkas{path}")
    unknown = await (await visitor_of(INSPECTOR)).open(f"/angkatan/{batch.id}/berkas/lain")

    assert (other.status, trainer.status, unknown.status) == (404, 403, 404)
