"""Small worlds for tests: every builder names only what the test is about.

Things are told apart by name: the same name is the same id everywhere. Unless a test says
otherwise it is Monday 7 January 2030, an ordinary week in western Indonesia (WIB).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from lintas.domain.agencies import (
    Agency,
    AgencyId,
    AgencyKind,
    Agreement,
    AgreementId,
    AgreementKind,
    AgreementState,
    Regency,
    RegencyCode,
    RegencyKind,
    VenueId,
)
from lintas.domain.approvals import ClaimedSlot, ClaimId
from lintas.domain.bookings import (
    Booking,
    BookingId,
    Decision,
    Origin,
    Session,
    SessionId,
    SessionState,
)
from lintas.domain.claims import Claim
from lintas.domain.people import AccountId, Actor, Membership, Person, PersonId, Role
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.programs import Batch, BatchId, Program, ProgramId
from lintas.domain.quotas import QuotaUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import (
    WEEKDAYS,
    Closure,
    ClosureId,
    Holiday,
    HolidayKind,
    OpeningHours,
    Room,
    RoomId,
    Venue,
)
from lintas.rules import Situation, Use

WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
MONDAY = date(2030, 1, 7)
TUESDAY = date(2030, 1, 8)
# When things are asked for and decided, unless a test says when.
NOW = datetime(2030, 1, 2, 8, tzinfo=WIB)

AT_ALL_HOURS = OpeningHours.parse({day: [["00:00", "00:00"]] for day in WEEKDAYS})

SERANG, BANDUNG = RegencyCode("36.04"), RegencyCode("32.04")


def named(name: str) -> UUID:
    """The same id for the same name, so tests can speak of things by name."""
    return uuid5(UUID(int=0), name)


# Time


def hour(of_day: float, day: date = MONDAY, zone: ZoneInfo = WIB) -> datetime:
    """That local hour: 9.5 is 09.30, 24 the midnight that ends the day."""
    return datetime.combine(day, time(), zone) + timedelta(hours=of_day)


def hours(start: float, end: float, day: date = MONDAY, zone: ZoneInfo = WIB) -> TimeSpan:
    """That part of a local day; hours past 24 reach into the next."""
    return TimeSpan(hour(start, day, zone), hour(end, day, zone))


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


# Governments, offices, and what they agreed


def regency(code: str = SERANG, **facts: Any) -> Regency:
    made = Regency(
        code=RegencyCode(code),
        name=f"Kabupaten {code}",
        kind=RegencyKind.KABUPATEN,
        province="Contoh",
        timezone="Asia/Jakarta",
    )
    return replace(made, **facts)


def agency(of: str | None = BANDUNG, name: str = "Disnaker", **facts: Any) -> Agency:
    """An office of that regency's government; of none: a private one. It works at all hours."""
    made = Agency(
        id=AgencyId(named(f"{name} {of}")),
        name=name,
        short_name="",
        kind=AgencyKind.OPD if of else AgencyKind.SWASTA,
        regency=RegencyCode(of) if of else None,
        keeper=RegencyCode(of) if of else None,
        working_hours=AT_ALL_HOURS,
    )
    return replace(made, **facts)


def agreement(name: str = "PKS 1", **facts: Any) -> Agreement:
    """One in force between Serang and Bandung, for all of 2030."""
    made = Agreement(
        id=AgreementId(named(name)),
        kind=AgreementKind.PKS,
        number=name,
        title="Pemakaian tempat pelatihan",
        parties=(SERANG, BANDUNG),
        valid_from=date(2030, 1, 1),
        valid_until=date(2031, 1, 1),
        state=AgreementState.IN_FORCE,
    )
    return replace(made, **facts)


# Places


def venue(name: str = "Gedung", **facts: Any) -> Venue:
    """A building in Serang, Serang's own, always open."""
    made = Venue(
        id=VenueId(named(name)),
        name=name,
        regency=SERANG,
        keeper=SERANG,
        owner_agency_id=agency(SERANG).id,
        zone=WIB,
        lender=SERANG,
    )
    return replace(made, **facts)


def room(
    name: str = "Aula",
    *,
    parts: Iterable[str] = (),
    part_of: str | None = None,
    in_venue: str = "Gedung",
    **facts: Any,
) -> Room:
    """A room for 40 persons; a hall when it has parts."""
    me, above = RoomId(named(name)), RoomId(named(part_of)) if part_of else None
    below = tuple(RoomId(named(part)) for part in parts)
    made = Room(
        id=me,
        venue_id=VenueId(named(in_venue)),
        name=name,
        part_of=above,
        root=above or me,
        leaves=below or (me,),
        capacities={"classroom": 40},
        above=(above,) if above else (),
        below=below,
    )
    return replace(made, **facts)


def closure(of: str | None = None, during: TimeSpan | None = None, **facts: Any) -> Closure:
    """That room of "Gedung" is closed; of none: all of it."""
    made = Closure(
        id=ClosureId(named(f"closure of {of}")),
        venue_id=VenueId(named("Gedung")),
        room_id=RoomId(named(of)) if of else None,
        span=during or hours(0, 24),
        reason="Perbaikan atap",
    )
    return replace(made, **facts)


def claimed(of: str = "Aula", during: TimeSpan | None = None, **facts: Any) -> ClaimedSlot:
    """That room of "Gedung" was taken back for the regent."""
    made = ClaimedSlot(
        id=ClaimId(named(f"claim on {of}")),
        room_id=RoomId(named(of)),
        root=RoomId(named(of)),
        venue_id=VenueId(named("Gedung")),
        keeper=SERANG,
        span=during or hours(9, 12),
        level=Claim.LEADERS,
        authority="Disposisi Sekda 12/2029",
        reason="Kunjungan menteri",
        in_favour_of="Kegiatan Bupati",
        made_by=AccountId(named("actor")),
        made_at=NOW,
    )
    return replace(made, **facts)


