"""Somebody's password is set: one's own, or any from the server's shell."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.passwords import check_password, hash_password
from lintas.domain.accounts import CredentialKind
from lintas.domain.people import Actor
from lintas.rules.access import NotAllowed
from lintas.store.accounts import find_account, save_password_hash
from lintas.store.credentials import save_all_ended
from lintas.store.transaction import writing


async def set_password(account_id: UUID, password: str, *, by: Actor, now: datetime) -> None:
    """Every browser and link that was in force ends: whoever took one over is out.

    Raises:
        NotAllowed: another's, and not from the shell.
        WeakPassword, NotFound.
    """
    if by.id != account_id and not by.is_operator:
        raise NotAllowed("set that password")
    check_password(password)
    account = await find_account(account_id, seen_by=by)
    password_hash = await hash_password(password)

    async with writing():
        await save_password_hash(account.id, password_hash)
        for kind in (CredentialKind.BROWSER, CredentialKind.LINK):
            await save_all_ended(account.id, kind, now=now)
        await audit(by, "set_password", ("account", account.id), now=now)
