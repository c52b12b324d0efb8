"""What a request for a calendar asks for (RFC 9110): which address, what it has already, how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

from lintas.domain.feeds import FIRST_YEAR, LAST_YEAR
from lintas.domain.secret import SECRET_LENGTH

_ADDRESS = re.compile(rf"([A-Za-z0-9_-]{{{SECRET_LENGTH}}})\.(ics|json|ifb|vav)")
_TAG = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
# The parameter that asks for an archive.
YEAR = "tahun"
# How a packed calendar's tag differs from the plain one's.
PACKED = "-gzip"
# Outlook was seen to fail on packed calendars.
_WANTS_PLAIN = re.compile(r"microsoft|outlook", re.IGNORECASE)

_JCAL = "application/calendar+json"
_TEXT = ("text/calendar", "text/*", "*/*")


class Form(StrEnum):
    """What an address is asked for, by its suffix.

    Its calendar as text or as jCal (RFC 7265), when its place is taken (VFREEBUSY), or when it is
    open (VAVAILABILITY, RFC 7953).
    """

    TEXT = "ics"
    JCAL = "json"
    BUSY = "ifb"
    OPENING = "vav"


@dataclass(frozen=True, slots=True)
class Asking:
    """`secret` is empty where the path holds none; `peer` is where the asking comes from.

    `year` asks for that year's archive instead of what is current; 0: for one that there isn't.
    """

    method: str
    secret: str
    if_none_match: str
    if_modified_since: str
    wants_packed: bool
    agent: str = ""
    year: int | None = None
    peer: str = ""
    form: Form = Form.TEXT

    def has(self, tag: str, since: datetime) -> bool:
        """Whether the asker holds the calendar with that tag, which has been so `since` then.

        Tags are compared weakly, packed or plain; dates count only where no tags are given.
        """
        if self.if_none_match:
            known = {found.removesuffix(PACKED) for found in _TAG.findall(self.if_none_match)}
            return self.if_none_match.strip() == "*" or tag in known
        seen = _parse_date(self.if_modified_since)
        return seen is not None and since <= seen


def parse_asking(scope: Mapping[str, Any]) -> Asking:
    """From an ASGI scope, whether or not the path still bears what it was mounted at."""
    headers = read_headers(scope)
    address = _ADDRESS.fullmatch(scope["path"].rstrip("/").rpartition("/")[2])
    agent = headers.get("user-agent", "")
    return Asking(
        method=scope["method"],
        secret=address[1] if address else "",
        if_none_match=headers.get("if-none-match", ""),
        if_modified_since=headers.get("if-modified-since", ""),
        wants_packed=_accepts_gzip(headers.get("accept-encoding", ""))
        and not _WANTS_PLAIN.search(agent),
        agent=agent,
        year=_find_year(scope.get("query_string", b"")),
        peer=(scope.get("client") or ("",))[0],
        form=_find_form(address[2] if address else Form.TEXT, headers.get("accept", "")),
    )


def _find_form(suffix: str, accepted: str) -> Form:
    """The suffix says it, but that who likes JSON better than text gets it for the same path."""
    if suffix != Form.TEXT or _JCAL not in accepted.lower():
        return Form(suffix)
    weights = _weigh(accepted)
    text = next((weights[kind] for kind in _TEXT if kind in weights), 0.0)
    return Form.JCAL if weights.get(_JCAL, 0.0) > text else Form.TEXT


def _weigh(accepted: str) -> dict[str, float]:
    """By media type; a weight that can't be read counts as none given."""
    weights = {}
    for each in accepted.lower().split(","):
        kind, *parameters = (part.strip() for part in each.split(";"))
        found = (re.fullmatch(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)", part) for part in parameters)
        weights[kind] = next((float(weight[1]) for weight in found if weight), 1.0)
    return weights


def _find_year(query: bytes) -> int | None:
    """The rest of a query is ignored: programs put things there that mean nothing to us."""
    given = parse_qs(query.decode("latin-1"), keep_blank_values=True).get(YEAR)
    if given is None:
        return None
    is_year = re.fullmatch(r"[0-9]{4}", given[-1]) is not None
    return int(given[-1]) if is_year and FIRST_YEAR <= int(given[-1]) <= LAST_YEAR else 0


def read_headers(scope: Mapping[str, Any]) -> dict[str, str]:
    """By lower-case name; a header that comes twice is one list."""
    found: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _accepts_gzip(accepted: str) -> bool:
    """Where it is named, or a star is, and not with a weight of zero."""
    weights = {}
    for each in accepted.lower().split(","):
        coding, _, parameter = each.partition(";")
        weights[coding.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", parameter)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", False)))


def _parse_date(text: str) -> datetime | None:
    """None where it is no date, and so says nothing."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
