"""What people are told, and the calendars they subscribe to."""

from piccolo.columns import (
    UUID,
    BigInt,
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from lintas.store.tables.agencies import RegencyRow
from lintas.store.tables.bookings import SessionRow
from lintas.store.tables.people import AccountRow, PersonRow


class MessageRow(Table, tablename="message"):
    # unique: dedupe_key; index: (state, next_at); index: (account, created_at); index: person
    id = UUID(primary_key=True)
    # What happened: request_made, request_decided, conflict_opened, …
    kind = Varchar(length=40)
    # inapp, email
    channel = Varchar(length=10)
    # To an account, or to somebody who has none.
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=True, default=None)
    subject_kind = Varchar(length=20)
    subject_id = UUID(null=True, default=None)
    # JSON: facts; the words are chosen when it is read or sent.
    facts = Text()
    dedupe_key = Varchar(length=300)
    # new, sending, done, dead, cancelled
    state = Varchar(length=10)
    attempts = Integer(default=0)
    next_at = Timestamptz(null=True, default=None)
    lease_until = Timestamptz(null=True, default=None)
    lease_by = Varchar(length=100, default="")
    last_error = Text(default="")
    created_at = Timestamptz(null=False, default=None)
    done_at = Timestamptz(null=True, default=None)
    read_at = Timestamptz(null=True, default=None)


class FeedRow(Table, tablename="feed"):
    # unique: secret_hash; index: (scope, subject_id)
    id = UUID(primary_key=True)
    # SHA-256 of the address' secret, in hex.
    secret_hash = Varchar(length=64)
    scope = Varchar(length=20)
    subject_id = UUID(null=True, default=None)
    label = Varchar(length=200)
    language = Varchar(length=5)
    alarm_minutes = Integer(null=True, default=None)
    show_cancelled = Boolean(default=True)
    show_tentative = Boolean(default=True)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    # none: made by a participant from the personal page
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    revoked_at = Timestamptz(null=True, default=None)


class FeedFetchRow(Table, tablename="feed_fetch"):
    # index: (feed, at); index: at
    id = UUID(primary_key=True)
    feed = ForeignKey(FeedRow, on_delete=OnDelete.restrict, null=False, default=None)
    at = Timestamptz(null=False, default=None, index=True)
    # google, apple, outlook, thunderbird, davx5, other
    client = Varchar(length=12)
    # The ETag of what was served.
    revision = Varchar(length=64)


class CalendarMailRow(Table, tablename="calendar_mail"):
    """Who has sessions mailed instead of a subscription; `ended_at`: no longer."""

    # unique: person
    id = UUID(primary_key=True)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    chosen_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)
    # Mails of the day that began then.
    mails = Integer(default=0)
    counted_since = Timestamptz(null=False, default=None)


class CalendarEntryRow(Table, tablename="calendar_entry"):
    # unique: (person, session); index: session
    id = UUID(primary_key=True)
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=False, default=None)
    session = ForeignKey(
        SessionRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    # REQUEST, CANCEL
    method = Varchar(length=10)
    # The mail's, and the session's own at that time.
    sequence = Integer()
    told = Integer()
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    address = Varchar(length=320)


class FeedRevisionRow(Table, tablename="feed_revision"):
    # unique: (feed, number)
    id = UUID(primary_key=True)
    feed = ForeignKey(FeedRow, on_delete=OnDelete.restrict, null=False, default=None)
    # Milliseconds since 1970, or one more than the last.
    number = BigInt(default=None)
    tag = Varchar(length=64)


class FeedItemRow(Table, tablename="feed_item"):
    # unique: (feed, name)
    id = UUID(primary_key=True)
    feed = ForeignKey(FeedRow, on_delete=OnDelete.restrict, null=False, default=None)
    name = Varchar(length=60)
    # Changes with what it says.
    mark = Varchar(length=64)
    # In which it was last changed, or went.
    revision = BigInt(default=None)
    is_gone = Boolean(default=False)
