"""Steps of approval, queues for slots, and claims that took slots back."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, RegencyRow
from lintas.store.tables.bookings import BookingRow, SessionRow
from lintas.store.tables.people import AccountRow
from lintas.store.tables.venues import RoomRow, VenueRow


class ApprovalStepRow(Table, tablename="approval_step"):
    """Of exactly one of agency, venue and room; approved by an account, or by a role."""

    id = UUID(primary_key=True)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    keeper = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )
    # Counts from 0 among the steps of the same agency, venue or room.
    position = Integer()
    name = Varchar(length=300)
    approver = ForeignKey(
        AccountRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )
    # Whoever has this role at the keeper's desk, where no account is named.
    role = Varchar(length=20, default="")
    stand_in = ForeignKey(
        AccountRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )
    days = Integer()


class StepDecisionRow(Table, tablename="step_decision"):
    id = UUID(primary_key=True)
    booking = ForeignKey(
        BookingRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=False, default=None)
    position = Integer()
    name = Varchar(length=300)
    decided_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    at = Timestamptz(null=False, default=None)
    # approve, decline
    verdict = Varchar(length=12)
    reason = Text(default="")
    as_stand_in = Boolean(default=False)


class QueueEntryRow(Table, tablename="queue_entry"):
    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None)
    # The hall that the room is in.
    root = UUID(null=False, default=None, index=True)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    asked_by = ForeignKey(
        AccountRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # JSON: what was asked for.
    ask = Text()
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    created_at = Timestamptz(null=False, default=None)
    # waiting, offered, taken, lapsed, left
    state = Varchar(length=12)
    offered_until = Timestamptz(null=True, default=None)
    # What holds the slot for it, once offered.
    booking = ForeignKey(
        BookingRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )


class ClaimRow(Table, tablename="claim"):
    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None)
    root = UUID(null=False, default=None, index=True)
    venue = ForeignKey(VenueRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    # 1 weighs most: domain.bookings.Claim.
    level = Integer()
    authority = Text()
    reason = Text()
    in_favour_of = Text()
    made_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    # Whose it was before, and who has come in.
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=True, default=None)
    booking = ForeignKey(BookingRow, on_delete=OnDelete.restrict, null=True, default=None)
