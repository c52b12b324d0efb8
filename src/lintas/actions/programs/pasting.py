"""A pasted list of names and phone numbers, as people keep them in sheets and chats."""

import re
from dataclasses import dataclass

from lintas.domain.given import LONGEST_NAME, Checklist, unmarked
from lintas.domain.people import NotAPhoneNumber, parse_phone
from lintas.domain.refusal import Fault, Invalid

MOST_LINES = 500
# A name, a number, and what stands around them.
_LONGEST_LINE = LONGEST_NAME + 100
_LONGEST_SHOWN = 100

# "1. ", "12) ", or a cell of its own; never the beginning of a phone number.
_ORDINAL = re.compile(r"\d{1,3}(?:[.)]\s+|\s*[\t;]\s*|\s+(?=[^\W\d]))", re.ASCII)
# Digits with what people put between them; a tab ends a cell.
_DIGITS = re.compile(r"\+?\(?[0-9](?:[ \xa0().-]*[0-9])*")
_SHORTEST_PHONE = 8
# Anything else is a number of another kind, or runs into one.
_BEGINNINGS = ("0", "62", "8")
_BETWEEN = ' \t\xa0;,:|/-"'
_CELLS = re.compile(r"[\t;|]")
_HEADING = re.compile(r"\bnama\b", re.IGNORECASE)


class NotARoster(Invalid):
    """Lines from which no name and phone number can be read; each is named with its number."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `index` counts from 0, blank lines too. `phone` is E.164."""

    index: int
    name: str
    phone: str

    @property
    def field(self) -> str:
        return field_of(self.index)


def field_of(index: int) -> str:
    return f"people[{index}]"


def parse_roster(text: str) -> tuple[Listed, ...]:
    """A name and a phone number from each line, in any order, with anything sane between them.

    Blank lines, numbering at the beginning of lines and a heading are passed over.

    Raises:
        NotARoster: naming each line that can't be read, and both lines of whoever stands twice.
    """
    lines = [(index, unmarked(line).strip()) for index, line in enumerate(text.splitlines())]
    lines = [(index, line) for index, line in lines if line]
    if lines and _HEADING.search(lines[0][1]) and not re.search(r"\d", lines[0][1]):
        lines = lines[1:]
    if not 1 <= len(lines) <= MOST_LINES:
        raise NotARoster(faults=(Fault("people", len(lines), "count", f"1-{MOST_LINES}"),))
    faults: list[Fault] = []
    roster = []
    for index, line in lines:
        try:
            roster.append(_parse_line(index, line))
        except NotARoster as refusal:
            faults += refusal.faults
    faults += _twice(roster)
    if faults:
        raise NotARoster(faults=tuple(sorted(faults, key=_position)))
    return tuple(roster)


def _parse_line(index: int, line: str) -> Listed:
    """Raises NotARoster."""
    if len(line) > _LONGEST_LINE:
        fault = Fault(field_of(index), _shown(line), "longest", _LONGEST_LINE)
        raise NotARoster(faults=(fault,))
    unreadable = Fault(
        field_of(index), _shown(line), "name_and_phone", "Siti Aminah, 0812 3456 7890"
    )
    rest = _ORDINAL.sub("", line, count=1) if _ORDINAL.match(line) else line
    found = [match for match in _DIGITS.finditer(rest) if len(_digits(match)) >= _SHORTEST_PHONE]
    if len(found) != 1 or not _digits(found[0]).startswith(_BEGINNINGS):
        raise NotARoster(faults=(unreadable,))
    name = _name_around(rest, found[0])
    if not re.search(r"[^\W\d_]", name) or _CELLS.search(name):
        raise NotARoster(faults=(unreadable,))
    checklist = Checklist()
    checklist.line(field_of(index), name, LONGEST_NAME)
    if checklist.faults:
        raise NotARoster(faults=tuple(checklist.faults))
    try:
        return Listed(index, name, parse_phone(found[0][0]))
    except NotAPhoneNumber as refusal:
        fault = Fault(field_of(index), found[0][0], "phone", "0812…")
        raise NotARoster(faults=(fault,)) from refusal


def _name_around(line: str, phone: re.Match[str]) -> str:
    """What is left of a line without its number, on one line, without what stood between."""
    parts = (_trim(line[: phone.start()]), _trim(line[phone.end() :]))
    return re.sub(r"[^\S\t]+", " ", "\t".join(part for part in parts if part))


def _trim(part: str) -> str:
    return part.strip(_BETWEEN).lstrip(_BETWEEN + ".)").rstrip(_BETWEEN + "(")


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found[0])


def _twice(roster: list[Listed]) -> list[Fault]:
    """One person stands in the list once: a fault for each line of a number that comes again."""
    first: dict[str, Listed] = {}
    faults = []
    for each in roster:
        other = first.setdefault(each.phone, each)
        if other is not each:
            faults.append(Fault(other.field, other.name, "once_in_list", each.index + 1))
            faults.append(Fault(each.field, each.name, "once_in_list", other.index + 1))
    return list(dict.fromkeys(faults))


def _position(fault: Fault) -> int:
    return int(re.sub(r"\D", "", fault.field) or 0)


def _shown(line: str) -> str:
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"
