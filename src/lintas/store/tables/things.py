"""Tools, what rooms cost, and when venues change hands."""

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, RegencyRow
from lintas.store.tables.venues import RoomRow, VenueRow


class AssetRow(Table, tablename="asset"):
    id = UUID(primary_key=True)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )
    # Where it is kept; none: with its agency.
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    name = Varchar(length=300)
    # What programs and rooms call it, in lower case.
    kind = Varchar(length=60)
    quantity = Integer()
    movable = Boolean(default=False)
    is_example = Boolean(default=False)
    version = Integer(default=1)
    retired_at = Timestamptz(null=True, default=None)


class RoomTariffRow(Table, tablename="room_tariff"):
    # One for each room and borrower; the action sees to it under the hall's lock.
    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    borrower = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    basis = Varchar(length=20)
    # Whole rupiah.
    amount = Integer()
    per = Varchar(length=10)
    legal_basis = Text(default="")


class VenueHandoverRow(Table, tablename="venue_handover"):
    id = UUID(primary_key=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    # From this day on it is another's.
    day = Date(null=False, default=None)
    to_agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    to_name = Varchar(length=300, default="")
    document = Text(default="")
