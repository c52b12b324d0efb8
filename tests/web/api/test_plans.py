"""Year plans in bulk: judged whole, kept whole or not at all, and sent out again."""

import io
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from lintas.actions.bookings.import_plan.judging_due import judge_waiting
from lintas.intake.sheets.tables import CSV, XLSX, read_table
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_COORDINATOR, BANDUNG_MANAGER, SERANG_COORDINATOR, World
from tests.web.api.conftest import Program

HEADER = "Ruang;Tempat;Tanggal;Mulai;Selesai;Judul sesi;Keperluan;Jumlah peserta;Perangkat daerah"
MONDAY = "6 Februari 2090"


def row(room: str = "Ruang bebas", day: str = MONDAY, start: str = "08.00", **more: str) -> str:
    cells = {
        "end": "12.00",
        "title": "Hari 1",
        "purpose": "Kemasan",
        "headcount": "20",
        "agency": "Dinas Serang",
        **more,
    }
    return ";".join(
        [
            room,
            "PLUT",
            day,
            start,
            *(cells[name] for name in ("end", "title", "purpose", "headcount", "agency")),
        ]
    )


async def send(
    client: httpx.AsyncClient,
    *rows: str,
    dry_run: str = "true",
    origin: str = "asked",
    language: str = "id",
    header: str = HEADER,
) -> httpx.Response:
    content = "\r\n".join((header, *rows)).encode()
    return await client.post(
        f"/api/v1/plans?dry_run={dry_run}&origin={origin}",
        content=content,
        headers={"Content-Type": CSV, "Accept-Language": language},
    )


async def count_sessions() -> int:
    return int((await fetch("SELECT count(*) AS n FROM session"))[0]["n"])


def faults(answer: httpx.Response) -> list[tuple[str, Any, str]]:
    return [(each["field"], each["value"], each["expected"]) for each in answer.json()["errors"]]


