"""One row of a plan, as it was written: names, not ids."""

from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`number` is the row's in its table, the header's is 1; times are the place's own."""

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

    def field(self, column: str) -> str:
        """Where a fault of that column lies."""
        return f"rows[{self.number - 1}].{column}"


def write_row(row: PlanRow) -> dict[str, Any]:
    """JSON-plain, as `read_row` reads it."""
    plain = asdict(row)
    plain |= {name: plain[name].isoformat() for name in ("day", "starts_at", "ends_at")}
    return plain


def read_row(plain: dict[str, Any]) -> PlanRow:
    times = {name: time.fromisoformat(plain[name]) for name in ("starts_at", "ends_at")}
    return PlanRow(
        **{
            **plain,
            **times,
            "day": date.fromisoformat(plain["day"]),
            "trainers": tuple(plain["trainers"]),
        }
    )
