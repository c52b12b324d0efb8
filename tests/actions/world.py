"""A small kept world for stories: two governments, an agreement, two venues, and who acts in it.

Everything has a fixed id, so that a test can speak of it by name.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
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
from lintas.domain.people import AccountId, Actor, Membership, Person, PersonId, Role
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Approval, Room, RoomId, Venue
from lintas.store.agencies import add_agency, add_regency
from lintas.store.agreements import add_agreement
from lintas.store.people import add_person
from lintas.store.sql import insert
from lintas.store.tables import AccountRow, MembershipRow
from lintas.store.transaction import writing
from lintas.store.venues.places import add_venue
from lintas.store.venues.rooms import add_room
from tests.builders import AT_ALL_HOURS

SERANG, BANDUNG = RegencyCode("36.04"), RegencyCode("32.04")
JAKARTA = ZoneInfo("Asia/Jakarta")
# A Monday on which nobody rests.
MONDAY = date(2027, 2, 1)
# For tests through the door, which reads the clock: a Monday that stays ahead.
FAR_MONDAY = date(2090, 2, 6)
NOW = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)
HOLD = timedelta(days=7)


def named(name: str) -> UUID:
    """The same id for the same name."""
    return uuid5(UUID(int=0), name)


def hours(start: float, end: float, *, on: date = MONDAY) -> TimeSpan:
    """That part of a day, on the clocks of Jakarta."""
    midnight = datetime.combine(on, datetime.min.time(), JAKARTA)
    return TimeSpan(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def actor(role: Role, regency: RegencyCode | None) -> Actor:
    return Actor(
        AccountId(named(f"{role} {regency}")),
        f"{role} {regency}",
        (Membership(role, regency),),
        email=f"{role}.{regency}@example.test",
    )


SERANG_TRAINER = actor(Role.TRAINER, SERANG)
SERANG_COORDINATOR = actor(Role.COORDINATOR, SERANG)
BANDUNG_COORDINATOR = actor(Role.COORDINATOR, BANDUNG)
BANDUNG_MANAGER = actor(Role.VENUE_MANAGER, BANDUNG)
OPERATOR = actor(Role.OPERATOR, None)
ACTORS = (SERANG_TRAINER, SERANG_COORDINATOR, BANDUNG_COORDINATOR, BANDUNG_MANAGER, OPERATOR)


# Stories are about other things than when people pray, fast and rest.
HOURS_ANSWERED = dict.fromkeys(("friday", "ramadan", "trainer_load"), "Sudah disepakati")


class World:
    """What `settle_world` wrote; ids only."""

    serang_dinas: AgencyId = AgencyId(named("Dinas Serang"))
    bandung_dinas: AgencyId = AgencyId(named("Dinas Bandung"))
    agreement: AgreementId = AgreementId(named("PKS"))
    plut: VenueId = VenueId(named("PLUT"))
    # A hall of two parts, a room that says yes by itself, and one that a manager decides about.
    hall: RoomId = RoomId(named("aula"))
    part_a: RoomId = RoomId(named("aula A"))
    part_b: RoomId = RoomId(named("aula B"))
    open_room: RoomId = RoomId(named("ruang bebas"))
    decided_room: RoomId = RoomId(named("ruang pengelola"))
    trainer: PersonId = PersonId(named("trainer"))

    def ask(self, room: RoomId | None = None, during: TimeSpan | None = None, **more: Any) -> Ask:
        """Serang asks for a room of Bandung; name only what the test is about."""
        sessions = more.pop("sessions", None) or (
            PlannedSession(during or hours(9, 12), trainer_ids=more.pop("trainer_ids", ())),
        )
        asked = Ask(
            room_id=room or self.open_room,
            agency_id=self.serang_dinas,
            purpose="Pelatihan kemasan",
            headcount=20,
            sessions=sessions,
            reasons=HOURS_ANSWERED,
        )
        return replace(asked, **more)


async def settle_world() -> World:
    """Write the world into the current database."""
    world = World()
    async with writing():
        await _add_governments(world)
        await _add_rooms(world)
        await add_person(Person(world.trainer, "Pengajar Contoh", world.serang_dinas, SERANG))
        for each in ACTORS:
            await add_account(each)
    return world


async def _add_governments(world: World) -> None:
    for code, name in ((SERANG, "Kabupaten Serang"), (BANDUNG, "Kabupaten Bandung")):
        regency = Regency(code, name, RegencyKind.KABUPATEN, "Contoh", "Asia/Jakarta")
        await add_regency(regency)
    for agency_id, name, code in (
        (world.serang_dinas, "Dinas Serang", SERANG),
        (world.bandung_dinas, "Dinas Bandung", BANDUNG),
    ):
        agency = Agency(agency_id, name, "", AgencyKind.OPD, code, code)
        # Stories are about other things than when offices work.
        await add_agency(replace(agency, working_hours=AT_ALL_HOURS))
    agreement = Agreement(
        id=world.agreement,
        kind=AgreementKind.PKS,
        number="001/contoh",
        title="Perjanjian contoh",
        parties=(SERANG, BANDUNG),
        valid_from=date(2027, 1, 1),
        valid_until=date(2100, 1, 1),
        state=AgreementState.IN_FORCE,
    )
    await add_agreement(agreement, now=NOW)


async def _add_rooms(world: World) -> None:
    venue = Venue(world.plut, "PLUT", BANDUNG, BANDUNG, world.bandung_dinas, JAKARTA, BANDUNG)
    await add_venue(venue)
    for room_id, name, part_of, approval in (
        (world.hall, "Aula", None, Approval.NONE),
        (world.part_a, "Aula A", world.hall, Approval.NONE),
        (world.part_b, "Aula B", world.hall, Approval.NONE),
        (world.open_room, "Ruang bebas", None, Approval.NONE),
        (world.decided_room, "Ruang pengelola", None, Approval.MANAGER),
    ):
        room = Room(
            id=room_id,
            venue_id=world.plut,
            name=name,
            part_of=part_of,
            root=part_of or room_id,
            leaves=(),
            capacities={"classroom": 40},
            approval=approval,
        )
        await add_room(room)


async def add_account(each: Actor) -> None:
    await insert(
        AccountRow,
        {
            "id": each.id,
            "email": each.email,
            "name": each.name,
            "phone": "",
            "password_hash": "",
            "is_example": False,
            "created_at": NOW,
        },
    )
    membership = each.memberships[0]
    row = {"id": named(f"membership {each.id}"), "account": each.id, "role": membership.role.value}
    await insert(MembershipRow, {**row, "regency": membership.regency})
