"""Real places that reports name as places of training; nobody has measured or asked them.

Each row says where it was found and how sure that is. Points are centres of towns and districts,
up to 3 km off.
"""

from dataclasses import dataclass
from functools import cache

from lintas.domain.agencies import RegencyCode
from lintas.store.reference import read_rows


@dataclass(frozen=True, slots=True)
class RecordedVenue:
    """`owner` and `operator` are short names of agencies, the latter empty when unknown.

    `regency` is where it stands. `capacity` is the one number that was found, none where there is
    none; `district` is a kecamatan's code, none where it is not sure.
    """

    name: str
    aliases: str
    owner: str
    operator: str
    regency: RegencyCode
    district: str | None
    address: str
    latitude: float
    longitude: float
    capacity: int | None
    # What is told about it, and how sure that is, in Indonesian.
    evidence: str


@cache
def list_recorded_venues() -> tuple[RecordedVenue, ...]:
    return tuple(
        RecordedVenue(
            name=row["name"],
            aliases=row["aliases"],
            owner=row["owner"],
            operator=row["operator"],
            regency=RegencyCode(row["regency"]),
            district=row["district"] or None,
            address=row["address"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            capacity=int(row["capacity"]) if row["capacity"] else None,
            evidence=_evidence(row),
        )
        for row in read_rows("venues.csv")
    )


def _evidence(row: dict[str, str]) -> str:
    told = {
        "Sumber": row["evidence"],
        "Status": row["status"],
        "Jenis": row["kind"],
        "Daya tampung": row["capacity_note"] or "belum diketahui",
        "Sarana menurut sumber": row["facilities"],
        "Letak": row["district_note"],
        "Titik peta": f"{row['point_from']}, bukan letak gedungnya",
    }
    return "\n".join(f"{name}: {text}." for name, text in told.items() if text)
