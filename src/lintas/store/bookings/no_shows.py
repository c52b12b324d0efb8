"""Sessions to which nobody came, kept and counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.attendance import NoShow
from lintas.domain.bookings import SessionId
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert
from lintas.store.tables import NoShowRow


@dataclass(frozen=True, slots=True)
class Defaulter:
    """An agency that left rooms of a government unused; `borrower` is its own, if it has one."""

    lender: RegencyCode
    borrower: RegencyCode | None
    agency: str


async def add_no_show(no_show: NoShow) -> None:
    await insert(
        NoShowRow,
        {
            "id": new_id(no_show.marked_at),
            "session": no_show.session_id,
            "marked_by": no_show.marked_by,
            "marked_at": no_show.marked_at,
            "reason": no_show.reason,
            "planned_until": no_show.planned_until,
        },
    )


async def remove_no_show(session_id: SessionId) -> None:
    await fetch("DELETE FROM no_show WHERE session = $1", session_id)


async def list_no_shows(session_ids: Iterable[SessionId]) -> Mapping[SessionId, NoShow]:
    """By session. Sees all."""
    args = Args()
    where = f"session IN {args.put_all(session_ids)}"
    found = [
        NoShow(
            session_id=SessionId(read_id(row["session"])),
            marked_by=AccountId(read_id(row["marked_by"])),
            marked_at=read_moment(row["marked_at"]),
            reason=row["reason"],
            planned_until=read_moment(row["planned_until"]),
        )
        for row in await fetch(f"SELECT * FROM no_show WHERE {where}", *args)
    ]
    return {each.session_id: each for each in found}


async def count_no_shows(lenders: Iterable[RegencyCode], *, year: int) -> Counter[Defaulter]:
    """Of rooms of these governments, in a calendar year by the venues' clocks. Sees all."""
    args = Args()
    sql = f"""
        SELECT s.lender, s.starts_at, b.borrower, a.name, g.timezone FROM no_show n
        JOIN session s ON s.id = n.session JOIN booking b ON b.id = s.booking
        JOIN agency a ON a.id = b.agency JOIN room r ON r.id = s.room
        JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE s.lender IN {args.put_all(sorted(set(lenders)))} ORDER BY a.name, a.id
    """
    counted: Counter[Defaulter] = Counter()
    for row in await fetch(sql, *args):
        if read_moment(row["starts_at"]).astimezone(ZoneInfo(row["timezone"])).year == year:
            counted[Defaulter(row["lender"], row["borrower"], row["name"])] += 1
    return counted
