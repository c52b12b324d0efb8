"""What is said about tools."""

from dataclasses import dataclass
from uuid import UUID

from lintas.domain.given import KEPT, Checklist, Given, Kept
from lintas.domain.things import LONGEST_KIND, Asset, tidy_kind


@dataclass(frozen=True, slots=True)
class AssetFacts(Given):
    """`kind` is what programs and rooms call it; none: its name. `venue_id` is where it is kept."""

    agency_id: UUID
    name: str
    quantity: int
    venue_id: UUID | None = None
    kind: str = ""
    movable: bool = False

    @classmethod
    def of(cls, asset: Asset) -> "AssetFacts":
        return cls(
            agency_id=asset.agency_id,
            name=asset.name,
            quantity=asset.quantity,
            venue_id=asset.venue_id,
            kind=asset.kind,
            movable=asset.movable,
        )

    @property
    def tidied_kind(self) -> str:
        return tidy_kind(self.kind or self.name)[:LONGEST_KIND]

    def check(self, *, at_least: int = 1) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("name", self.name)
        checklist.optional_line("kind", self.kind, LONGEST_KIND)
        checklist.number("quantity", self.quantity, at_least)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class AssetChange:
    """Its agency never changes: who keeps it stands on that."""

    name: str | Kept = KEPT
    quantity: int | Kept = KEPT
    venue_id: UUID | Kept | None = KEPT
    kind: str | Kept = KEPT
    movable: bool | Kept = KEPT
