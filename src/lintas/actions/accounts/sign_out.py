"""Somebody signs a browser out."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.domain.accounts import Visit
from lintas.store.credentials import save_ended
from lintas.store.transaction import writing


async def sign_out(visit: Visit, *, now: datetime) -> None:
    """From now on the browser's secret opens nothing, whoever else has it; each may, for itself."""
    async with writing():
        await save_ended(visit.credential_id, now=now)
        await audit(visit.actor, "sign_out", ("account", visit.actor.id), now=now)
