"""One row of a plan, as it was written: names, not ids."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from lintas.domain.bookings import Mode


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`number` is the row's in its table, the header's is 1; times are the place's own.

    `ends_on` is the day on which it ends, where that is another.
    """

    number: int
    room: str
    day: date
    starts_at: time
    ends_at: time
    headcount: int
    venue: str = ""
    agency: str = ""
    purpose: str = ""
    title: str = ""
    batch: str = ""
    trainers: tuple[str, ...] = ()
    layout: str = ""
    reason: str = ""
    ends_on: date | None = None
    mode: Mode = Mode.ONSITE
    link: str = ""

    @property
    def last_day(self) -> date:
        return self.ends_on or self.day

    def field(self, column: str) -> str:
        """Where a fault of that column lies."""
        return f"rows[{self.number - 1}].{column}"


def write_row(row: PlanRow) -> dict[str, Any]:
    """JSON-plain, as `read_row` reads it."""
    plain = asdict(row)
    plain |= {name: plain[name].isoformat() for name in ("day", "starts_at", "ends_at")}
    plain["ends_on"] = row.ends_on.isoformat() if row.ends_on else None
    return plain


def read_row(plain: dict[str, Any]) -> PlanRow:
    times = {name: time.fromisoformat(plain[name]) for name in ("starts_at", "ends_at")}
    # Not in what was written before rows could cross midnight.
    ends_on = plain.get("ends_on")
    return PlanRow(
        **{
            **plain,
            **times,
            "ends_on": date.fromisoformat(ends_on) if ends_on else None,
            # Nor how people meet, before rows could say it.
            "mode": Mode(plain.get("mode", Mode.ONSITE)),
            "day": date.fromisoformat(plain["day"]),
            "trainers": tuple(plain["trainers"]),
        }
    )
