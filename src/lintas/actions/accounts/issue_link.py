"""A coordinator makes a sign-in link for a colleague, to be sent by hand."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.keeping_accounts import allow_keeping
from lintas.actions.steps.signing_in import make_link
from lintas.domain.accounts import Account, CredentialKind
from lintas.domain.people import Actor
from lintas.store.accounts import find_account
from lintas.store.credentials import save_all_ended
from lintas.store.transaction import writing


async def issue_link(account_id: UUID, *, by: Actor, now: datetime) -> tuple[Account, str]:
    """The account, and the link's secret; older links of the account end.

    Raises:
        NotFound: no such account that the maker can see.
        NotAllowed: it has a role somewhere else, too.
    """
    account = await find_account(account_id, seen_by=by)
    allow_keeping(by, account)

    async with writing():
        await save_all_ended(account.id, CredentialKind.LINK, now=now)
        secret = await make_link(account.id, now=now)
        await audit(by, "issue_link", ("account", account.id), now=now)
    return account, secret
