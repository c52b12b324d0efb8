"""From a table to rows of a plan: days and hours as people write them."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta

from lintas.actions.bookings.import_plan.rows import PlanRow
from lintas.domain.bookings import Mode
from lintas.domain.refusal import Fault
from lintas.domain.sheets import Line, Table
from lintas.intake.sheets.tables import MOST_FAULTS, SheetUnfit

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan", "january"),
            ("februari", "feb", "pebruari", "february"),
            ("maret", "mar", "march"),
            ("april", "apr"),
            ("mei", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("agustus", "agu", "agt", "ags", "aug", "august"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov", "nopember", "nop"),
            ("desember", "des", "dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAY = re.compile(r"^[a-z']+,\s*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-\s]+(\d{1,2})[/.\-\s]+(\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2})[\s\-]+([a-z]+)\.?[\s\-]+(\d{4})", re.IGNORECASE)
_SERIAL = re.compile(r"\d{5}")
_EPOCH = date(1899, 12, 30)
_CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2})(?:[.:]00)?)?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"24(?:[.:]00(?:[.:]00)?)?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE)
_FRACTION = re.compile(r"0[.,](?:\d|\d{3,})")
_DAY = timedelta(days=1)
_LARGEST_HEADCOUNT = 1_000_000
# As offices write it, and as programs do.
_MODES = {
    "tatap muka": Mode.ONSITE,
    "luring": Mode.ONSITE,
    "onsite": Mode.ONSITE,
    "on site": Mode.ONSITE,
    "daring": Mode.ONLINE,
    "online": Mode.ONLINE,
    "hibrida": Mode.HYBRID,
    "hybrid": Mode.HYBRID,
    "tatap muka dan daring": Mode.HYBRID,
}


def read_rows(table: Table) -> tuple[PlanRow, ...]:
    """Each row as it can be looked up.

    Raises:
        SheetUnfit: naming every cell that can't be read, by its row and column.
    """
    rows: list[PlanRow] = []
    faults: list[Fault] = []
    for line in table.lines:
        reader = _Reader(line)
        rows.append(reader.row())
        faults += reader.faults
    if faults:
        raise SheetUnfit(faults=tuple(faults[:MOST_FAULTS]))
    return tuple(rows)


def parse_day(text: str) -> date | None:
    """2027-12-07, 7/12/2027, 7-12-2027, 7 Desember 2027, or Excel's number of a day."""
    text = _WEEKDAY.sub("", text.strip())
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if (found := _IN_WORDS.fullmatch(text)) and found[2].casefold() in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2].casefold()], int(found[1]))
    except ValueError:
        return None
    return _EPOCH + timedelta(days=int(text)) if _SERIAL.fullmatch(text) else None


def parse_clock(text: str) -> time | None:
    """08.00, 08:00, 8, 8.00 WIB, or Excel's part of a day; 24.00 is no time of a day."""
    text = text.strip()
    if _FRACTION.fullmatch(text):
        minutes = round(float(text.replace(",", ".")) * (_DAY / timedelta(minutes=1)))
        return time(minutes // 60, minutes % 60) if minutes < _DAY // timedelta(minutes=1) else None
    found = _CLOCK.fullmatch(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


class _Reader:
    def __init__(self, line: Line) -> None:
        self.line, self.faults = line, list[Fault]()

    def row(self) -> PlanRow:
        cells: Mapping[str, str] = self.line.cells
        day, starts_at = self._day(), self._clock("starts_at")
        ends_at, ends_on = self._end(day)
        if not (cells.get("purpose") or cells.get("batch")):
            self._note("purpose", "", "required")
        return PlanRow(
            number=self.line.number,
            room=self._text("room"),
            venue=cells.get("venue", ""),
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            headcount=self._headcount(),
            agency=cells.get("agency", ""),
            purpose=cells.get("purpose", ""),
            title=cells.get("title", ""),
            batch=cells.get("batch", ""),
            trainers=tuple(
                each.strip()
                for each in re.split(r"[;|\n]", cells.get("trainers", ""))
                if each.strip()
            ),
            layout=cells.get("layout", ""),
            reason=cells.get("reason", ""),
            ends_on=ends_on,
            mode=self._mode(),
            link=cells.get("link", ""),
        )

    def _text(self, name: str) -> str:
        text = self.line.cells.get(name, "")
        if not text:
            self._note(name, text, "required")
        return text

    def _day(self) -> date:
        text = self._text("day")
        return self._parsed("day", text) if text else date.min

    def _parsed(self, name: str, text: str) -> date:
        found = parse_day(text)
        if found is None:
            self._note(name, text, "day_written")
        return found or date.min

    def _end(self, day: date) -> tuple[time, date | None]:
        """When, and on which day where that is another; 24.00 is the midnight that ends the day."""
        text = self.line.cells.get("ends_on", "")
        last = self._parsed("ends_on", text) if text else day
        if _MIDNIGHT.fullmatch(self.line.cells.get("ends_at", "").strip()) and last < date.max:
            return time(), last + _DAY
        ends_at = self._clock("ends_at")
        return ends_at, last if last != day else None

    def _clock(self, name: str) -> time:
        text = self._text(name)
        found = parse_clock(text) if text else time()
        if found is None:
            self._note(name, text, "clock")
        return found or time()

    def _mode(self) -> Mode:
        """Where nothing is said, people meet in the room."""
        text = self.line.cells.get("mode", "")
        mode = _MODES.get(" ".join(text.casefold().split())) if text else Mode.ONSITE
        if mode is None:
            self._note("mode", text, "one_of", "tatap muka, daring, hibrida")
        elif mode is Mode.ONSITE and self.line.cells.get("link"):
            self._note("link", self.line.cells["link"], "absent")
        return mode or Mode.ONSITE

    def _headcount(self) -> int:
        text = self._text("headcount")
        if not text:
            return 1
        if not re.fullmatch(r"\d{1,9}", text):
            self._note("headcount", text, "integer")
            return 1
        if not 1 <= int(text) <= _LARGEST_HEADCOUNT:
            self._note("headcount", text, "between", f"1-{_LARGEST_HEADCOUNT}")
        return int(text)

    def _note(self, name: str, value: object, expected: str, limit: object = None) -> None:
        self.faults.append(Fault(f"rows[{self.line.number - 1}].{name}", value, expected, limit))
