"""Those about whom something personal is kept: whom a breach is told (UU 27/2022, article 46)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.domain.agencies import RegencyCode


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody who teaches or takes part (`what` is "person"), or an account ("account").

    `kept` names the kinds of facts that are kept, in the order of KINDS. `touched_at` is when any
    of them was last written or used, within the span that was asked for; none: not in it.
    """

    what: str
    id: UUID
    name: str
    email: str
    phone: str
    keeper: RegencyCode | None
    kept: tuple[str, ...]
    touched_at: datetime | None


# As articles 4 and 35 want a breach told: which kinds of data.
KINDS = (
    "name",
    "email",
    "phone",
    "nik_hash",
    "nib",
    "born_on",
    "residence",
    "enrolments",
    "attendance",
    "teaching",
    "qualifications",
    "absences",
    "calendars",
    "password_hash",
)
