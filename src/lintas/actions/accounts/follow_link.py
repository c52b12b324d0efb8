"""Somebody signs a browser in with a one-time link."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.signing_in import open_browser
from lintas.domain.people import Actor
from lintas.domain.secret import hash_secret
from lintas.store.credentials import save_link_used
from lintas.store.transaction import writing


async def follow_link(secret: str, *, now: datetime) -> str:
    """The secret of the signed-in browser; whoever holds the link may, once.

    Raises:
        CredentialUnknown: used, too old, or never ours.
    """
    async with writing():
        account_id = await save_link_used(hash_secret(secret), now=now)
        browser = await open_browser(account_id, now=now)
        await audit(Actor(account_id, "", ()), "sign_in", ("account", account_id), now=now)
    return browser
