"""Tools and machines that sessions take along with their rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.given import LARGEST_NUMBER, Checklist
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place

AssetId = NewType("AssetId", UUID)

LONGEST_KIND = 60
MOST_KINDS = 50


@dataclass(frozen=True, slots=True)
class Asset:
    """Some number of one thing: `kind` is what programs ask for by name, "mesin jahit".

    `venue_id` is where it is kept (none: with its agency); one that is not movable serves only
    there.
    """

    id: AssetId
    agency_id: AgencyId
    keeper: RegencyCode | None
    name: str
    quantity: int
    venue_id: VenueId | None = None
    kind: str = ""
    movable: bool = False
    is_example: bool = False
    version: int = 1

    @property
    def is_single(self) -> bool:
        """Whether there is only one, as of a truck: then the database refuses a second use."""
        return self.quantity == 1

    def serves(self, venue_id: VenueId) -> bool:
        """Whether it can be used there; where nobody said where it stands, anywhere."""
        return self.movable or self.venue_id in {None, venue_id}


@dataclass(frozen=True, slots=True)
class AssetNeed:
    """So many of an asset, wanted with a session."""

    asset_id: AssetId
    quantity: int


@dataclass(frozen=True, slots=True)
class AssetUse:
    """So many of an asset are taken by a session already.

    `held` is what they are gone for, `meeting` what people would call its time.
    """

    asset_id: AssetId
    quantity: int
    held: TimeSpan
    meeting: TimeSpan
    session_id: UUID
    agency_name: str
    place: Place


def tidy_kind(text: str) -> str:
    """A kind as it is kept: in lower case, with single spaces, so that spellings meet."""
    return " ".join(text.split()).casefold()


def tidy_equipment(equipment: Mapping[str, int]) -> dict[str, int]:
    return {tidy_kind(kind): number for kind, number in equipment.items()}


def check_equipment(checklist: Checklist, equipment: Mapping[str, int]) -> None:
    """Note kinds without a name or with two spellings, and numbers below one."""
    if len(equipment) > MOST_KINDS:
        checklist.note("equipment", len(equipment), "count", f"0-{MOST_KINDS}")
    for kind, number in equipment.items():
        tidied = tidy_kind(kind)
        checklist.line("equipment", tidied, LONGEST_KIND)
        if sum(tidy_kind(each) == tidied for each in equipment) > 1:
            checklist.note("equipment", kind, "unique")
        if not 1 <= number <= LARGEST_NUMBER:
            checklist.note(f"equipment.{kind}", number, "at_least", 1)
