"""A message as an e-mail: plain text and HTML, in one piece that any server takes."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from uuid import UUID

from lintas.alerts.smtp import MailRefused
from lintas.domain.calendar_mail import Method
from lintas.render.messages import Wording

_FRAME = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em;padding:1em">
{paragraphs}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class Envelope:
    """From where to where. `host` is our name in Message-IDs.

    Only addresses below `public_url` become links: the rest of a text was written by anybody.
    """

    message_id: UUID
    sender: str
    address: str
    public_url: str
    host: str


@dataclass(frozen=True, slots=True)
class MailedCalendar:
    """One entry for the reader's calendar (RFC 6047), as iCalendar."""

    method: Method
    calendar: bytes


def write_letter(
    wording: Wording,
    envelope: Envelope,
    mailed_calendar: MailedCalendar | None = None,
    *,
    now: datetime,
) -> bytes:
    """The whole mail, in ASCII and in Indonesian; of one message its Message-ID stays the same.

    A calendar goes along twice, as CalConnect advises: as one more way to read the letter, which
    clients act upon, and as a file, which people can open where they don't.

    Raises:
        MailRefused: the address can't be written into a header.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = parse_address(envelope.sender)
    mail["To"] = parse_address(envelope.address)
    mail["Subject"] = one_line(wording.subject)
    mail["Date"] = now
    mail["Message-ID"] = f"<{envelope.message_id}@{envelope.host}>"
    # RFC 3834: no holiday notices back.
    mail["Auto-Submitted"] = "auto-generated"
    text = _plain(wording.body)
    # Quoted-printable: servers without 8BITMIME exist.
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(
        _html(one_line(wording.subject), text, envelope.public_url),
        subtype="html",
        cte="quoted-printable",
    )
    if mailed_calendar is not None:
        _enclose(mail, mailed_calendar)
    # Only now: headers named Content-… would have gone along into the first part.
    mail["Content-Language"] = "id"
    return mail.as_bytes()


def _enclose(mail: EmailMessage, mailed: MailedCalendar) -> None:
    mail.add_alternative(
        mailed.calendar.decode(),
        subtype="calendar",
        charset="utf-8",
        cte="base64",
        params={"method": mailed.method.value},
    )
    mail.add_attachment(
        mailed.calendar, maintype="application", subtype="ics", filename="invite.ics"
    )


def one_line(text: str) -> str:
    """Without line ends or other signs that could begin a header of somebody's own."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(each for each in line if each.isprintable()) for line in lines)


def parse_address(text: str) -> Address:
    """Raises MailRefused: it can't be written into a header."""
    try:
        return Address(addr_spec=text)
    # The parser says IndexError to an address that ends too early.
    except (ValueError, IndexError, MessageError) as error:
        raise MailRefused("not an address", is_final=True) from error


def _html(subject: str, text: str, public_url: str) -> str:
    paragraphs = [
        _linked(html.escape(paragraph), html.escape(public_url)).replace("\n", "<br>\n")
        for paragraph in text.strip().split("\n\n")
    ]
    return _FRAME.format(
        subject=html.escape(subject),
        paragraphs="\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
    )


def _linked(escaped: str, public_url: str) -> str:
    return re.sub(
        rf"{re.escape(public_url)}(?:/[^\s<>]*)?(?=\s|$)",
        lambda found: f'<a href="{found[0]}">{found[0]}</a>',
        escaped,
    )
