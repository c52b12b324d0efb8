"""Somebody asks for a sign-in link by e-mail."""

from datetime import datetime, timedelta

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.signing_in import make_link
from lintas.domain.people import AccountId
from lintas.domain.refusal import NotFound
from lintas.store.accounts import find_account_by_email
from lintas.store.outbox import Channel, News, Recipient, add_messages
from lintas.store.transaction import writing

# One mail in this time, however often somebody asks.
PAUSE = timedelta(minutes=5)


class ByMail(Recipient):
    """The account's mailbox and nothing else: a link in the inbox would help nobody in."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        return (Channel.EMAIL,)


async def ask_for_link(email: str, *, now: datetime) -> None:
    """Queue the mail. Everybody may ask, and nobody is told whether there is such an account.

    The message holds no link: it is made when the mail is sent, by `make_link_for_mail`, so that
    none is kept in readable form.
    """
    try:
        account = await find_account_by_email(email.strip().lower())
    except NotFound:
        return
    if account.disabled_at:
        return

    async with writing():
        news = News(
            kind="sign_in_link",
            subject_kind="account",
            subject_id=account.id,
            version=str(int(now.timestamp() // PAUSE.total_seconds())),
            facts={},
        )
        await add_messages(news, [ByMail(account.id, None, account.email)], now=now)


async def make_link_for_mail(account_id: AccountId, *, now: datetime) -> str:
    """The secret of the link, for whoever sends the mail."""
    async with writing():
        secret = await make_link(account_id, now=now)
        await audit(None, "issue_link", ("account", account_id), now=now)
    return secret
