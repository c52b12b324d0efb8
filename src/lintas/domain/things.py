"""Tools and machines that sessions take along with their rooms."""

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.timespan import TimeSpan

AssetId = NewType("AssetId", UUID)


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


@dataclass(frozen=True, slots=True)
class AssetUse:
    """So many of an asset taken for a while."""

    asset_id: AssetId
    quantity: int
    span: TimeSpan
