"""A batch as an inspector reads it: on a page, as tables for a spreadsheet, and on paper."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath

from lintas.actions.programs.compile_dossier import compile_dossier
from lintas.domain.dossiers import Dossier
from lintas.domain.refusal import NotFound
from lintas.intake.sheets.tables import CSV
from lintas.render.dossiers import list_tables, say_standing, write_pdf, write_table
from lintas.render.times import say_moment
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show

PDF = "application/pdf"
# A long dossier is read in its files.
MOST_ROWS = 100


@get("/angkatan/{batch_id:uuid}/berkas")
async def show_dossier(request: AnyRequest, batch_id: FromPath[UUID]) -> Page:
    dossier = await _compile(request, batch_id)
    return await show(
        request,
        "batches/dossier.html",
        address=f"/angkatan/{batch_id}",
        title=dossier.title,
        made=say_moment(dossier.made_at, dossier.zone),
        standing=say_standing(dossier),
        is_whole=not dossier.broken,
        head=dossier.head,
        tables=list_tables(dossier),
        most=MOST_ROWS,
    )


@get("/angkatan/{batch_id:uuid}/berkas/pdf")
async def send_paper(request: AnyRequest, batch_id: FromPath[UUID]) -> Response[bytes]:
    dossier = await _compile(request, batch_id)
    paper = await asyncio.to_thread(write_pdf, dossier)
    return _file(paper, PDF, f"berkas-{batch_id}.pdf")


@get("/angkatan/{batch_id:uuid}/berkas/{key:str}")
async def send_table(
    request: AnyRequest, batch_id: FromPath[UUID], key: FromPath[str]
) -> Response[bytes]:
    dossier = await _compile(request, batch_id)
    for table in list_tables(dossier):
        if table.key == key:
            return _file(write_table(table), CSV, f"berkas-{key}-{batch_id}.csv")
    raise NotFound("key", key)


async def _compile(request: AnyRequest, batch_id: UUID) -> Dossier:
    return await compile_dossier(batch_id, actor=asking(request), now=datetime.now(UTC))


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=kept)


DOSSIER = (show_dossier, send_paper, send_table)
