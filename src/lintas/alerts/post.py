"""Where mail is handed in, and what one mail needs besides its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lintas.actions.accounts.ask_for_link import make_link_for_mail
from lintas.alerts.entries import dated, is_entry, make_mailed_calendar
from lintas.alerts.letters import Envelope, parse_address, write_letter
from lintas.alerts.smtp import MailRefused, NotAMailServer, SmtpSettings, parse_smtp_url
from lintas.alerts.truth import SIGN_IN
from lintas.domain.accounts import LINK_LIFE
from lintas.render.messages import NO_PAGE, OWN_PAGE, say_message
from lintas.render.reading_on import led_on, list_led_to
from lintas.store.messages.own_pages import has_own_page, list_closed
from lintas.store.messages.sending import Letter


@dataclass(frozen=True, slots=True)
class Post:
    """One worker's way to the mail server; `worker` names it in leases, differently for each."""

    smtp: SmtpSettings
    public_url: str
    worker: str

    @property
    def host(self) -> str:
        return host_of(self.public_url)


def make_post(smtp_url: str, *, sender: str, public_url: str, worker: str) -> Post:
    """Raises NotAMailServer: also for a sender that no mail could come from."""
    try:
        parse_address(sender)
    except MailRefused as error:
        raise NotAMailServer(f"mail can't come from {sender!r}") from error
    smtp = parse_smtp_url(smtp_url, sender=sender, hello=host_of(public_url))
    return Post(smtp, public_url, worker)


def host_of(public_url: str) -> str:
    """Our name among mail servers (RFC 5321, 4.1.3: a bare address stands in brackets)."""
    host = urlsplit(public_url).hostname or "localhost"
    if ":" in host:
        return f"[IPv6:{host}]"
    return f"[{host}]" if host.replace(".", "").isdecimal() else host


async def write_mail(post: Post, letter: Letter, address: str, *, now: datetime) -> bytes:
    """The mail for one claimed message.

    Raises:
        MailRefused: `address` can't be one.
    """
    facts = await _facts(letter, now=now)
    wording = say_message(letter.kind, facts, public_url=post.public_url)
    envelope = Envelope(letter.id, post.smtp.sender, address, post.public_url, post.host)
    mailed_calendar = None
    if is_entry(letter):
        wording = dated(wording, letter)
        mailed_calendar = await make_mailed_calendar(letter, envelope)
    return write_letter(wording, envelope, mailed_calendar, now=now)


async def _facts(letter: Letter, *, now: datetime) -> Mapping[str, Any]:
    if letter.person_id is not None:
        # Of personal links only hashes are kept, and our other pages open with an account only.
        has_page = await has_own_page(letter.person_id)
        return {**letter.facts, "reader": OWN_PAGE if has_page else NO_PAGE}
    if letter.account_id is None:
        return letter.facts
    if letter.kind != SIGN_IN:
        closed = await list_closed(list_led_to([letter.facts]), letter.account_id)
        return led_on(letter.facts, closed)
    # Made only now, and kept nowhere in readable form.
    secret = await make_link_for_mail(letter.account_id, now=now)
    until = (now + LINK_LIFE).isoformat()
    return {**letter.facts, "link": f"/masuk/{secret}", "hold_until": until}
