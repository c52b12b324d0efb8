"""Calendars that others keep elsewhere: where they are, and when they are busy."""

from piccolo.columns import (
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from lintas.store.tables.people import AccountRow, PersonRow
from lintas.store.tables.venues import RoomRow


class OutsideCalendarRow(Table, tablename="outside_calendar"):
    """Of a room or of a person, one of the two."""

    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=True, default=None, index=True)
    # Empty: it came as a file.
    host = Varchar(length=255, default="")
    fingerprint = Varchar(length=16, default="")
    # Sealed under the server's key; empty: it came as a file, or was removed.
    address = Text(default="")
    etag = Varchar(length=200, default="")
    last_modified = Varchar(length=60, default="")
    # Seconds between two looks that it asks for itself; 0: it says nothing.
    wish = Integer(default=0)
    # The fingerprint of where it says to have moved for good, and how often in a row.
    moved_to = Varchar(length=16, default="")
    moves = Integer(default=0)
    made_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    next_at = Timestamptz(null=True, default=None)
    tried_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)
    failures = Integer(default=0)
    trouble = Varchar(length=20, default="")
    status = Integer(default=0)
    doubted = Boolean(default=False)
    unread = Integer(default=0)
    turn = Integer(default=0)
    # The first day of the stretch of time in which its busy times are worked out.
    expanded_on = Date(null=True, default=None)
    removed_at = Timestamptz(null=True, default=None)


class OutsideCopyRow(Table, tablename="outside_copy"):
    """The last good copy, without anything but times; packed by zlib."""

    id = UUID(primary_key=True)
    calendar = ForeignKey(
        OutsideCalendarRow, on_delete=OnDelete.restrict, null=False, default=None, unique=True
    )
    content = Bytea(null=False, default=None)


class OutsideSeriesRow(Table, tablename="outside_series"):
    """One event with all its repetitions."""

    id = UUID(primary_key=True)
    calendar = ForeignKey(
        OutsideCalendarRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    digest = Varchar(length=64)
    # Keys of what can't be read of it, by commas; empty: all can.
    unread = Varchar(length=200, default="")


class OutsideBusyRow(Table, tablename="outside_busy"):
    # index: calendar, ends_at
    id = UUID(primary_key=True)
    calendar = ForeignKey(OutsideCalendarRow, on_delete=OnDelete.restrict, null=False, default=None)
    digest = Varchar(length=64)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
