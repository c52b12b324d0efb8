"""A batch as an inspector reads it, for programs."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, get
from litestar.params import FromPath
from msgspec import Struct

from lintas.actions.programs.compile_dossier import compile_dossier
from lintas.render.dossiers import list_tables
from lintas.web.api.replies import refuses
from lintas.web.asking import asking
from lintas.web.languages import language_of

AnyRequest = Request[Any, Any, Any]


class TableReply(Struct):
    """`key`: rundown, changes, attendance, letters, overlaps or passed. Rows hold words."""

    key: str
    title: str
    columns: list[str]
    rows: list[list[str]]


class DossierReply(Struct):
    """`broken` are places in the audit's chain whose entries are not what the chain says.

    `unchained` entries have no place yet; `head` is the chain's last head, as it is printed;
    `more` older changes are left out.
    """

    title: str
    made_at: datetime
    broken: list[int]
    unchained: int
    more: int
    head: str
    tables: list[TableReply]


@get("/batches/{batch_id:uuid}/dossier", tags=["batches"], responses=refuses(403, 404))
async def tell_dossier(request: AnyRequest, batch_id: FromPath[UUID]) -> DossierReply:
    """What was planned, what became of it, who decided why, and whether the trail is whole."""
    dossier = await compile_dossier(batch_id, actor=asking(request), now=datetime.now(UTC))
    return DossierReply(
        title=dossier.title,
        made_at=dossier.made_at,
        broken=[deed.number for deed in dossier.broken],
        unchained=dossier.unchained,
        more=dossier.more,
        head=dossier.head,
        tables=[
            TableReply(each.key, each.title, list(each.columns), list(map(list, each.rows)))
            for each in list_tables(dossier, language_of(request))
        ],
    )


DOSSIERS = (tell_dossier,)