def holiday(day: date = MONDAY, kind: HolidayKind = HolidayKind.NATIONAL) -> Holiday:
    return Holiday(day=day, name="Hari Contoh", kind=kind, decree="SKB 1/2029")


# People


def person(name: str = "Pengajar", **facts: Any) -> Person:
    made = Person(PersonId(named(name)), name, agency_id=None, keeper=BANDUNG)
    return replace(made, **facts)


def actor(*roles: tuple[Role, str | None], name: str = "actor") -> Actor:
    """Somebody in these roles, each with the regency it holds in."""
    memberships = tuple(
        Membership(role, RegencyCode(where) if where else None) for role, where in roles
    )
    return Actor(AccountId(named(name)), name, memberships)


# What somebody would like to do


def meeting(
    during: TimeSpan | None = None, *, taught_by: Iterable[str] = (), **facts: Any
) -> PlannedSession:
    """One planned session."""
    trainers = tuple(PersonId(named(name)) for name in taught_by)
    return replace(PlannedSession(during or hours(9, 12), trainer_ids=trainers), **facts)


def program(**facts: Any) -> Program:
    """Bandung's "Kemasan", JP of 45 minutes."""
    made = Program(
        id=ProgramId(named("program")),
        agency_id=AgencyId(named("Diskoumperindag")),
        keeper=BANDUNG,
        title="Kemasan",
    )
    return replace(made, **facts)


def batch(**facts: Any) -> Batch:
    """The first run of "Kemasan"."""
    made = Batch(
        id=BatchId(named("batch")),
        program_id=ProgramId(named("program")),
        keeper=BANDUNG,
        number=1,
        title="Kemasan Angkatan 1",
    )
    return replace(made, **facts)


def plan(*sessions: TimeSpan | PlannedSession, **facts: Any) -> Plan:
    """Bandung asks for "Aula" in Serang, Monday 9 to 12, for 20 people."""
    planned = tuple(
        PlannedSession(each) if isinstance(each, TimeSpan) else each
        for each in sessions or (hours(9, 12),)
    )
    given = facts.pop("for_civil_servants", None)
    if given is not None:
        facts["program"] = program(for_civil_servants=given)
    made = Plan(
        venue=venue(),
        room=room(),
        agency=agency(),
        headcount=20,
        sessions=planned,
        layout="classroom",
    )
    return replace(made, **facts)


# What is there already


def use(of: str = "Aula", during: TimeSpan | None = None, **facts: Any) -> Use:
    """That room or trainer is kept by another session. `held` is its meeting unless given."""
    span = during or hours(9, 12)
    made = Use(
        resource=named(of),
        held=span,
        meeting=span,
        session_id=SessionId(named("another session")),
        agency_name="Diskoumperindag",
        room_name=of,
        venue_name="Gedung",
    )
    return replace(made, **facts)


def quota_use(during: TimeSpan | None = None, *, name: str = "another", **facts: Any) -> QuotaUse:
    """Bandung's people use a room of Serang's under "PKS 1", asked for before `NOW`."""
    made = QuotaUse(
        lender=SERANG,
        borrower=BANDUNG,
        room_id=RoomId(named(f"room of {name}")),
        span=during or hours(9, 12),
        zone=WIB,
        booking_id=BookingId(named(f"booking of {name}")),
        asked_at=NOW - timedelta(days=1),
        session_id=SessionId(named(name)),
        agreement_id=AgreementId(named("PKS 1")),
    )
    return replace(made, **facts)


def situation(*uses: Use, **facts: Any) -> Situation:
    """A world with nothing in the way: an agreement, no closures, no holidays, decrees out."""
    kept: defaultdict[UUID, list[Use]] = defaultdict(list)
    for each in uses:
        kept[each.resource].append(each)
    made = Situation(
        # Long enough ahead for every room.
        now=NOW - timedelta(days=30),
        uses={resource: tuple(found) for resource, found in kept.items()},
        agreements=(agreement(),),
        holidays_decreed=frozenset({2029, 2030, 2031}),
    )
    return replace(made, **facts)


def session(name: str = "session", **facts: Any) -> Session:
    """A requested one, Monday 9 to 12 in "Aula"."""
    made = Session(
        id=SessionId(named(name)),
        booking_id=BookingId(named("booking")),
        position=0,
        uid=f"{named(name)}@lintas",
        sequence=0,
        revised_at=NOW,
        span=hours(9, 12),
        room_id=RoomId(named("Aula")),
        title="",
        state=SessionState.PLANNED,
        decision=Decision.REQUESTED,
    )
    return replace(made, **facts)


def booking(*sessions: Session, **facts: Any) -> Booking:
    """Bandung's request for these sessions."""
    made = Booking(
        id=BookingId(named("booking")),
        room_id=RoomId(named("Aula")),
        agency_id=agency().id,
        keeper=BANDUNG,
        borrower=BANDUNG,
        purpose="Pelatihan Kemasan UMKM",
        headcount=20,
        layout="classroom",
        origin=Origin.ASKED,
        state=Decision.REQUESTED,
        asked_by=AccountId(named("actor")),
        asked_at=NOW,
        sessions=sessions or (session(),),
    )
    return replace(made, **facts)
