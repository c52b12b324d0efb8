"""Ways to subscribe to an address: what phones, Google and posters need."""

import io
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import segno

from lintas.domain.secret import hash_secret

# As much of a code may be dirty or torn, on a door, as still lets it be read: a quarter.
QR_ERROR = "q"
QR_SCALE = 4
QR_BORDER = 4


@dataclass(frozen=True, slots=True)
class SubscribeLinks:
    """One address, as each kind of program wants it.

    `https` is to be copied; `webcal` opens the phone's own calendar and subscribes (iOS takes no
    webcals, and from https it would import once and never again); `google` works on a computer.
    """

    https: str
    webcal: str
    google: str

    @property
    def account(self) -> str:
        """Where programs that speak CalDAV find the same calendar, with `user` and `password`."""
        parts = urlsplit(self.https)
        return urlunsplit((parts.scheme, parts.netloc, "/dav/", "", ""))

    @property
    def user(self) -> str:
        """Any will do; programs tell two accounts of one server apart by it."""
        return f"lintas-{hash_secret(self.password)[:6]}"

    @property
    def password(self) -> str:
        """The secret in the address."""
        return self.https.rpartition("/")[2].removesuffix(".ics")

    @property
    def json(self) -> str:
        """The same calendar as jCal (RFC 7265)."""
        return self._ending_in("json")

    @property
    def busy(self) -> str:
        """When its place is taken; only rooms and venues have it, as `opening`."""
        return self._ending_in("ifb")

    @property
    def opening(self) -> str:
        return self._ending_in("vav")

    def _ending_in(self, suffix: str) -> str:
        return f"{self.https.removesuffix('.ics')}.{suffix}"


def feed_url(public_url: str, secret: str) -> str:
    """The address that a secret opens; whoever has it can read the calendar."""
    return f"{public_url}/k/{secret}.ics"


def subscribe_links(url: str) -> SubscribeLinks:
    webcal = urlunsplit(urlsplit(url)._replace(scheme="webcal"))
    google = f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
    return SubscribeLinks(url, webcal, google)


@dataclass(frozen=True, slots=True)
class OutlookLinks:
    """For Outlook in a browser on a computer: with a private account, or with an office's."""

    personal: str
    office: str


def outlook_links(url: str, name: str) -> OutlookLinks:
    """`url` is the address with https; `name` is what the calendar is called there."""
    query = f"/calendar/0/addfromweb/?url={quote(url, safe='')}&name={quote(name, safe='')}"
    return OutlookLinks(f"https://outlook.live.com{query}", f"https://outlook.office.com{query}")


def qr_svg(address: str, label: str) -> str:
    """A QR code as inline SVG, without styles or scripts; `label` is read out by screen readers.

    For posters and desks: lead it to a page, not to a calendar, so that every phone can open it.
    """
    buffer = io.BytesIO()
    segno.make_qr(address, error=QR_ERROR).save(
        buffer,
        kind="svg",
        xmldecl=False,
        svgns=True,
        scale=QR_SCALE,
        border=QR_BORDER,
        omitsize=False,
        light="#fff",
        title=label,
        nl=False,
    )
    return buffer.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)
