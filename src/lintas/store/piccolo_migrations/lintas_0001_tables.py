"""Every table of the first release, as it was then; both engines get the same."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    Boolean,
    Column,
    Date,
    DoublePrecision,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table, create_table_class

ID = "2026-11-24T00:00:00:000001"
VERSION = "1.38.0"
DESCRIPTION = "every table"


def key() -> Column:
    return UUID(primary_key=True)


def class_name(table: str) -> str:
    return table.title().replace("_", "") + "Row"


def other(table: str, **primary_key: Column) -> type[Table]:
    """What a foreign key needs to know of the table that it names."""
    return create_table_class(
        class_name(table),
        class_kwargs={"tablename": table},
        class_members=primary_key or {"id": key()},
    )


def needs(table: type[Table]) -> Column:
    return ForeignKey(references=table, on_delete=OnDelete.restrict, null=False, default=None)


def may_have(table: type[Table]) -> Column:
    return ForeignKey(references=table, on_delete=OnDelete.restrict, null=True, default=None)


REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
ACCOUNT = other("account")
AGENCY = other("agency")
AGREEMENT = other("agreement")
BATCH = other("batch")
BOOKING = other("booking")
ENROLMENT = other("enrolment")
PERSON = other("person")
PROGRAM = other("program")
ROOM = other("room")
SESSION = other("session")
VENUE = other("venue")

TABLES: dict[str, dict[str, Column]] = {
    "regency": {
        "code": Varchar(length=13, primary_key=True),
        "name": Varchar(length=200),
        "kind": Varchar(length=20),
        "province": Varchar(length=200),
        "timezone": Varchar(length=64),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "agency": {
        "id": key(),
        "name": Varchar(length=300),
        "short_name": Varchar(length=100),
        "kind": Varchar(length=20),
        "regency": may_have(REGENCY),
        "keeper": may_have(REGENCY),
        "is_example": Boolean(),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "agreement": {
        "id": key(),
        "kind": Varchar(length=3),
        "number": Varchar(length=200),
        "title": Varchar(length=500),
        "valid_from": Date(null=False, default=None),
        "valid_until": Date(null=False, default=None),
        "scope": Text(),
        "state": Varchar(length=20),
        "offered_by": Varchar(length=13, null=True, default=None),
        "is_example": Boolean(),
        "version": Integer(default=1),
    },
    "agreement_party": {
        "id": key(),
        "agreement": needs(AGREEMENT),
        "regency": needs(REGENCY),
    },
    "agreement_quota": {
        "id": key(),
        "agreement": needs(AGREEMENT),
        "lender": needs(REGENCY),
        "borrower": needs(REGENCY),
        "unit": Varchar(length=20),
        "amount": Integer(),
        "period": Varchar(length=10),
    },
    "venue": {
        "id": key(),
        "name": Varchar(length=300),
        "regency": needs(REGENCY),
        "keeper": may_have(REGENCY),
        "owner_agency": needs(AGENCY),
        "operator_agency": may_have(AGENCY),
        "district": Varchar(length=13, null=True, default=None),
        "address": Text(),
        "latitude": DoublePrecision(null=True, default=None),
        "longitude": DoublePrecision(null=True, default=None),
        "opening_hours": Text(),
        "aliases": Text(),
        "contact": Text(),
        "evidence": Text(),
        "is_example": Boolean(),
        "version": Integer(default=1),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "agreement_venue": {
        "id": key(),
        "agreement": needs(AGREEMENT),
        "venue": needs(VENUE),
    },
    "room": {
        "id": key(),
        "venue": needs(VENUE),
        "name": Varchar(length=300),
        "part_of": UUID(null=True, default=None),
        "root": UUID(null=False, default=None),
        "capacities": Text(default="{}"),
        "turnaround_minutes": Integer(),
        "approval": Varchar(length=10, default="none"),
        "version": Integer(default=1),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "closure": {
        "id": key(),
        "room": may_have(ROOM),
        "venue": needs(VENUE),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
        "reason": Text(),
        "authority": Text(),
        "lifted_at": Timestamptz(null=True, default=None),
    },
    "person": {
        "id": key(),
        "name": Varchar(length=300),
        "agency": may_have(AGENCY),
        "keeper": may_have(REGENCY),
        "email": Varchar(length=320),
        "phone": Varchar(length=20),
        "is_example": Boolean(),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "account": {
        "id": key(),
        "email": Varchar(length=320),
        "name": Varchar(length=300),
        "phone": Varchar(length=20),
        "person": may_have(PERSON),
        "password_hash": Text(),
        "is_example": Boolean(),
        "created_at": Timestamptz(null=False, default=None),
        "disabled_at": Timestamptz(null=True, default=None),
    },
    "membership": {
        "id": key(),
        "account": needs(ACCOUNT),
        "role": Varchar(length=20),
        "regency": may_have(REGENCY),
    },
    "credential": {
        "id": key(),
        "account": needs(ACCOUNT),
        "kind": Varchar(length=10),
        "secret_hash": Varchar(length=64),
        "label": Varchar(length=200),
        "role": Varchar(length=20),
        "regency": may_have(REGENCY),
        "created_at": Timestamptz(null=False, default=None),
        "expires_at": Timestamptz(null=True, default=None),
        "last_seen_at": Timestamptz(null=True, default=None),
        "ended_at": Timestamptz(null=True, default=None),
    },
    "program": {
        "id": key(),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY),
        "title": Varchar(length=500),
        "field": Varchar(length=200),
        "jp_minutes": Integer(default=45),
        "jp_total": Integer(null=True, default=None),
        "min_participants": Integer(null=True, default=None),
        "max_participants": Integer(null=True, default=None),
        "for_civil_servants": Boolean(),
        "is_example": Boolean(),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "batch": {
        "id": key(),
        "program": needs(PROGRAM),
        "keeper": may_have(REGENCY),
        "number": Integer(),
        "title": Varchar(length=500),
        "bring": Varchar(length=2000),
        "contact": Varchar(length=500),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "enrolment": {
        "id": key(),
        "batch": needs(BATCH),
        "person": needs(PERSON),
        "secret_hash": Varchar(length=64),
        "created_at": Timestamptz(null=False, default=None),
        "opened_at": Timestamptz(null=True, default=None),
        "left_at": Timestamptz(null=True, default=None),
    },
    "booking": {
        "id": key(),
        "room": needs(ROOM),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY),
        "borrower": may_have(REGENCY),
        "batch": may_have(BATCH),
        "origin": Varchar(length=10),
        "purpose": Text(),
        "headcount": Integer(),
        "layout": Varchar(length=30),
        "caller": Varchar(length=300),
        "state": Varchar(length=20),
        "reasons": Text(default="{}"),
        "asked_by": needs(ACCOUNT),
        "asked_at": Timestamptz(null=False, default=None),
        "hold_until": Timestamptz(null=True, default=None),
        "decided_by": may_have(ACCOUNT),
        "decided_at": Timestamptz(null=True, default=None),
        "decision_reason": Text(),
        "version": Integer(default=1),
    },
    "session": {
        "id": key(),
        "booking": needs(BOOKING),
        "batch": may_have(BATCH),
        "room": needs(ROOM),
        "lender_keeper": may_have(REGENCY),
        "lender": may_have(REGENCY),
        "agreement": may_have(AGREEMENT),
        "position": Integer(),
        "uid": Varchar(length=100),
        "sequence": Integer(),
        "revised_at": Timestamptz(null=False, default=None),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
        "setup_minutes": Integer(),
        "cleanup_minutes": Integer(),
        "title": Varchar(length=500),
        "state": Varchar(length=20),
        "decision": Varchar(length=20),
    },
    "session_trainer": {
        "id": key(),
        "session": needs(SESSION),
        "person": needs(PERSON),
    },
    "hold": {
        "id": key(),
        "resource": UUID(null=False, default=None),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
        "session": needs(SESSION),
    },
    "conflict": {
        "id": key(),
        "session": needs(SESSION),
        "code": Varchar(length=40),
        "severity": Varchar(length=10),
        "finding": Text(),
        "fingerprint": Varchar(length=64),
        "state": Varchar(length=12),
        "since": Timestamptz(null=False, default=None),
        "ended_at": Timestamptz(null=True, default=None),
        "overridden_by": may_have(ACCOUNT),
        "authority": Text(),
        "reason": Text(),
    },
    "receipt": {
        "id": key(),
        "actor": UUID(null=False, default=None),
        "route": Varchar(length=200),
        "key": Varchar(length=255),
        "body_hash": Varchar(length=64),
        "status": Integer(),
        "answer": Text(),
        "created_at": Timestamptz(null=False, default=None),
    },
    "acknowledgement": {
        "id": key(),
        "enrolment": needs(ENROLMENT),
        "session": needs(SESSION),
        "sequence": Integer(),
        "at": Timestamptz(null=False, default=None),
    },
    "installation": {
        "id": key(),
        "seeded_on": Date(null=True, default=None),
    },
    "message": {
        "id": key(),
        "kind": Varchar(length=40),
        "channel": Varchar(length=10),
        "account": may_have(ACCOUNT),
        "person": may_have(PERSON),
        "subject_kind": Varchar(length=20),
        "subject_id": UUID(null=True, default=None),
        "facts": Text(),
        "dedupe_key": Varchar(length=300),
        "state": Varchar(length=10),
        "attempts": Integer(),
        "next_at": Timestamptz(null=True, default=None),
        "lease_until": Timestamptz(null=True, default=None),
        "lease_by": Varchar(length=100),
        "last_error": Text(),
        "created_at": Timestamptz(null=False, default=None),
        "done_at": Timestamptz(null=True, default=None),
        "read_at": Timestamptz(null=True, default=None),
    },
    "audit_entry": {
        "id": key(),
        "at": Timestamptz(null=False, default=None),
        "actor": UUID(null=True, default=None),
        "verb": Varchar(length=40),
        "subject_kind": Varchar(length=20),
        "subject_id": Varchar(length=40),
        "before": Text(),
        "after": Text(),
        "reason": Text(),
    },
    "feed": {
        "id": key(),
        "secret_hash": Varchar(length=64),
        "scope": Varchar(length=20),
        "subject_id": UUID(null=True, default=None),
        "label": Varchar(length=200),
        "language": Varchar(length=5),
        "alarm_minutes": Integer(null=True, default=None),
        "keeper": may_have(REGENCY),
        "account": may_have(ACCOUNT),
        "created_at": Timestamptz(null=False, default=None),
        "revoked_at": Timestamptz(null=True, default=None),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    for table, columns in TABLES.items():
        manager.add_table(class_name=class_name(table), tablename=table)
        for name, column in columns.items():
            manager.add_column(
                table_class_name=class_name(table),
                tablename=table,
                column_name=name,
                column_class=type(column),
                params=column._meta.params,
            )
    return manager
