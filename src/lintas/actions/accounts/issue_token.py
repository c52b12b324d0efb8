"""The server's own shell gives out an API token."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.domain.accounts import (
    SHELL,
    TOKEN_PREFIX,
    Account,
    Credential,
    CredentialId,
    CredentialKind,
    parse_email,
)
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Actor, Membership, Role
from lintas.domain.refusal import NotFound
from lintas.domain.secret import hash_secret, new_secret
from lintas.rules.access import NotAllowed
from lintas.store.accounts import add_account, add_membership, find_account_by_email
from lintas.store.agencies import find_regency
from lintas.store.credentials import add_credential
from lintas.store.transaction import writing


async def issue_token(
    *, email: str, acts_as: Membership | None, label: str, by: Actor, now: datetime
) -> str:
    """The whole token; the account is made when there is none, and given the role.

    An operator's token gives its
    account no role, so that signing in by browser never makes an operator. Without `acts_as` it
    acts in all roles that the account has at each time.

    Raises:
        NotAllowed: not from the shell.
        NotAnEmail, NotFound: no such regency.
    """
    if by != SHELL:
        raise NotAllowed("issue a token")
    email = parse_email(email)
    token = TOKEN_PREFIX + new_secret()
    async with writing(f"account:{email}"):
        if acts_as and acts_as.regency:
            await find_regency(acts_as.regency)
        account = await _find_or_add(email, now=now)
        if acts_as and acts_as.role is not Role.OPERATOR and acts_as not in account.memberships:
            await add_membership(account.id, acts_as, now=now)
        credential = Credential(
            id=CredentialId(new_id(now)),
            account_id=account.id,
            kind=CredentialKind.TOKEN,
            secret_hash=hash_secret(token),
            created_at=now,
            label=label,
            acts_as=acts_as,
        )
        await add_credential(credential)
        after = {"token": credential.id, "role": acts_as.role if acts_as else ""}
        await audit(by, "issue_token", ("account", account.id), now=now, after=after)
    return token


async def _find_or_add(email: str, *, now: datetime) -> Account:
    try:
        account = await find_account_by_email(email)
    except NotFound:
        account = Account(AccountId(new_id(now)), email, name=email.partition("@")[0])
        await add_account(account, now=now)
    return account
