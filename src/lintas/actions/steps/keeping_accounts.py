"""Whether somebody may do something to an account."""

from lintas.domain.accounts import Account
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, allow


def allow_keeping(actor: Actor, account: Account) -> None:
    """Go on only if the actor keeps accounts wherever this one has a role.

    Whoever gets into an account acts in all of its roles: a coordinator of one regency must not
    come into another that way.

    Raises:
        NotAllowed: it has a role somewhere else, too.
    """
    for regency in {membership.regency for membership in account.memberships} or {None}:
        allow(actor, Verb.KEEP_ACCOUNTS, Subject(keeper=regency))
