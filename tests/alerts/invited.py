"""Mail that puts sessions into calendars, as clients understand it."""

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from tests.alerts.mailserver import Mailserver


@dataclass(frozen=True)
class Mailed:
    """One mail's calendar: the one that clients act upon."""

    address: str
    mail: EmailMessage
    part: EmailMessage
    calendar: Any

    @property
    def method(self) -> str:
        return str(self.calendar["METHOD"])

    @property
    def event(self) -> Any:
        [event] = self.calendar.walk("VEVENT")
        return event

    @property
    def uid(self) -> str:
        return str(self.event["UID"])

    @property
    def sequence(self) -> int:
        return int(self.event["SEQUENCE"])

    @property
    def brief(self) -> tuple[str, str, int]:
        return self.address, self.method, self.sequence


def mailed_in(server: Mailserver) -> list[Mailed]:
    """In the order of arriving; letters without a calendar are left out."""
    found = []
    for address, mail in server.mails:
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                raw = part.get_payload(decode=True)
                assert isinstance(raw, bytes)
                assert isinstance(part, EmailMessage)
                found.append(Mailed(address, mail, part, Calendar.from_ical(raw)))
    return found


@dataclass
class Client:
    """A calendar that obeys UID, SEQUENCE and DTSTAMP, and nothing else (RFC 5546, 2.1.5)."""

    shown: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    seen: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def take(self, mailed: Mailed) -> None:
        event = mailed.event
        version = (mailed.sequence, event["DTSTAMP"].dt)
        if version < self.seen.get(mailed.uid, version):
            return
        self.seen[mailed.uid] = version
        if mailed.method == "CANCEL":
            self.shown.pop(mailed.uid, None)
        else:
            self.shown[mailed.uid] = (event.start, str(event["STATUS"]))
