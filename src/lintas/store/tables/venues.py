"""Places, their rooms, and when they are shut."""

from piccolo.columns import (
    UUID,
    Boolean,
    DoublePrecision,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, AgreementRow, RegencyRow


class VenueRow(Table, tablename="venue"):
    id = UUID(primary_key=True)
    name = Varchar(length=300)
    # Where it stands, which need not be where its owner governs.
    regency = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    owner_agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    operator_agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    district = Varchar(length=13, null=True, default=None)
    address = Text(default="")
    latitude = DoublePrecision(null=True, default=None)
    longitude = DoublePrecision(null=True, default=None)
    # JSON: {"mon": [["08:00", "16:00"]], …}; empty text: always open.
    opening_hours = Text(default="")
    aliases = Text(default="")
    contact = Text(default="")
    # Where the register's facts come from, and how sure they are.
    evidence = Text(default="")
    is_example = Boolean(default=False)
    version = Integer(default=1)
    retired_at = Timestamptz(null=True, default=None)


class AgreementVenueRow(Table, tablename="agreement_venue"):
    # unique: (agreement, venue)
    id = UUID(primary_key=True)
    agreement = ForeignKey(AgreementRow, on_delete=OnDelete.restrict, null=False, default=None)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=False, default=None)


class RoomRow(Table, tablename="room"):
    # index: venue; index: root; index: part_of
    id = UUID(primary_key=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=False, default=None)
    name = Varchar(length=300)
    # The hall this room is a part of; none: it is a root itself.
    part_of = UUID(null=True, default=None)
    # The undivided hall at the top of the tree, itself for most rooms: what writers lock.
    root = UUID(null=False, default=None)
    # JSON: {"classroom": 40, …}, persons by layout.
    capacities = Text(default="{}")
    # JSON: {"mesin jahit": 16, …}; empty text: nobody noted any.
    equipment = Text(default="")
    turnaround_minutes = Integer(default=0)
    approval = Varchar(length=10, default="none")
    notice_days = Integer(null=True, default=None)
    horizon_days = Integer(null=True, default=None)
    longest_minutes = Integer(null=True, default=None)
    version = Integer(default=1)
    retired_at = Timestamptz(null=True, default=None)


class ClosureRow(Table, tablename="closure"):
    # index: (room, starts_at); index: (venue, starts_at)
    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=True, default=None)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=False, default=None)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    reason = Text()
    authority = Text(default="")
    # How it comes again (RFC 5545); empty text: it doesn't.
    rrule = Text(default="")
    lifted_at = Timestamptz(null=True, default=None)
