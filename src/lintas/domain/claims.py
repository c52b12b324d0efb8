"""Whose use of a place goes before whose."""

from dataclasses import dataclass
from enum import IntEnum

from lintas.domain.agencies import RegencyCode
from lintas.domain.refusal import Fault


class Claim(IntEnum):
    """Whose use of a place goes before whose; 1 weighs most.

    The first two are given by the lender, with authority; the others follow from who asks.
    """

    EMERGENCY = 1
    LEADERS = 2
    OWNER = 3
    AGREEMENT = 4
    OFFICE = 5
    PUBLIC = 6

    def displaces(self, other: "Claim") -> bool:
        return self < other


# Those that nobody has by being who they are.
GIVEN_CLAIMS = (Claim.EMERGENCY, Claim.LEADERS)


@dataclass(frozen=True, slots=True)
class GivenClaim:
    """A claim that a lender gave, and on what ground; it weighs in that lender's places only.

    `keeper` is the regency whose desk gave it.
    """

    level: Claim
    authority: str
    keeper: RegencyCode | None = None

    def faults(self) -> list[Fault]:
        """What can't be meant: a claim that is nobody's to give, or one without a ground."""
        faults = []
        if self.level not in GIVEN_CLAIMS:
            limit = ", ".join(str(int(each)) for each in GIVEN_CLAIMS)
            faults.append(Fault("claim.level", int(self.level), "one_of", limit))
        if not self.authority.strip():
            faults.append(Fault("claim.authority", self.authority, "required"))
        return faults
