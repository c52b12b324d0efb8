"""Programs that ask for calendars, by what they say of themselves."""

import re

from lintas.domain.fetches import ClientFamily

# The first that fits: Outlook for Mac names Apple's systems, too.
_FAMILIES = (
    (ClientFamily.GOOGLE, re.compile(r"google-calendar|googlebot|google-apps", re.IGNORECASE)),
    (ClientFamily.OUTLOOK, re.compile(r"outlook|microsoft|exchange", re.IGNORECASE)),
    (ClientFamily.THUNDERBIRD, re.compile(r"thunderbird|lightning|betterbird", re.IGNORECASE)),
    (ClientFamily.DAVX5, re.compile(r"davx5|icsx5|davdroid|icsdroid", re.IGNORECASE)),
    (
        ClientFamily.APPLE,
        re.compile(
            r"dataaccessd|calendaragent|remindd|\bios/|mac[ +_]?os[ +_]?x?/|macos/|iphone|ipad"
            r"|\bical/|coredav",
            re.IGNORECASE,
        ),
    ),
)
# Nobody's name is longer, and what is longer is nobody's.
LONGEST_AGENT = 500


def find_family(agent: str) -> ClientFamily:
    """By a User-Agent; whatever isn't known, and browsers, are the others."""
    said = agent[:LONGEST_AGENT]
    if said.startswith("Mozilla/") and "Thunderbird" not in said and "Googlebot" not in said:
        # A browser, of a person who looks what is behind the address.
        return ClientFamily.OTHER
    return next((family for family, known in _FAMILIES if known.search(said)), ClientFamily.OTHER)
