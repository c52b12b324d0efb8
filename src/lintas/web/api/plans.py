"""Year plans in bulk, for programs: out as files, in through the judge."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Request, Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from lintas.actions.bookings.import_plan.keeping import keep_plan
from lintas.actions.bookings.import_plan.staging import (
    MOST_AT_ONCE,
    PlanRefused,
    judge_import,
    stage_plan,
)
from lintas.domain.bookings import Origin
from lintas.domain.imports import ImportState, PlanImport
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.intake.sheets.plans import read_rows
from lintas.intake.sheets.tables import CSV, XLSX, read_table
from lintas.render.sheets import write_csv, write_workbook
from lintas.store.agencies import find_agency
from lintas.store.imports import RowFinding, find_import, list_row_findings
from lintas.store.programs.batches import find_batch
from lintas.store.sheets import Wanted, list_planned
from lintas.web.api.replies import refuses
from lintas.web.asking import asking, settings_of
from lintas.web.doors import LARGEST_TABLE
from lintas.web.findings import RowFindingReply, row_findings_reply, telling_rows
from lintas.web.readers import Reader, reader_of

AnyRequest = Request[Any, Any, Any]
ZONE = ZoneInfo("Asia/Jakarta")
KINDS = {"csv": (CSV, write_csv), "xlsx": (XLSX, write_workbook)}
TAKES = (CSV, XLSX, "application/octet-stream")


class PlanReply(Struct):
    """`state`: waiting and judging (ask again at `address`), judged, refused, kept.

    `origin`: asked or recorded. A judged plan is kept by POST to `address`/keep. `done` of `rows`
    have been judged.
    """

    id: UUID
    state: str
    origin: str
    rows: int
    done: int
    booking_ids: list[UUID]
    findings: list[RowFindingReply]
    address: str


JUDGED = ResponseSpec(
    PlanReply, generate_examples=False, description="A dry run: what would be; nothing is booked."
)
WAITING = ResponseSpec(
    PlanReply, generate_examples=False, description="A long one: ask again at `address`."
)


@get("/plans", tags=["plans"], responses=refuses(404))
async def send_plan(
    request: AnyRequest,
    year: Annotated[int, QueryParameter(ge=2000, le=2099)],
    agency_id: Annotated[UUID | None, QueryParameter()] = None,
    batch_id: Annotated[UUID | None, QueryParameter()] = None,
    regency: Annotated[str | None, QueryParameter(max_length=13)] = None,
    kind: Annotated[Literal["csv", "xlsx"], QueryParameter(name="format")] = "csv",
) -> Response[bytes]:
    """A year's sessions as a file that can be sent back, as far as the asker sees them."""
    return await plan_file(asking(request), (year, agency_id, batch_id, regency), kind)


async def plan_file(
    actor: Actor, of: tuple[int, UUID | None, UUID | None, str | None], kind: str
) -> Response[bytes]:
    """Raises NotFound."""
    year, agency_id, batch_id, regency = of
    if agency_id:
        await find_agency(agency_id)
    if batch_id:
        await find_batch(batch_id, seen_by=actor)
    span = TimeSpan(datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE))
    planned = await list_planned(Wanted(span, agency_id, batch_id, regency), seen_by=actor)
    media_type, write = KINDS[kind]
    content = await asyncio.to_thread(write, planned)
    name = f"rencana-{year}.{kind}"
    return Response(
        content,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@post(
    "/plans",
    tags=["plans"],
    status_code=201,
    opt={"takes": TAKES},
    request_max_body_size=LARGEST_TABLE,
    responses={200: JUDGED, 202: WAITING, **refuses(400, 404, 409, 413, 415, 422)},
)
async def take_plan(
    request: AnyRequest,
    dry_run: Annotated[Literal["true", "false"], QueryParameter()] = "true",
    agency_id: Annotated[UUID | None, QueryParameter()] = None,
    origin: Annotated[Literal["asked", "recorded"], QueryParameter()] = "asked",
) -> Response[PlanReply]:
    """A table as its body, CSV or a workbook: rows of sessions, judged whole, kept whole or not.

    Columns: Ruang, Tanggal, Mulai, Selesai, Jumlah peserta; Tempat, Judul sesi, Keperluan,
    Perangkat daerah, Angkatan, Pengajar, Tata letak, Alasan, Tanggal selesai, Cara bertemu (tatap
    muka, daring or hibrida), Tautan. `agency_id` is whose rows without one are. Rows that share
    agency, room, batch and purpose are one booking. With `origin` "recorded" they are uses of the
    asker's own rooms, approved by being written down.
    """
    content = await request.body()
    actor, now = asking(request), datetime.now(UTC)
    if agency_id:
        await find_agency(agency_id)
    rows = read_rows(await asyncio.to_thread(read_table, content))
    staged = await stage_plan(
        rows,
        agency_id=agency_id,
        for_keeps=dry_run == "false",
        hold_for=settings_of(request).hold,
        actor=actor,
        now=now,
        origin=Origin(origin),
    )
    reader = await reader_of(request)
    if staged.rows > MOST_AT_ONCE:
        return Response(plan_reply(staged, (), reader), status_code=202)
    judged, found = await judge_import(staged, now=now)
    if not staged.for_keeps:
        return Response(plan_reply(judged, found, reader), status_code=200)
    with telling_rows(reader):
        if judged.state is ImportState.REFUSED:
            raise PlanRefused(judged, found)
        kept = await keep_plan(judged.id, actor=actor, now=now)
    return Response(plan_reply(kept, found, reader), status_code=201)


@get("/plans/{plan_id:uuid}", tags=["plans"])
async def show_plan(request: AnyRequest, plan_id: FromPath[UUID]) -> PlanReply:
    """How far it has come, and what was found."""
    found = await find_import(plan_id, seen_by=asking(request))
    return plan_reply(found, await list_row_findings(found.id), await reader_of(request))


@post("/plans/{plan_id:uuid}/keep", tags=["plans"], status_code=200, responses=refuses(409, 422))
async def keep(request: AnyRequest, plan_id: FromPath[UUID]) -> PlanReply:
    """Book everything in a judged plan, or nothing: every law is judged again."""
    reader = await reader_of(request)
    with telling_rows(reader):
        kept = await keep_plan(plan_id, actor=asking(request), now=datetime.now(UTC))
    return plan_reply(kept, await list_row_findings(kept.id), reader)


def plan_reply(each: PlanImport, found: tuple[RowFinding, ...], reader: Reader) -> PlanReply:
    return PlanReply(
        id=each.id,
        state=each.state.value,
        origin=each.origin.value,
        rows=each.rows,
        done=each.done,
        booking_ids=list(each.booking_ids),
        findings=row_findings_reply(found, reader),
        address=f"/api/v1/plans/{each.id}",
    )


PLANS = (send_plan, take_plan, show_plan, keep)
