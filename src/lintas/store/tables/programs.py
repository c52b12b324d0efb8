"""What is taught, to whom."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, RegencyRow
from lintas.store.tables.people import PersonRow


class ProgramRow(Table, tablename="program"):
    # index: keeper
    id = UUID(primary_key=True)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    title = Varchar(length=500)
    field = Varchar(length=200, default="")
    jp_minutes = Integer(default=45)
    jp_total = Integer(null=True, default=None)
    min_participants = Integer(null=True, default=None)
    max_participants = Integer(null=True, default=None)
    # What trainers must have reached in its field, and what participants must be.
    level = Varchar(length=60, default="")
    needs_nib = Boolean(default=False)
    min_age = Integer(null=True, default=None)
    only_regency = Varchar(length=13, null=True, default=None)
    # Training of civil servants may not run on a public holiday.
    for_civil_servants = Boolean(default=False)
    # JSON: {"mesin jahit": 1, …}, persons who share one; empty text: it needs none.
    equipment = Text(default="")
    is_example = Boolean(default=False)
    # umkm, inovasi, lainnya: shown in the catalogue; empty: not.
    category = Varchar(length=20, default="")
    # The other government's program that this one was made from.
    adopted_from = UUID(null=True, default=None)
    retired_at = Timestamptz(null=True, default=None)


class BatchRow(Table, tablename="batch"):
    # index: program; index: keeper; unique: (program, number)
    id = UUID(primary_key=True)
    program = ForeignKey(ProgramRow, on_delete=OnDelete.restrict, null=False, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    number = Integer()
    title = Varchar(length=500, default="")
    bring = Varchar(length=2000, default="")
    contact = Varchar(length=500, default="")
    retired_at = Timestamptz(null=True, default=None)


class EnrolmentRow(Table, tablename="enrolment"):
    # unique: (batch, person); unique: secret_hash; unique: (batch, turn) above 0
    id = UUID(primary_key=True)
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=False, default=None)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    # SHA-256 of the personal link's secret, in hex.
    secret_hash = Varchar(length=64)
    created_at = Timestamptz(null=False, default=None)
    # When the personal page was last opened by its reader, not by a link preview.
    opened_at = Timestamptz(null=True, default=None)
    left_at = Timestamptz(null=True, default=None)
    # Waits for a seat, in the order of turns.
    is_reserve = Boolean(default=False)
    # The how-manieth to enrol in its batch, counted under its lock; 0: before turns were counted.
    turn = Integer(default=0)
