"""Somebody leaves: from now on the account lets nobody in."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.keeping_accounts import allow_keeping
from lintas.domain.accounts import CredentialKind
from lintas.domain.people import Actor
from lintas.store.accounts import find_account, save_account
from lintas.store.credentials import save_all_ended
from lintas.store.transaction import writing


async def disable_account(account_id: UUID, *, by: Actor, now: datetime) -> None:
    """Its browsers, links and tokens end with it; what it did keeps its name.

    Raises:
        NotFound, NotAllowed.
    """
    account = await find_account(account_id, seen_by=by)
    allow_keeping(by, account)

    async with writing():
        await save_account(replace(account, disabled_at=now))
        for kind in CredentialKind:
            await save_all_ended(account.id, kind, now=now)
        await audit(by, "disable_account", ("account", account.id), now=now)
