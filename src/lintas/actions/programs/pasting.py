"""A pasted list of names, phone numbers and NIKs, as people keep them in sheets and chats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from lintas.domain.given import LONGEST_NAME, Checklist, unmarked
from lintas.domain.nik import HIDDEN, NO_KEY, WRITTEN, Nik, NikKey
from lintas.domain.people import NotAPhoneNumber, parse_phone
from lintas.domain.refusal import Fault, Invalid

MOST_LINES = 500
# A name, a number, and what stands around them.
_LONGEST_LINE = LONGEST_NAME + 100
_LONGEST_SHOWN = 100
_EXAMPLE = "Siti Aminah, 0812 3456 7890"

# "1. ", "12) ", or a cell of its own; never the beginning of a phone number.
_ORDINAL = re.compile(r"\d{1,3}(?:[.)]\s+|\s*[\t;]\s*|\s+(?=[^\W\d]))", re.ASCII)
# Digits with what people put between them; a tab ends a cell.
_DIGITS = re.compile(r"\+?\(?[0-9](?:[ \xa0().-]*[0-9])*")
_SHORTEST_PHONE, _LONGEST_PHONE = 8, 13
# Anything else is a number of another kind, or runs into one.
_BEGINNINGS = ("0", "62", "8")
_BETWEEN = ' \t\xa0;,:|/-"'
_CELLS = re.compile(r"[\t;|]")
_HEADING = re.compile(r"\bnama\b", re.IGNORECASE)


class NotARoster(Invalid):
    """Lines from which no name and phone number can be read; each is named with its number.

    What is repeated of a line holds no number as long as a NIK.
    """


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list; `index` counts from 0, blank lines too. `phone` is E.164."""

    index: int
    name: str
    phone: str
    nik: Nik | None = None

    @property
    def field(self) -> str:
        return field_of(self.index)


def field_of(index: int) -> str:
    return f"people[{index}]"


def parse_roster(text: str, key: NikKey = NO_KEY) -> tuple[Listed, ...]:
    """A name and a phone number from each line, in any order, with anything sane between them.

    A NIK may stand there as well; nothing but its hash under `key` and four digits leaves here.
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
            roster.append(_parse_line(index, line, key))
        except Invalid as refusal:
            faults += refusal.faults
    return _all_once(roster, faults)


def list_roster(given: Sequence[tuple[str, str, str]], key: NikKey) -> tuple[Listed, ...]:
    """The same from a name, a phone number and a NIK, or an empty text, of each.

    Raises:
        NotARoster: naming everything that is wrong with each.
    """
    faults: list[Fault] = []
    roster = []
    for index, (name, phone, nik) in enumerate(given):
        checklist = Checklist()
        checklist.line(f"{field_of(index)}.name", name.strip())
        checklist.parsed(partial(_read_phone, f"{field_of(index)}.phone"), phone)
        if nik:
            checklist.parsed(partial(key.seal, called=f"{field_of(index)}.nik"), nik)
        faults += checklist.faults
        if not checklist.faults:
            number = parse_phone(unmarked(phone))
            roster.append(Listed(index, name.strip(), number, key.seal(nik) if nik else None))
    return _all_once(roster, faults)


def _all_once(roster: list[Listed], faults: list[Fault]) -> tuple[Listed, ...]:
    """Raises NotARoster: with these faults, and those of whoever stands there twice."""
    found = [*faults, *_twice(roster)]
    if found:
        raise NotARoster(faults=tuple(sorted(found, key=_position)))
    return tuple(roster)


def _parse_line(index: int, line: str, key: NikKey) -> Listed:
    """Raises Invalid."""
    if len(line) > _LONGEST_LINE:
        fault = Fault(field_of(index), _shown(line), "longest", _LONGEST_LINE)
        raise NotARoster(faults=(fault,))
    rest = _ORDINAL.sub("", line, count=1) if _ORDINAL.match(line) else line
    rest, nik = _take_nik(field_of(index), rest, key)
    found = [match for match in _DIGITS.finditer(rest) if len(_digits(match)) >= _SHORTEST_PHONE]
    name = _name_around(rest, found[0]) if len(found) == 1 else ""
    if (
        not re.search(r"[^\W\d_]", name)
        or _CELLS.search(name)
        or not _digits(found[0]).startswith(_BEGINNINGS)
    ):
        fault = Fault(field_of(index), _shown(line), "name_and_phone", _EXAMPLE)
        raise NotARoster(faults=(fault,))
    checklist = Checklist()
    checklist.line(field_of(index), name, LONGEST_NAME)
    checklist.refuse_faults()
    return Listed(index, name, _read_phone(field_of(index), found[0][0]), nik)


def _take_nik(field: str, line: str, key: NikKey) -> tuple[str, Nik | None]:
    """The line without a NIK, and the NIK sealed. Raises NotANik, NikNotTaken."""
    written = WRITTEN.search(line)
    if written is None:
        return line, None
    nik = key.seal(written[0], called=field)
    return f"{line[: written.start()]}\t{line[written.end() :]}", nik


def _read_phone(field: str, text: str) -> str:
    """Raises Invalid: repeating nothing as long as a NIK."""
    try:
        return parse_phone(unmarked(text))
    except NotAPhoneNumber:
        fault = Fault(field, _shown(text), "phone", "0812…")
        # Not `from`: what was typed goes no further, into no log either.
        raise NotARoster(faults=(fault,)) from None


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
    first: dict[object, Listed] = {}
    faults = []
    for each in roster:
        for number in filter(None, (each.phone, each.nik)):
            other = first.setdefault(number, each)
            if other is not each:
                faults.append(Fault(other.field, other.name, "once_in_list", each.index + 1))
                faults.append(Fault(each.field, each.name, "once_in_list", other.index + 1))
    return list(dict.fromkeys(faults))


def _position(fault: Fault) -> int:
    return int(re.sub(r"\D", "", fault.field) or 0)


def _shown(line: str) -> str:
    """Short, and without what may be a NIK with a slip of the pen in it."""
    shown = _DIGITS.sub(
        lambda found: HIDDEN if len(_digits(found)) > _LONGEST_PHONE else found[0], line
    )
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"


def _mask(found: re.Match[str]) -> str:
    return HIDDEN if len(_digits(found)) > _LONGEST_PHONE else found[0]
