"""The places on record, registered with their owners, and rooms in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lintas.actions.demo.morning import Morning
from lintas.actions.demo.offices import SERANG, Cast
from lintas.actions.venues.add_room import add_room
from lintas.actions.venues.facts import RoomFacts, VenueFacts
from lintas.actions.venues.register_venue import register_venue
from lintas.domain.agencies import Agency
from lintas.domain.people import Actor
from lintas.domain.venues import Approval, Room, Venue
from lintas.store.reference.recorded_venues import RecordedVenue, list_recorded_venues
from lintas.store.venues.places import save_venue

AULA = "Aula Tb. Suwandi"
PLUT = "PLUT KUMKM Kabupaten Bandung"
BLK = "UPTD BLK Kabupaten Bandung"
VILLAGE = "Balai desa (Padarincang)"

PLUT_HALL = "Aula PLUT (contoh)"
PLUT_ROOM = "Ruang pelatihan PLUT (contoh)"
BLK_WORKSHOP = "Bengkel menjahit"
BLK_CLASS, BLK_SPARE = "Kelas administrasi", "Kelas kelima (nama contoh)"
CIRUAS_ROOM = "Ruang rapat (contoh)"
THEATRE = "Gedung Budaya"
VILLAGE_ROOM = "Balai desa"

# The districts of two of them, by Kemendagri's codes.
CIRUAS, SOREANG = "36.04.09", "32.04.37"

_OFFICE_HOURS = {day: [["07:30", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


@dataclass(frozen=True, slots=True)
class _Room:
    """`part_of` names a room that stands before it."""

    name: str
    capacities: Mapping[str, int] = field(default_factory=dict)
    part_of: str = ""
    turnaround_minutes: int = 0
    approval: Approval = Approval.NONE
    equipment: Mapping[str, int] | None = None


# What nobody reports is either not said, or named "contoh".
_ROOMS: Mapping[str, tuple[_Room, ...]] = {
    AULA: (_Room(AULA, approval=Approval.MANAGER),),
    "Pendopo Bupati Serang": (_Room("Pendopo", approval=Approval.MANAGER),),
    "BBPVP Serang": (_Room("Bengkel (contoh)", approval=Approval.MANAGER),),
    "The Jayakarta Villas Anyer": (_Room("Ruang pertemuan", {"classroom": 50}),),
    "Swiss-Belinn Modern Cikande": (_Room("Ruang pertemuan", {"classroom": 50}),),
    "Adem Ayem Anyer": (_Room("Ruang pertemuan", {"classroom": 61}),),
    VILLAGE: (_Room(VILLAGE_ROOM, {"workshop": 20}),),
    "Puspemkab Serang Ciruas": (_Room(CIRUAS_ROOM, approval=Approval.MANAGER),),
    "Gedung Budaya Soreang": (_Room(THEATRE, {"theatre": 800}, turnaround_minutes=60),),
    "Bale Rame (Sabilulungan)": (_Room("Bale Rame", {"theatre": 3000}, turnaround_minutes=60),),
    "Gedung Moh. Toha": (_Room("Aula", approval=Approval.MANAGER),),
    PLUT: (
        _Room(PLUT_HALL, {"classroom": 60}, turnaround_minutes=30),
        _Room("Aula PLUT sisi A (contoh)", {"classroom": 28}, PLUT_HALL, turnaround_minutes=30),
        _Room("Aula PLUT sisi B (contoh)", {"classroom": 28}, PLUT_HALL, turnaround_minutes=30),
        _Room(PLUT_ROOM, {"classroom": 30}, approval=Approval.MANAGER),
    ),
    # Five classes of sixteen are reported, and four trades.
    BLK: (
        _Room("Bengkel las", {"workshop": 16}),
        _Room(BLK_WORKSHOP, {"workshop": 16}, equipment={"mesin jahit": 12}),
        _Room("Bengkel sepeda motor", {"workshop": 16}),
        _Room(BLK_CLASS, {"workshop": 16}),
        _Room(BLK_SPARE, {"workshop": 16}),
    ),
    "Gedung Dewi Sartika": (_Room("Aula (contoh)", approval=Approval.MANAGER),),
    "UTC Dago Hotel": (_Room("Ruang pertemuan", {"classroom": 20}),),
}


@dataclass(frozen=True, slots=True)
class Places:
    """By name; of two rooms with one name in two venues the last."""

    venues: Mapping[str, Venue]
    rooms: Mapping[str, Room]


async def register_places(cast: Cast, agencies: Mapping[str, Agency], morning: Morning) -> Places:
    venues: dict[str, Venue] = {}
    rooms: dict[str, Room] = {}
    for record in list_recorded_venues():
        owner = agencies[record.owner]
        login = cast.serang if owner.keeper == SERANG else cast.bandung
        facts = _facts(record, agencies)
        venue = await register_venue(facts, actor=login.account.acting(), now=morning.now)
        venues[record.name] = replace(venue, is_example=True)
        await save_venue(venues[record.name])
        rooms |= await _add_rooms(venues[record.name], login.account.acting(), morning)
    return Places(venues, rooms)


def _facts(record: RecordedVenue, agencies: Mapping[str, Agency]) -> VenueFacts:
    is_furnished = record.name == PLUT
    also = "\nRuang, daya tampung, dan jam buka di sini adalah contoh." if is_furnished else ""
    return VenueFacts(
        regency=record.regency,
        name=record.name,
        owner_agency_id=agencies[record.owner].id,
        operator_agency_id=agencies[record.operator].id if record.operator else None,
        district=record.district,
        address=record.address,
        latitude=record.latitude,
        longitude=record.longitude,
        opening_hours=_OFFICE_HOURS if is_furnished else None,
        aliases=record.aliases,
        evidence=record.evidence + also,
    )


async def _add_rooms(venue: Venue, actor: Actor, morning: Morning) -> dict[str, Room]:
    added: dict[str, Room] = {}
    for each in _ROOMS[venue.name]:
        facts = RoomFacts(
            venue_id=venue.id,
            name=each.name,
            part_of=added[each.part_of].id if each.part_of else None,
            capacities=each.capacities,
            turnaround_minutes=each.turnaround_minutes,
            approval=each.approval,
            equipment=each.equipment,
        )
        added[each.name] = await add_room(facts, actor=actor, now=morning.now)
    return added
