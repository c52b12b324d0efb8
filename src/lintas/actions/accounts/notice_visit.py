"""A credential was used: note when, so that idle browsers can be signed out."""

from datetime import datetime

from lintas.domain.accounts import Visit
from lintas.store.credentials import save_seen
from lintas.store.transaction import writing


async def notice_visit(visit: Visit, *, now: datetime) -> None:
    async with writing():
        await save_seen(visit.credential_id, now=now)