async def test_a_plan_is_tried_then_kept_as_one_booking_for_each_purpose(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    rows = [
        row(),
        row(day="7/2/2090", title="Hari 2"),
        row(day="2090-02-08", purpose="Lain", headcount="10"),
    ]

    tried = await send(serang, *rows)
    nothing = await count_sessions()
    kept = await serang.post(f"{tried.json()['address']}/keep")
    again = await serang.post(f"{tried.json()['address']}/keep")

    assert (tried.status_code, tried.json()["state"], tried.json()["done"]) == (200, "judged", 3)
    assert not any(each["refuses"] for each in tried.json()["findings"])
    assert nothing == 0
    assert (kept.status_code, kept.json()["state"]) == (200, "kept")
    assert len(kept.json()["booking_ids"]) == 2
    assert (await count_sessions(), again.status_code) == (3, 409)


async def test_rows_clash_with_what_is_kept_and_with_each_other(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    assert (await send(serang, row(), dry_run="false")).status_code == 201

    refused = await send(
        serang,
        row(start="11.00", purpose="Lain"),
        row(day="7/2/2090"),
        row(day="7/2/2090", purpose="Sama", start="10.00"),
        row(day="8/2/2090"),
        dry_run="false",
    )

    assert refused.status_code == 409
    told = [(each["row"], each["code"]) for each in refused.json()["findings"] if each["refuses"]]
    assert told == [(2, "venue_clash"), (4, "venue_clash")]
    assert await count_sessions() == 1


async def test_every_row_that_names_nothing_is_told_at_once(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    unknown = await send(
        serang, row(room="Aula Z"), row(agency="Dinas Entah"), row(day="6/2/2001"), row(end="07.00")
    )
    theirs = await send(serang, row(agency="Dinas Bandung"))
    past = await send(serang, row(day="6/2/2001"))

    assert unknown.status_code == 422
    assert [each[::2] for each in faults(unknown)] == [
        ("rows[1].room", "known_by_name"),
        ("rows[2].agency", "known_by_name"),
        ("rows[4].ends_at", "after"),
    ]
    assert (theirs.status_code, faults(theirs)[0][::2]) == (422, ("rows[1].agency", "known"))
    assert (past.status_code, faults(past)[0][::2]) == (422, ("rows[1].ends_at", "ahead"))
    assert "Baris 2" in past.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", CSV, 400),
        (b"a;b\n\xff\xfe;2", CSV, 400),
        (HEADER.encode() + b'\n"x', CSV, 400),
        (b"PK\x03\x04nothing", XLSX, 400),
        (b"{}", "application/json", 415),
        (b"x\n" * 9_000_000, CSV, 413),
        ((HEADER + "\nx" * 100_000).encode(), CSV, 413),
        (b"warna\nmerah", CSV, 422),
    ],
    ids=["nothing", "bytes", "quotes", "workbook", "json", "large", "rows", "columns"],
)
async def test_what_is_no_plan(
    world: World, program_of: Program, content: bytes, kind: str, status: int
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    answer = await serang.post("/api/v1/plans", content=content, headers={"Content-Type": kind})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_long_plan_is_judged_by_the_worker_and_asked_after(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    rows = [row(day=f"{day}/{month}/2090") for month in range(3, 8) for day in range(1, 23)]

    taken = await send(serang, *rows, dry_run="false")
    waiting = await serang.get(taken.json()["address"])
    hidden = await bandung.get(taken.json()["address"])
    await judge_waiting(now=datetime.now(UTC), stopping=lambda: False)
    done = await serang.get(taken.json()["address"])

    assert (taken.status_code, waiting.json()["state"], hidden.status_code) == (202, "waiting", 404)
    answer = done.json()
    refusing = [each for each in answer["findings"] if each["refuses"]]
    # Weekends and holidays of 2090 aren't decreed: whatever is found, all or none is kept.
    assert answer["done"] == 110
    assert await count_sessions() == (0 if refusing else 110)
    assert answer["state"] == ("refused" if refusing else "kept")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_a_plan_goes_out_and_comes_back_as_it_was(
    world: World, program_of: Program, kind: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    assert (await send(serang, row(title="'=Hari 1", purpose="'-x"), dry_run="false")).is_success

    sent = await serang.get(f"/api/v1/plans?year=2090&format={kind}")
    (line,) = read_table(sent.content).lines
    other = await serang.get("/api/v1/plans?year=2089")

    assert sent.status_code == 200
    assert sent.headers["content-disposition"] == f'attachment; filename="rencana-2090.{kind}"'
    assert sent.headers["content-type"] == {"csv": f"{CSV}; charset=utf-8", "xlsx": XLSX}[kind]
    wanted = {"title": "=Hari 1", "purpose": "-x", "room": "Ruang bebas", "day": "2090-02-06"}
    assert {name: line.cells[name] for name in wanted} == wanted
    assert other.content.startswith(b"\xef\xbb\xbfRuang;")
    if kind == "csv":
        assert b";'=Hari 1;'-x;" in sent.content
    else:
        sheet = load_workbook(io.BytesIO(sent.content)).active
        assert sheet.cell(2, 6).data_type == "s"


async def test_what_a_plan_may_be_asked_by(world: World, program_of: Program) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    answers = [
        await serang.get("/api/v1/plans"),
        await serang.get("/api/v1/plans?year=1999"),
        await serang.get("/api/v1/plans?year=2027&format=pdf"),
        await serang.get(f"/api/v1/plans?year=2027&agency_id={world.plut}"),
        await serang.get(f"/api/v1/plans/{world.plut}"),
    ]

    assert [each.status_code for each in answers] == [400, 400, 400, 404, 404]


async def test_a_row_goes_on_past_midnight_and_comes_back_so(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    header = f"{HEADER};Alasan;Tanggal selesai"
    night = f"{row(start='22.00', end='01.00')};Jaga malam;7/2/2090"
    to_midnight = f"{row(day='8/2/2090', start='22.00', end='24.00')};Jaga malam;"

    kept = await send(serang, night, to_midnight, dry_run="false", header=header)
    sent = await serang.get("/api/v1/plans?year=2090")
    too_long = await send(serang, f"{row()};;8/2/2090", header=header)
    backwards = await send(serang, f"{row()};;5/2/2090", header=header)

    assert kept.status_code == 201, kept.text
    lines = [line.cells for line in read_table(sent.content).lines]
    ends = [(each["starts_at"], each["ends_at"], each["ends_on"]) for each in lines]
    assert ends == [("22:00", "01:00", "2090-02-07"), ("22:00", "00:00", "2090-02-09")]
    assert [each[::2] for each in faults(too_long)] == [("rows[1].ends_at", "at_most")]
    assert [each[::2] for each in faults(backwards)] == [("rows[1].ends_at", "after")]


async def test_how_people_meet_is_said_and_comes_back_but_no_link_to_the_lender(
    world: World, program_of: Program
) -> None:
    serang, bandung = await program_of(SERANG_COORDINATOR), await program_of(BANDUNG_COORDINATOR)
    header, link = f"{HEADER};Cara bertemu;Tautan", "https://meet.example/satu"
    rows = [
        f"{row()};Daring;{link}",
        f"{row(start='13.00', end='15.00')};Hibrida;{link}",
        f"{row(start='16.00', end='17.00')};;",
    ]

    kept = await send(serang, *rows, dry_run="false", header=header)
    sent = await serang.get("/api/v1/plans?year=2090")
    lent = await bandung.get("/api/v1/plans?year=2090")

    assert kept.status_code == 201, kept.text
    modes = ["daring", "hibrida", "tatap muka"]
    assert met(sent) == list(zip(modes, [link, link, ""], strict=True))
    assert met(lent) == [(mode, "") for mode in modes]


def met(sent: httpx.Response) -> list[tuple[str, str]]:
    lines = [line.cells for line in read_table(sent.content).lines]
    return [(each["mode"], each["link"]) for each in lines]


@pytest.mark.parametrize(
    ("cells", "field", "expected"),
    [
        ("lewat pos;", "mode", "one_of"),
        ("daring;", "link", "required"),
        (";https://meet.example/a", "link", "absent"),
        ("hibrida;http://meet.example/a", "link", "web_address"),
        ("daring;=A1", "link", "no_formula"),
    ],
    ids=["unknown", "no link", "link to a room", "http", "formula"],
)
async def test_a_row_that_nobody_could_join_is_named(
    world: World, program_of: Program, cells: str, field: str, expected: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    answer = await send(serang, f"{row()};{cells}", header=f"{HEADER};Cara bertemu;Tautan")

    assert [each[::2] for each in faults(answer)] == [(f"rows[1].{field}", expected)]


async def test_a_table_is_written_down_as_uses_of_ones_own_rooms(
    world: World, program_of: Program
) -> None:
    """Approved, though a manager decides about the room, and of the past if need be."""
    manager, serang = await program_of(BANDUNG_MANAGER), await program_of(SERANG_COORDINATOR)
    rows = [
        row(room="Ruang pengelola", agency=""),
        row(room="Ruang pengelola", day="6/2/2001", agency="Dinas Bandung", purpose="Dulu"),
    ]

    kept = await send(manager, *rows, dry_run="false", origin="recorded")
    theirs = await send(serang, *rows, origin="recorded")
    clashing = await send(manager, row(room="Ruang pengelola"), origin="recorded")

    assert (kept.status_code, kept.json().get("origin")) == (201, "recorded"), kept.text
    found = await fetch("SELECT origin, state, agency FROM booking")
    assert [(each["origin"], each["state"]) for each in found] == [("recorded", "approved")] * 2
    assert {str(each["agency"]) for each in found} == {str(world.bandung_dinas)}
    assert (theirs.status_code, faults(theirs)[0][::2]) == (422, ("rows[1].room", "managed"))
    assert [each["code"] for each in clashing.json()["findings"] if each["refuses"]] == [
        "venue_clash"
    ]


async def test_findings_are_told_as_their_reader_names_things(
    world: World, program_of: Program
) -> None:
    serang = await program_of(SERANG_COORDINATOR)
    await fetch("UPDATE agreement SET state = 'ended'")

    told = {
        language: await send(serang, row(), language=language, dry_run=dry_run)
        for language, dry_run in (("id", "true"), ("en", "false"))
    }
    asked_after = await serang.get(told["id"].json()["address"], headers={"Accept-Language": "en"})

    messages = {
        name: next(each["message"] for each in found if each["code"] == "agreement_none")
        for name, found in (
            *((name, answer.json()["findings"]) for name, answer in told.items()),
            ("again", asked_after.json()["findings"]),
        )
    }
    assert "Kab. Bandung dan Kab. Serang" in messages["id"]
    assert messages["en"] == messages["again"]
    assert "between Kab. Bandung and Kab. Serang" in messages["en"]


@pytest.mark.parametrize("cell", ["=1+1", "+62812", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0"])
async def test_what_a_spreadsheet_would_run_is_named_by_its_cell(
    world: World, program_of: Program, cell: str
) -> None:
    serang = await program_of(SERANG_COORDINATOR)

    refused = await send(serang, row(), row(day="7/2/2090", purpose=cell, title=cell))

    assert refused.status_code == 422
    assert sorted(each[::2] for each in faults(refused)) == [
        ("rows[2].purpose", "no_formula"),
        ("rows[2].title", "no_formula"),
    ]
    assert "Baris 3, Keperluan" in refused.text
