"""Year plans: taken out as a file, sent in as one, looked over, and kept."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from lintas.actions.bookings.import_plan.keeping import keep_plan
from lintas.actions.bookings.import_plan.staging import (
    MOST_AT_ONCE,
    PlanRefused,
    judge_import,
    stage_plan,
)
from lintas.domain.bookings import Origin
from lintas.domain.imports import ImportState
from lintas.domain.people import Actor
from lintas.domain.refusal import Refusal
from lintas.domain.sheets import COLUMNS
from lintas.intake.sheets.plans import read_rows
from lintas.intake.sheets.tables import read_table
from lintas.render.findings import label, say_finding
from lintas.render.refusals import say_fault
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_agencies
from lintas.store.imports import RowFinding, find_import, list_row_findings
from lintas.web.api.plans import plan_file
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.doors import LARGEST_TABLE
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.keeping.noun import read_key
from lintas.web.regencies import name_regencies
from lintas.web.uploads import file_of

SENDING, ONE = "plans/send.html", "plans/plan.html"
MOST_SHOWN = 60
ORIGINS = (
    (Origin.ASKED.value, "Permohonan peminjaman"),
    (Origin.RECORDED.value, "Pemakaian ruang kami sendiri, langsung tercatat"),
)
UNDERWAY = frozenset({ImportState.WAITING, ImportState.JUDGING})


@dataclass(frozen=True, slots=True)
class FoundShown:
    row: int
    severity: str
    title: str
    text: str
    refuses: bool


@get("/rencana")
async def show_plans(request: AnyRequest) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    form = blank_form(
        agency_id="", origin=Origin.ASKED, tahun=now.year + 1, perangkat="", format="csv"
    )
    return await show(request, SENDING, form=form, faults=(), **await _facts(actor))


@get("/rencana/berkas")
async def send_file(
    request: AnyRequest,
    year: Annotated[int, QueryParameter(name="tahun", ge=2000, le=2099)],
    agency: Annotated[str, QueryParameter(name="perangkat", max_length=40)] = "",
    kind: Annotated[Literal["csv", "xlsx"], QueryParameter(name="format")] = "csv",
) -> Response[bytes]:
    agency_id = read_key(agency, "agency_id") if agency else None
    return await plan_file(asking(request), (year, agency_id, None, None), kind)


@post("/rencana", status_code=200, opt={"uploads": True}, request_max_body_size=LARGEST_TABLE)
async def take(request: AnyRequest) -> Page:
    """Read, looked up and judged at once; a long one by and by. Nothing is booked."""
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    chosen = form.value("agency_id")
    agency_id = form.identifier("agency_id") if chosen else None
    try:
        origin = form.choice("origin", Origin)
        form.refuse_faults()
        rows = read_rows(await asyncio.to_thread(read_table, file_of(request, "file")))
        staged = await stage_plan(
            rows,
            agency_id=agency_id,
            for_keeps=False,
            hold_for=settings_of(request).hold,
            actor=actor,
            now=now,
            origin=origin,
        )
        if staged.rows <= MOST_AT_ONCE:
            await judge_import(staged, now=now)
    except Refusal as refusal:
        return await _again(request, form, refusal, actor)
    return go(request, f"/rencana/{staged.id}")


@get("/rencana/{plan_id:uuid}")
async def show_plan(request: AnyRequest, plan_id: FromPath[UUID]) -> Page:
    found = await find_import(plan_id, seen_by=asking(request))
    findings = await list_row_findings(found.id)
    names = await name_regencies()
    return await show(
        request,
        ONE,
        plan=found,
        is_underway=found.state in UNDERWAY,
        refusing=sum(each.refuses for each in findings),
        findings=[_found_shown(each, names) for each in findings[:MOST_SHOWN]],
        total=len(findings),
    )


@post("/rencana/{plan_id:uuid}/simpan")
async def keep(request: AnyRequest, plan_id: FromPath[UUID]) -> Page:
    try:
        await keep_plan(plan_id, actor=asking(request), now=datetime.now(UTC))
    except PlanRefused:
        return go(request, f"/rencana/{plan_id}")
    return go(request, f"/rencana/{plan_id}", flash="plan_kept")


async def _again(request: AnyRequest, form: Form, refusal: Refusal, actor: Actor) -> Page:
    again = form.with_value("tahun", str(datetime.now(UTC).year + 1))
    told = [say_fault(fault) for fault in refusal.faults[:MOST_SHOWN]]
    return await show_again(request, SENDING, again, refusal, faults=told, **await _facts(actor))


async def _facts(actor: Actor) -> dict[str, Any]:
    mine = [
        (each.id, each.name)
        for each in await list_agencies(limit=1000)
        if can(actor, Verb.ASK, Subject(keeper=each.keeper))
    ]
    manages = actor.is_operator or any(
        can(actor, Verb.RECORD_USE, Subject(lender=code)) for code in actor.regencies()
    )
    return {"agencies": mine, "columns": COLUMNS, "origins": ORIGINS if manages else ORIGINS[:1]}


def _found_shown(each: RowFinding, names: Mapping[str, str]) -> FoundShown:
    return FoundShown(
        row=each.row,
        severity=each.finding.severity.value,
        title=label(each.finding.code),
        text=say_finding(each.finding, ZoneInfo(each.zone), regencies=names),
        refuses=each.refuses,
    )


PLANS = (show_plans, send_file, take, show_plan, keep)
