"""Governments, their agencies and what they agreed."""

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


class RegencyRow(Table, tablename="regency"):
    code = Varchar(length=13, primary_key=True)
    name = Varchar(length=200)
    kind = Varchar(length=20)
    province = Varchar(length=200)
    timezone = Varchar(length=64)
    retired_at = Timestamptz(null=True, default=None)


class AgencyRow(Table, tablename="agency"):
    id = UUID(primary_key=True)
    name = Varchar(length=300)
    short_name = Varchar(length=100, default="")
    kind = Varchar(length=20)
    regency = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    # Whose coordinator decides for it; none: only the operator. index: keeper
    keeper = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=True, default=None)
    is_example = Boolean(default=False)
    retired_at = Timestamptz(null=True, default=None)
    # JSON as a venue's opening hours; empty text: those of its kind.
    working_hours = Text(default="")
    weekly_jp = Integer(null=True, default=None)
    # The last day of a budget year: MM-DD.
    budget_cutoff = Varchar(length=5, default="")
    # JSON: {"capacity": "warns", …}
    severities = Text(default="{}")


class AgreementRow(Table, tablename="agreement"):
    id = UUID(primary_key=True)
    kind = Varchar(length=3)
    number = Varchar(length=200)
    title = Varchar(length=500)
    valid_from = Date(null=False, default=None)
    # The first day on which it no longer holds.
    valid_until = Date(null=False, default=None)
    scope = Text(default="")
    state = Varchar(length=20)
    offered_by = Varchar(length=13, null=True, default=None)
    is_example = Boolean(default=False)
    # Raised by each change; If-Match is checked against it.
    version = Integer(default=1)
    # The KB under which a PKS was made.
    umbrella = UUID(null=True, default=None)
    cooperation = Varchar(length=20, default="ksdd")
    # JSON: {"capacity": "warns", …}
    severities = Text(default="{}")
    balance_ratio = Integer(null=True, default=None)
    balance_beyond = Integer(null=True, default=None)


class AgreementPartyRow(Table, tablename="agreement_party"):
    # unique: (agreement, regency)
    id = UUID(primary_key=True)
    agreement = ForeignKey(AgreementRow, on_delete=OnDelete.restrict, null=False, default=None)
    regency = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=False, default=None)


class AgreementQuotaRow(Table, tablename="agreement_quota"):
    id = UUID(primary_key=True)
    agreement = ForeignKey(AgreementRow, on_delete=OnDelete.restrict, null=False, default=None)
    lender = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    borrower = ForeignKey(RegencyRow, on_delete=OnDelete.restrict, null=False, default=None)
    unit = Varchar(length=20)
    amount = Integer()
    period = Varchar(length=10)


class AddendumRow(Table, tablename="addendum"):
    id = UUID(primary_key=True)
    agreement = ForeignKey(
        AgreementRow, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )
    number = Varchar(length=200, default="")
    dated = Date(null=False, default=None)
    summary = Text(default="")
    # What is NULL stays as it is in the agreement.
    valid_until = Date(null=True, default=None)
    # JSON: lists.
    venues = Text(null=True, default=None)
    quotas = Text(null=True, default=None)
    state = Varchar(length=20, default="")
    offered_by = Varchar(length=13, null=True, default=None)
