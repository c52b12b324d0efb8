"""What was foreseen of changes, and how it came out."""

from piccolo.columns import UUID, Boolean, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.agencies import RegencyRow
from lintas.store.tables.bookings import SessionRow
from lintas.store.tables.people import PersonRow


class EstimateRow(Table, tablename="estimate"):
    # index: session; index: keeper; index: starts_at where scored_at is null
    id = UUID(primary_key=True)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # The asking side.
    keeper = ForeignKey(
        RegencyRow, on_delete=OnDelete.restrict, null=True, default=None, index=True
    )
    made_at = Timestamptz(null=False, default=None)
    # When the session was to begin before the change.
    starts_at = Timestamptz(null=False, default=None)
    concerned = Integer()
    loads_right = Integer(default=0)
    loads_judged = Integer(default=0)
    opens_right = Integer(default=0)
    opens_judged = Integer(default=0)
    scored_at = Timestamptz(null=True, default=None)


class ForecastRow(Table, tablename="forecast"):
    # index: estimate
    id = UUID(primary_key=True)
    estimate = ForeignKey(
        EstimateRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    # attends, teaches
    part = Varchar(length=10)
    # loads, opens
    sign = Varchar(length=10)
    expected = Boolean()
    due_at = Timestamptz(null=False, default=None)
    happened = Boolean(null=True, default=None)
