"""Who said that they come, who came, and sessions to which nobody did."""

from piccolo.columns import UUID, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.bookings import SessionRow
from lintas.store.tables.people import AccountRow
from lintas.store.tables.programs import EnrolmentRow


class RsvpRow(Table, tablename="rsvp"):
    # unique: (enrolment, session)
    id = UUID(primary_key=True)
    enrolment = ForeignKey(EnrolmentRow, on_delete=OnDelete.restrict, null=False, default=None)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # coming, prevented
    says = Varchar(length=10)
    reason = Text(default="")
    at = Timestamptz(null=False, default=None)


class AttendanceRow(Table, tablename="attendance"):
    # unique: (enrolment, session)
    id = UUID(primary_key=True)
    enrolment = ForeignKey(EnrolmentRow, on_delete=OnDelete.restrict, null=False, default=None)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # present, excused, absent
    mark = Varchar(length=10)
    # None: the trainer, by the personal link.
    marked_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    marked_at = Timestamptz(null=False, default=None)


class NoShowRow(Table, tablename="no_show"):
    """A session to which nobody had come some time after its start; the rest was let go of."""

    id = UUID(primary_key=True)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, unique=True
    )
    marked_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    marked_at = Timestamptz(null=False, default=None)
    reason = Text()
    # When it was to end; the session itself ends when it was marked.
    planned_until = Timestamptz(null=False, default=None)
