"""Somebody gives oneself another password."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.passwords import check_password, hash_password, password_matches
from lintas.actions.steps.signing_in import open_browser
from lintas.domain.accounts import CredentialKind
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid
from lintas.store.accounts import find_password_hash, save_password_hash
from lintas.store.credentials import save_all_ended
from lintas.store.transaction import writing


class WrongPassword(Invalid):
    """The present password was asked for, and another one given."""


async def change_password(*, present: str, new: str, by: Actor, now: datetime) -> str:
    """The secret of a newly signed-in browser; all others of the account are signed out.

    Whoever has a password shows it first: a browser left open must not be enough. Everybody may,
    for oneself.

    Raises:
        WrongPassword, WeakPassword.
    """
    check_password(new)
    phc = await find_password_hash(by.id)
    if phc and not await password_matches(present, phc):
        raise WrongPassword(faults=(Fault("present", "…", "matching"),))
    password_hash = await hash_password(new)

    async with writing():
        await save_password_hash(by.id, password_hash)
        for kind in (CredentialKind.BROWSER, CredentialKind.LINK):
            await save_all_ended(by.id, kind, now=now)
        secret = await open_browser(by.id, now=now)
        await audit(by, "set_password", ("account", by.id), now=now)
    return secret
