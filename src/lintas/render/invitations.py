"""Calendars as mail carries them: one session, one reader (RFC 5546, RFC 6047)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress

from lintas.domain.calendar_mail import Method
from lintas.render.events import PRODUCT, Occasion, OccasionState, bytes_of, make_event, render_zone

# What addresses hold that a mailto: may hold unescaped, too (RFC 6068, 2).
_PLAIN = "@!$'*+-./=_~"


class Answer(StrEnum):
    """What our own records say of whether the reader comes (RFC 5545, 3.2.12)."""

    UNKNOWN = "NEEDS-ACTION"
    COMES = "ACCEPTED"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who sends it and to whom, when it was made, and what is known of the reader's coming."""

    method: Method
    sender: str
    reader: str
    made_at: datetime
    answer: Answer


def render_invitation(occasion: Occasion, invitation: Invitation, zone: ZoneInfo) -> bytes:
    """One VEVENT with one ATTENDEE, who is asked for no answer: nobody would read it.

    Of equal SEQUENCE the later DTSTAMP counts, so here it is when the mail was made (RFC 5546,
    2.1.5). Nothing that only subscriptions have goes along.
    """
    event = make_event(occasion, zone)
    if occasion.state is OccasionState.REMOVED:
        # The event takes place without this reader (RFC 5546, 3.2.5).
        event.pop("status")
    event.pop("dtstamp")
    event.add("dtstamp", invitation.made_at.astimezone(UTC).replace(microsecond=0))
    # Bare, and to the letter the From of the mail: some clients take anything else for a forgery.
    event.add("organizer", vCalAddress(_mailto(invitation.sender)))
    reader = vCalAddress(_mailto(invitation.reader))
    reader.params.update(
        {
            "CUTYPE": "INDIVIDUAL",
            "ROLE": "REQ-PARTICIPANT",
            "PARTSTAT": invitation.answer.value,
            "RSVP": "FALSE",
        }
    )
    event.add("attendee", reader)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invitation.method.value)
    end = b"END:VCALENDAR\r\n"
    header = bytes_of(calendar).removesuffix(end)
    return b"".join([header, render_zone(zone.key), bytes_of(event), end])


def _mailto(address: str) -> str:
    return f"mailto:{quote(address, safe=_PLAIN)}"
