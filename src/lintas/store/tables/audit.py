"""What was done, and the chain that keeps it from being told otherwise later."""

from piccolo.columns import UUID, BigInt, Text, Timestamptz, Varchar
from piccolo.table import Table


class AuditEntryRow(Table, tablename="audit_entry"):
    # append-only; index: (subject_kind, subject_id); index: at
    id = UUID(primary_key=True)
    at = Timestamptz(null=False, default=None)
    # none: the service itself, on the clock
    actor = UUID(null=True, default=None)
    verb = Varchar(length=40)
    subject_kind = Varchar(length=20)
    subject_id = Varchar(length=40)
    # JSON: facts before and after; ids, never names or contacts.
    before = Text(default="")
    after = Text(default="")
    reason = Text(default="")


class AuditLinkRow(Table, tablename="audit_link"):
    # append-only; unique: entry
    number = BigInt(primary_key=True, default=None)
    # No foreign key: that an entry is gone must be seen, not prevented here alone.
    entry = UUID(null=False, default=None)
    hash = Varchar(length=64)


class AuditHeadRow(Table, tablename="audit_head"):
    # append-only
    number = BigInt(primary_key=True, default=None)
    hash = Varchar(length=64)
    at = Timestamptz(null=False, default=None)
    signature = Varchar(length=100)
