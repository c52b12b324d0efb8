"""A coordinator lets somebody in."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.signing_in import make_link
from lintas.domain.accounts import EVERYWHERE, Account, parse_email
from lintas.domain.agencies import RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Actor, Membership, Role
from lintas.domain.refusal import AlreadyThere, NotFound
from lintas.rules.access import NotAllowed, Subject, Verb, allow
from lintas.store.accounts import add_account, find_account_by_email
from lintas.store.agencies import find_regency
from lintas.store.transaction import writing


async def invite_account(
    *, email: str, name: str, membership: Membership, by: Actor, now: datetime
) -> tuple[Account, str]:
    """The new account, and the secret of a link that signs it in once.

    An account that is there already is never touched: it may be another office's.

    Raises:
        NotAllowed: another regency's roles, or one that holds everywhere.
        NotAnEmail, NotFound: no such regency.
        AlreadyThere: somebody has that address.
    """
    allow(by, Verb.KEEP_ACCOUNTS, Subject(keeper=membership.regency))
    if membership.role in EVERYWHERE and not _may_give(by, membership.role):
        raise NotAllowed("give that role")
    account = Account(AccountId(new_id(now)), parse_email(email), name, (membership,))

    async with writing(f"account:{account.email}"):
        await check_regency(membership.regency)
        await refuse_known(account.email)
        await add_account(account, now=now)
        secret = await make_link(account.id, now=now)
        after = {"role": membership.role, "regency": membership.regency}
        await audit(by, "invite_account", ("account", account.id), now=now, after=after)
    return account, secret


async def check_regency(regency: RegencyCode | None) -> None:
    """Raises NotFound, naming `regency`."""
    if regency is not None:
        await find_regency(regency)


async def refuse_known(email: str) -> None:
    """Raises AlreadyThere."""
    try:
        await find_account_by_email(email)
    except NotFound:
        return
    raise AlreadyThere("email", email)


def _may_give(by: Actor, role: Role) -> bool:
    """Admins are made by admins and by the server's own shell, operators by nobody."""
    makers = {Role.ADMIN, Role.OPERATOR}
    return role is Role.ADMIN and any(each.role in makers for each in by.memberships)
