"""Handing out what people prove themselves with, inside the transaction of an action."""

from datetime import datetime

from lintas.domain.accounts import (
    BROWSER_LIFE,
    LINK_LIFE,
    Credential,
    CredentialId,
    CredentialKind,
)
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.credentials import add_credential


async def open_browser(account_id: AccountId, *, now: datetime) -> str:
    """The secret of a newly signed-in browser: never one that came from outside."""
    return await _hand_out(CredentialKind.BROWSER, account_id, now=now)


async def make_link(account_id: AccountId, *, now: datetime) -> str:
    """The secret of a link that signs in once, within a day."""
    return await _hand_out(CredentialKind.LINK, account_id, now=now)


async def _hand_out(kind: CredentialKind, account_id: AccountId, *, now: datetime) -> str:
    secret = new_secret()
    life = BROWSER_LIFE if kind is CredentialKind.BROWSER else LINK_LIFE
    await add_credential(
        Credential(
            id=CredentialId(new_id(now)),
            account_id=account_id,
            kind=kind,
            secret_hash=hash_secret(secret),
            created_at=now,
            expires_at=now + life,
        )
    )
    return secret
