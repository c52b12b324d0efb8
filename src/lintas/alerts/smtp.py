"""Handing one mail to the mail server, and what its answer means."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from urllib.parse import unquote, urlsplit

import aiosmtplib

from lintas.domain.refusal import Refusal

# Seconds for a whole mail, from connecting to the server's last word; shorter than a lease.
TOTAL_PATIENCE = 20.0
# Seconds to say goodbye in, when the mail is already theirs.
PARTING_PATIENCE = 1.0

SOON = timedelta(minutes=1)
# Providers lock out who keeps coming with a wrong password.
LATER = timedelta(minutes=15)

_PORTS = {"smtps": 465}
_WITH_LOGIN, _WITHOUT_LOGIN = 587, 25
# Reply codes from here on mean that trying again would change nothing (RFC 5321, 4.2.1).
_FINAL = 500
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class NotAMailServer(Refusal):
    """The address names no mail server; it may hold a password, so it isn't repeated."""


class ServerAway(Exception):
    """The server takes nothing from us just now: no mail's fault. Come back after `pause`."""

    def __init__(self, said: str, pause: timedelta = SOON) -> None:
        super().__init__(said)
        self.pause = pause


class MailRefused(Exception):
    """The server refuses this mail; `is_final` when trying again would change nothing."""

    def __init__(self, said: str, *, is_final: bool) -> None:
        super().__init__(said)
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where mail is handed in. `is_tls`: encrypted from the first byte; else STARTTLS if offered.

    `sender` is the address in From; `hello` is the name we introduce ourselves by.
    """

    host: str
    port: int
    sender: str
    is_tls: bool = False
    username: str = ""
    password: str = field(default="", repr=False)
    hello: str = "localhost"

    @property
    def is_near(self) -> bool:
        """On this very machine: nobody stands between, and its certificate proves nothing."""
        return self.host in _LOOPBACK

    @property
    def must_prove_itself(self) -> bool:
        """Whether the server's certificate is checked.

        Where neither smtps nor a login was asked for, plain text would do too: a server that
        offers encryption under a certificate of its own making is better than that.
        """
        return not self.is_near and (self.is_tls or bool(self.username))


def parse_smtp_url(url: str, *, sender: str, hello: str) -> SmtpSettings:
    """smtp://user:password@host:587 or smtps://host; what a URL can't hold is %-encoded.

    Without a port: 465 for smtps, 587 with a user, else 25.

    Raises:
        NotAMailServer: neither of the two, or without a host.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAMailServer("the port in the mail server's address is a number") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise NotAMailServer(
            "the mail server's address is smtp://user:password@host:587 or smtps://host"
        )
    usual = _WITH_LOGIN if parts.username else _WITHOUT_LOGIN
    return SmtpSettings(
        host=parts.hostname,
        port=port or _PORTS.get(parts.scheme, usual),
        sender=sender,
        is_tls=parts.scheme == "smtps",
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        hello=hello,
    )


async def hand_in(smtp: SmtpSettings, address: str, mail: bytes) -> None:
    """Deliver one mail to one address. When it returns, the server has taken it.

    Raises:
        ServerAway: it can't be reached, or lets nobody in.
        MailRefused: it speaks, and doesn't take this mail or this address.
    """
    client = aiosmtplib.SMTP(
        hostname=smtp.host,
        port=smtp.port,
        use_tls=smtp.is_tls,
        start_tls=_start_tls(smtp),
        tls_context=_tls(is_proven=smtp.must_prove_itself),
        username=smtp.username or None,
        password=smtp.password or None,
        local_hostname=smtp.hello,
        timeout=TOTAL_PATIENCE,
    )
    is_in = False
    try:
        async with asyncio.timeout(TOTAL_PATIENCE) as patience:
            await client.connect()
            await client.mail(smtp.sender)
            is_in = True
            await client.rcpt(address)
            await client.data(mail)
            # It is theirs now: whatever comes after must not look like a failure.
            patience.reschedule(None)
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=PARTING_PATIENCE)
    except (aiosmtplib.SMTPException, OSError, UnicodeEncodeError) as error:
        # Until the server has let us in, nothing that goes wrong is about the mail.
        raise (_refused(error) if is_in else _away(error)) from error
    finally:
        client.close()


def _start_tls(smtp: SmtpSettings) -> bool | None:
    """None: when offered. A password never crosses a network in the clear."""
    if smtp.is_tls:
        return False
    return True if smtp.username and not smtp.is_near else None


@cache
def _tls(*, is_proven: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not is_proven:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _away(error: Exception) -> ServerAway:
    is_locked_out = isinstance(error, aiosmtplib.SMTPAuthenticationError)
    return ServerAway(_said(error), LATER if is_locked_out else SOON)


def _refused(error: Exception) -> ServerAway | MailRefused:
    if not isinstance(error, aiosmtplib.SMTPResponseException):
        # An address in letters that the server doesn't know will never pass; silence may.
        return MailRefused(_said(error), is_final=isinstance(error, UnicodeEncodeError))
    if error.code == aiosmtplib.SMTPStatus.domain_unavailable:
        return ServerAway(_said(error))
    return MailRefused(_said(error), is_final=error.code >= _FINAL)


def _said(error: Exception) -> str:
    """On one line, without anything that could be taken for another."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        text = f"{error.code} {error.message}"
    else:
        text = str(error) or "the server took too long"
    return "".join(each if each.isprintable() else " " for each in text)
