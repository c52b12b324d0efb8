"""Whether an address that somebody typed may be fetched from at all, said before it is kept."""

import asyncio

import httpx

from lintas.domain.refusal import Fault, Invalid
from lintas.intake.calendars.fetching import HTTPS, FetchFailed, clean_address
from lintas.intake.calendars.guarding import PORTS, Resolve, is_public, resolve

PATIENCE = 3.0
# Names that no server on the internet has.
_INSIDE = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")
_STANDARD = {"https": 443, "http": 80}


class NotACalendarAddress(Invalid):
    """No https address of a server on the internet."""


async def vouch_for(
    given: str, *, schemes: frozenset[str] = HTTPS, resolve: Resolve = resolve
) -> str:
    """The address to keep. One whose server does not answer just now is as good as any.

    Raises:
        NotACalendarAddress: it is none, or leads inside; it isn't repeated, for it may be secret.
    """
    try:
        address = clean_address(given, schemes=schemes)
    except FetchFailed:
        raise _refused() from None
    url = httpx.URL(address)
    port = url.port or _STANDARD[url.scheme]
    host = url.host.rstrip(".").lower()
    is_inside = host.endswith(_INSIDE) or not (set(host) & {".", ":"})
    if port not in PORTS or is_inside:
        raise _refused()
    try:
        async with asyncio.timeout(PATIENCE):
            found = await resolve(host, port)
    except (OSError, UnicodeError):
        # Nobody knows it now: whoever fetches from it looks again, each time.
        return address
    if not all(is_public(each) for each in found):
        raise _refused()
    return address


def host_of(address: str) -> str:
    """What may be shown of it."""
    return httpx.URL(address).host


def _refused() -> NotACalendarAddress:
    fault = Fault("url", "…", "calendar_address", "https://contoh.go.id/kalender.ics")
    return NotACalendarAddress(faults=(fault,))
