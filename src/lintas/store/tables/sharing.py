"""What governments do together, versions of schedules, and plans on their way in."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, RegencyRow
from lintas.store.tables.people import AccountRow, PersonRow
from lintas.store.tables.programs import BatchRow, ProgramRow


class ProgramOfferRow(Table, tablename="program_offer"):
    id = UUID(primary_key=True)
    program = ForeignKey(
        ProgramRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    from_regency = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    to_regency = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # offered, adopted, declined, withdrawn
    state = Varchar(length=10)
    note = Text(default="")
    offered_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    offered_at = Timestamptz(null=False, default=None)
    decided_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    reason = Text(default="")
    # The program that was made of it on the other side.
    adopted_as = ForeignKey(ProgramRow, on_delete=OnDelete.restrict, null=True, default=None)


class FollowUpRow(Table, tablename="follow_up"):
    id = UUID(primary_key=True)
    program = ForeignKey(
        ProgramRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=True, default=None)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    day = Date(null=False, default=None)
    # Where the money comes from: APBD, DAK Nonfisik, …
    source = Varchar(length=200, default="")
    note = Text(default="")
    result = Text(default="")
    made_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)


class BatchReservationRow(Table, tablename="batch_reservation"):
    id = UUID(primary_key=True)
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    regency = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    seats = Integer()
    trainer_places = Integer()
    # The last day on which they are kept free.
    until = Date(null=False, default=None)
    made_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class NamedTrainerRow(Table, tablename="named_trainer"):
    # one row for each person in a reservation: made under the batch's lock
    id = UUID(primary_key=True)
    reservation = ForeignKey(
        BatchReservationRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    named_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    named_at = Timestamptz(null=False, default=None)


class ScheduleVersionRow(Table, tablename="schedule_version"):
    # one of each number in a batch: made under the batch's lock
    id = UUID(primary_key=True)
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    number = Integer()
    published_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    published_at = Timestamptz(null=False, default=None)
    note = Text(default="")
    # JSON: the batch's meetings as they were then.
    snapshot = Text()


class PlanImportRow(Table, tablename="plan_import"):
    id = UUID(primary_key=True)
    actor = ForeignKey(
        AccountRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # waiting, judging, judged, refused, kept
    state = Varchar(length=10)
    # Whether it is to be kept once it is judged, or only to be judged.
    for_keeps = Integer(default=0)
    rows = Integer()
    done = Integer(default=0)
    # JSON: what was sent, as it was understood; what was found; which bookings were made.
    asks = Text()
    findings = Text(default="")
    bookings = Text(default="")
    created_at = Timestamptz(null=False, default=None)
    touched_at = Timestamptz(null=False, default=None)
    finished_at = Timestamptz(null=True, default=None)
