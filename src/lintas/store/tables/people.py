"""People, and the accounts some of them have."""

from piccolo.columns import UUID, Boolean, Date, ForeignKey, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import Table

from lintas.store.tables.agencies import AgencyRow, RegencyRow


class PersonRow(Table, tablename="person"):
    # index: keeper; index: phone; index: email; index: nik_hash
    id = UUID(primary_key=True)
    name = Varchar(length=300)
    agency = ForeignKey(AgencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    email = Varchar(length=320, default="")
    # E.164, "+62…"; empty: none known.
    phone = Varchar(length=20, default="")
    # The number of somebody's business, the day of birth, and the regency of residence.
    nib = Varchar(length=20, default="")
    born_on = Date(null=True, default=None)
    regency = Varchar(length=13, null=True, default=None)
    # Of the NIK only its hash under the server's key, in hex, and its last four digits.
    nik_hash = Varchar(length=64, default="")
    nik_last = Varchar(length=4, default="")
    is_example = Boolean(default=False)
    retired_at = Timestamptz(null=True, default=None)
    # Nothing that tells who it was is kept since.
    erased_at = Timestamptz(null=True, default=None)


class QualificationRow(Table, tablename="qualification"):
    # index: person
    id = UUID(primary_key=True)
    person = ForeignKey(
        PersonRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    field = Varchar(length=200)
    level = Varchar(length=60, default="")
    certificate = Varchar(length=300, default="")
    # The last day; none: for good.
    valid_until = Date(null=True, default=None)


class AbsenceRow(Table, tablename="absence"):
    # index: person
    id = UUID(primary_key=True)
    person = ForeignKey(
        PersonRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    starts_at = Timestamptz(null=False, default=None)
    ends_at = Timestamptz(null=False, default=None)
    reason = Text()


class AccountRow(Table, tablename="account"):
    # unique: email (kept in lower case)
    id = UUID(primary_key=True)
    email = Varchar(length=320)
    name = Varchar(length=300)
    phone = Varchar(length=20, default="")
    person = ForeignKey(PersonRow, on_delete=OnDelete.restrict, null=True, default=None)
    # argon2id in PHC form; empty: one-time links only.
    password_hash = Text(default="")
    is_example = Boolean(default=False)
    created_at = Timestamptz(null=False, default=None)
    disabled_at = Timestamptz(null=True, default=None)


class MembershipRow(Table, tablename="membership"):
    # unique: (account, role, regency); index: (regency, role)
    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    role = Varchar(length=20)
    regency = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)


class TrainerLinkRow(Table, tablename="trainer_link"):
    """Of one trainer and one regency, one at a time is in force."""

    id = UUID(primary_key=True)
    person = ForeignKey(
        PersonRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    # SHA-256 of its secret, in hex.
    secret_hash = Varchar(length=64, unique=True)
    made_by = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    made_at = Timestamptz(null=False, default=None)
    ended_at = Timestamptz(null=True, default=None)


class CredentialRow(Table, tablename="credential"):
    # unique: secret_hash; index: account
    id = UUID(primary_key=True)
    account = ForeignKey(AccountRow, on_delete=OnDelete.restrict, null=False, default=None)
    # browser (a signed-in browser), link (a one-time link), token (an API token)
    kind = Varchar(length=10)
    # SHA-256 of the secret, in hex; the secret itself is shown once and never kept.
    secret_hash = Varchar(length=64)
    label = Varchar(length=200, default="")
    # The one role an API token acts in; empty: all roles of the account.
    role = Varchar(length=20, default="")
    regency = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    created_at = Timestamptz(null=False, default=None)
    expires_at = Timestamptz(null=True, default=None)
    last_seen_at = Timestamptz(null=True, default=None)
    # A used link, a signed-out browser, a revoked token.
    ended_at = Timestamptz(null=True, default=None)
