"""Every table. Columns are named as the domain names them; nobody above the store sees a row.

`null=False, default=None` is a column that every row fills and for which Piccolo offers no honest
default. The migrations add what the `unique:` and `index:` comments ask for.
"""

from piccolo.table import Table

from lintas.store.tables.agencies import (
    AddendumRow,
    AgencyRow,
    AgreementPartyRow,
    AgreementQuotaRow,
    AgreementRow,
    RegencyRow,
)
from lintas.store.tables.approvals import (
    ApprovalStepRow,
    ClaimRow,
    QueueEntryRow,
    StepDecisionRow,
)
from lintas.store.tables.bookings import (
    AcknowledgementRow,
    BookingRow,
    ConflictRow,
    HoldRow,
    InstallationRow,
    ReceiptRow,
    RejudgeDueRow,
    SessionAssetRow,
    SessionRow,
    SessionTrainerRow,
    SkippedDateRow,
)
from lintas.store.tables.messages import AuditEntryRow, FeedRow, MessageRow
from lintas.store.tables.people import AccountRow, CredentialRow, MembershipRow, PersonRow
from lintas.store.tables.programs import BatchRow, EnrolmentRow, ProgramRow
from lintas.store.tables.sharing import (
    BatchReservationRow,
    FollowUpRow,
    PlanImportRow,
    ProgramOfferRow,
    ScheduleVersionRow,
)
from lintas.store.tables.things import AssetRow, RoomTariffRow, VenueHandoverRow
from lintas.store.tables.venues import AgreementVenueRow, ClosureRow, RoomRow, VenueRow

# Each table stands after those it refers to.
TABLES: tuple[type[Table], ...] = (
    RegencyRow,
    AgencyRow,
    AgreementRow,
    AgreementPartyRow,
    AgreementQuotaRow,
    AddendumRow,
    VenueRow,
    AgreementVenueRow,
    RoomRow,
    ClosureRow,
    AssetRow,
    RoomTariffRow,
    VenueHandoverRow,
    PersonRow,
    AccountRow,
    MembershipRow,
    CredentialRow,
    ProgramRow,
    BatchRow,
    EnrolmentRow,
    ProgramOfferRow,
    FollowUpRow,
    BatchReservationRow,
    ScheduleVersionRow,
    PlanImportRow,
    BookingRow,
    SessionRow,
    SessionTrainerRow,
    SessionAssetRow,
    RejudgeDueRow,
    HoldRow,
    ConflictRow,
    SkippedDateRow,
    ReceiptRow,
    AcknowledgementRow,
    ApprovalStepRow,
    StepDecisionRow,
    QueueEntryRow,
    ClaimRow,
    InstallationRow,
    MessageRow,
    AuditEntryRow,
    FeedRow,
)

__all__ = [
    "TABLES",
    "AccountRow",
    "AcknowledgementRow",
    "AddendumRow",
    "AgencyRow",
    "AgreementPartyRow",
    "AgreementQuotaRow",
    "AgreementRow",
    "AgreementVenueRow",
    "ApprovalStepRow",
    "AssetRow",
    "AuditEntryRow",
    "BatchReservationRow",
    "BatchRow",
    "BookingRow",
    "ClaimRow",
    "ClosureRow",
    "ConflictRow",
    "CredentialRow",
    "EnrolmentRow",
    "FeedRow",
    "FollowUpRow",
    "HoldRow",
    "InstallationRow",
    "MembershipRow",
    "MessageRow",
    "PersonRow",
    "PlanImportRow",
    "ProgramOfferRow",
    "ProgramRow",
    "QueueEntryRow",
    "ReceiptRow",
    "RegencyRow",
    "RejudgeDueRow",
    "RoomRow",
    "RoomTariffRow",
    "ScheduleVersionRow",
    "SessionAssetRow",
    "SessionRow",
    "SessionTrainerRow",
    "SkippedDateRow",
    "StepDecisionRow",
    "VenueHandoverRow",
    "VenueRow",
]
