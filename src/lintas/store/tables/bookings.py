"""Requests, their sessions, and the holds that keep others out."""

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

from lintas.store.tables.agencies import AgencyRow, AgreementRow, RegencyRow
from lintas.store.tables.people import AccountRow, PersonRow
from lintas.store.tables.programs import BatchRow, EnrolmentRow
from lintas.store.tables.venues import RoomRow


class BookingRow(Table, tablename="booking"):
    # index: keeper; index: room; index: batch; index: asked_by; index: (state, hold_until)
    id = UUID(primary_key=True)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    # The asking side's regency.
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    # The asking government; none where a private or central body asks.
    borrower = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=True, default=None)
    # asked, or recorded by the owner (a use that came by phone)
    origin = Varchar(length=10)
    purpose = Text()
    headcount = Integer()
    layout = Varchar(length=30, default="")
    # Who rang, for a recorded use.
    caller = Varchar(length=300, default="")
    state = Varchar(length=20)
    # JSON: {"<code>": "why the warning may pass"}
    reasons = Text(default="{}")
    # JSON: {"<code>": ["by whose authority", "why the block may stand"]}
    overrides = Text(default="{}")
    asked_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    asked_at = Timestamptz(null=False, default=None)
    # Until when undecided sessions hold their slots.
    hold_until = Timestamptz(null=True, default=None)
    decided_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decision_reason = Text(default="")
    # Given by the lender; none: what follows from who asks.
    claim = Integer(null=True, default=None)
    claim_authority = Text(default="")
    # The regency whose desk gave it.
    claim_keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    # queue, bump: held for somebody who has yet to take it.
    offer = Varchar(length=10, default="")
    version = Integer(default=1)


class SessionRow(Table, tablename="session"):
    # unique: uid; index: booking; index: (batch, starts_at); index: (room, starts_at)
    # index: agreement; index: (lender_keeper, decision)
    id = UUID(primary_key=True)
    booking = ForeignKey(BookingRow, on_delete=OnDelete.restrict, null=False, default=None)
    batch = ForeignKey(BatchRow, on_delete=OnDelete.restrict, null=True, default=None)
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None)
    # The side whose managers decide about the room, and the government it belongs to.
    lender_keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    lender = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    agreement = ForeignKey(AgreementRow, on_delete=OnDelete.restrict, null=True, default=None)
    # Counts from 0 in the order of asking.
    position = Integer()
    uid = Varchar(length=100)
    # RFC 5545, 3.8.7.4: raised by every change that people must hear of.
    sequence = Integer(default=0)
    revised_at = Timestamptz(null=False, default=None)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    setup_minutes = Integer(default=0)
    cleanup_minutes = Integer(default=0)
    title = Varchar(length=500, default="")
    # planned, held, cancelled: what calendars show
    state = Varchar(length=20)
    # requested, approved, declined, expired, withdrawn, cancelled, bumped: what was decided
    decision = Varchar(length=20)
    # onsite, online (takes no room), hybrid
    mode = Varchar(length=10, default="onsite")
    link = Text(default="")
    # theory, practice, test; empty: neither
    kind = Varchar(length=20, default="")
    # Whether session_asset has rows for it, which are read only then.
    takes_assets = Boolean(default=False)
    # How many steps of approval it has passed, and since when it waits for the next.
    steps_passed = Integer(default=0)
    step_since = Timestamptz(null=True, default=None)
    # Cancelled for now: to be given another time.
    postponed = Boolean(default=False)


class SessionAssetRow(Table, tablename="session_asset"):
    id = UUID(primary_key=True)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    asset = UUID(null=False, default=None, index=True)
    quantity = Integer()


class RejudgeDueRow(Table, tablename="rejudge_due"):
    """Sessions too many to judge again where a fact changed: the worker does it."""

    id = UUID(primary_key=True)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    since = Timestamptz(null=False, default=None)


class SessionTrainerRow(Table, tablename="session_trainer"):
    # unique: (session, person); index: person
    id = UUID(primary_key=True)
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=False, default=None)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    # asked, accepted, declined
    answer = Varchar(length=10, default="asked")
    answered_at = Timestamptz(null=True, default=None)
    # The number of the letter of assignment, as the office gave it.
    letter = Varchar(length=200, default="")
    # What was said with the answer.
    reason = Text(default="")


class HoldRow(Table, tablename="hold"):
    # index: session; the wall: no two rows of one resource overlap
    id = UUID(primary_key=True)
    # A leaf room or a trainer; assets come later.
    resource = UUID(null=False, default=None)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=False, default=None)


class ConflictRow(Table, tablename="conflict"):
    # index: (session, state); index: (state, since)
    id = UUID(primary_key=True)
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=False, default=None)
    code = Varchar(length=40)
    severity = Varchar(length=10)
    # JSON: the finding, as rules gave it.
    finding = Text()
    # Tells two findings of one code on one session apart.
    fingerprint = Varchar(length=64)
    # open, solved, overridden
    state = Varchar(length=12)
    since = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    overridden_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    authority = Text(default="")
    reason = Text(default="")


class SkippedDateRow(Table, tablename="skipped_date"):
    id = UUID(primary_key=True)
    booking = ForeignKey(
        BookingRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    room = ForeignKey(RoomRow, on_delete=OnDelete.restrict, null=False, default=None, index=True)
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    # JSON: the rest of the planned session, and the findings it was left out for.
    planned = Text()
    findings = Text()
    # waiting, offered, taken, withdrawn
    state = Varchar(length=10)
    # How often it was offered: tells a second message from the first.
    offers = Integer(default=0)
    judged_at = Timestamptz(null=False, default=None)
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=True, default=None)


class ReceiptRow(Table, tablename="receipt"):
    # unique: (actor, route, key); index: created_at
    id = UUID(primary_key=True)
    actor = UUID(null=False, default=None)
    route = Varchar(length=200)
    key = Varchar(length=255)
    # SHA-256 of the request's body, in hex.
    body_hash = Varchar(length=64)
    status = Integer()
    answer = Text()
    created_at = Timestamptz(null=False, default=None)


class AcknowledgementRow(Table, tablename="acknowledgement"):
    # unique: (enrolment, session, sequence)
    id = UUID(primary_key=True)
    enrolment = ForeignKey(EnrolmentRow, on_delete=OnDelete.restrict, null=False, default=None)
    session = ForeignKey(SessionRow, on_delete=OnDelete.restrict, null=False, default=None)
    sequence = Integer()
    at = Timestamptz(null=False, default=None)


class InstallationRow(Table, tablename="installation"):
    """One row: when and with what the demo was loaded."""

    id = UUID(primary_key=True)
    seeded_on = Date(null=True, default=None)
