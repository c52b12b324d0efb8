"""Where a meeting is joined that is held online."""

import re
from urllib.parse import urlsplit

from lintas.domain.refusal import Fault, Invalid

LONGEST_LINK = 500
# What no address holds unescaped; a browser takes a backslash for a slash, and so another host.
_STRANGE = re.compile(r"[\s\\\"<>^`{|}]")


class NotALink(Invalid):
    """An address at which nobody can be met."""


def faults_of_link(field: str, link: str) -> list[Fault]:
    """What is wrong with a link that people are to press; none: it can be meant."""
    if len(link) > LONGEST_LINK:
        return [Fault(field, link, "longest", LONGEST_LINK)]
    if not is_meeting_link(link):
        return [Fault(field, link, "web_address", "https://…")]
    return []


def is_meeting_link(text: str) -> bool:
    """Whether browsers open it over https, and the host that people read is the one they reach.

    No user, no password, nothing invisible: what stands before an @ would pass for the host.
    """
    if _STRANGE.search(text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        # Reading the port refuses one that is none.
        return (
            parts.scheme == "https"
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and parts.port != 0
        )
    except ValueError:
        return False
