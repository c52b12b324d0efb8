"""Somebody signs out every browser, this one too: a phone was lost, say."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.domain.accounts import CredentialKind
from lintas.domain.people import Actor
from lintas.store.credentials import save_all_ended
from lintas.store.transaction import writing


async def sign_out_everywhere(*, by: Actor, now: datetime) -> None:
    """Everybody may, for oneself. API tokens stay."""
    async with writing():
        for kind in (CredentialKind.BROWSER, CredentialKind.LINK):
            await save_all_ended(by.id, kind, now=now)
        await audit(by, "sign_out_everywhere", ("account", by.id), now=now)
