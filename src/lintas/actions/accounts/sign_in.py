"""Somebody signs a browser in with a password."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.passwords import hash_password, is_outdated, password_matches
from lintas.actions.steps.signing_in import open_browser
from lintas.domain.accounts import Account
from lintas.domain.refusal import NotFound, Refusal
from lintas.store.accounts import find_account_by_email, find_password_hash, save_password_hash
from lintas.store.transaction import writing


class SignInRefused(Refusal):
    """Which of the two was wrong is not told: it would tell who has an account."""


async def sign_in(*, email: str, password: str, now: datetime) -> str:
    """The secret of the signed-in browser. Everybody may try; the door slows down who guesses.

    Raises:
        SignInRefused: after as long for an unknown account as for a wrong password.
    """
    account, phc = await _look_up(email)
    if not await password_matches(password, phc) or account is None or account.disabled_at:
        raise SignInRefused
    renewed = await hash_password(password) if is_outdated(phc) else ""

    async with writing():
        if renewed:
            await save_password_hash(account.id, renewed)
        secret = await open_browser(account.id, now=now)
        await audit(account.acting(), "sign_in", ("account", account.id), now=now)
    return secret


async def _look_up(email: str) -> tuple[Account | None, str]:
    try:
        account = await find_account_by_email(email.strip().lower())
    except NotFound:
        return None, ""
    return account, await find_password_hash(account.id)
