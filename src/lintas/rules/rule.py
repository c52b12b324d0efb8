"""What a rule is, what it reads, and what it finds."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import islice
from typing import TypeAlias
from uuid import UUID

from lintas.domain.agencies import Agreement, RegencyCode
from lintas.domain.approvals import ClaimedSlot
from lintas.domain.attending import Presence
from lintas.domain.bookings import SessionId
from lintas.domain.outside_calendars import OutsideBusy
from lintas.domain.plans import Plan
from lintas.domain.programs import BatchId
from lintas.domain.quotas import QuotaUse
from lintas.domain.teaching_hours import RamadanWindow
from lintas.domain.things import Asset, AssetId, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Overrides, Place
from lintas.domain.venues import Closure, Handover, Holiday


class Severity(StrEnum):
    """Blocks: must be solved. Warns: passes with a reason. Informs: only said."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


class Side(StrEnum):
    """Whose coordinators have the authority to let a block stand."""

    LENDER = "lender"
    ASKER = "asker"


# For plans that are judged at no moment in particular.
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Use:
    """Something that keeps a resource, a leaf room or a person.

    `held` is what others must stay out of, `meeting` what people would call its time. What meets
    online is at no `place`.
    """

    resource: UUID
    held: TimeSpan
    meeting: TimeSpan
    session_id: SessionId
    agency_name: str
    room_name: str
    venue_name: str
    place: Place | None = None
    batch_id: BatchId | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything rules may know, gathered once before judging.

    `uses` of one resource stand earliest first, and never overlap: the database keeps them so.
    Holds at least all that touches the plan's rooms, trainers, governments and days; it may
    hold more, so that one gathering serves many plans. `holidays_decreed` are the years for
    which the decree of the three ministers (SKB) is out. `now` is when it was gathered.
    """

    now: datetime = _LONG_AGO
    uses: Mapping[UUID, tuple[Use, ...]] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    # Calendars kept elsewhere, of the rooms and the trainers.
    outside: tuple[OutsideBusy, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    holidays_decreed: frozenset[int] = frozenset()
    claims: tuple[ClaimedSlot, ...] = ()
    # What the plan's governments use of each other's rooms; where no agreement counts it, nothing.
    quota_uses: tuple[QuotaUse, ...] = ()
    assets: Mapping[AssetId, Asset] = field(default_factory=dict)
    asset_uses: Mapping[AssetId, tuple[AssetUse, ...]] = field(default_factory=dict)
    # Governments that own tools; of central and private owners nobody.
    tool_lenders: Mapping[AssetId, RegencyCode] = field(default_factory=dict)
    handovers: tuple[Handover, ...] = ()
    people: Presence = field(default_factory=Presence)
    ramadan: tuple[RamadanWindow, ...] = ()
    travel: Overrides = field(default_factory=dict)

    def meeting(self, resource: UUID, span: TimeSpan) -> Iterator[Use]:
        """What keeps that resource during some of the span, earliest first."""
        uses = self.uses.get(resource, ())
        first = bisect_right(uses, span.start, key=lambda use: use.held.end)
        for use in islice(uses, first, None):
            if use.held.start >= span.end:
                return
            yield use


@dataclass(frozen=True, slots=True)
class Party:
    """What a plan runs into; `label` is what may be shown to anybody who asks for a room."""

    kind: str
    id: UUID | None
    label: str


# Spans, days, numbers and words by name; the catalogues know the names of each rule.
Evidence: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Clash:
    """One place where a plan breaks a rule.

    `session` counts from 0; none: the plan as a whole. `severity` is given only where this one
    clash is milder, or weighs more, than the rule.
    """

    session: int | None = None
    party: Party | None = None
    evidence: Evidence = field(default_factory=dict)
    severity: Severity | None = None


Finder: TypeAlias = Callable[[Plan, Situation], Iterable[Clash]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One law of scheduling and the function that finds where a plan breaks it.

    `overridden_by` is the side whose coordinators may let a block of it stand; none: nobody.
    """

    code: str
    law: str
    severity: Severity
    find: Finder
    overridden_by: Side | None = None


def blocks(find: Finder) -> Rule:
    """Make a rule that refuses the plan. The law is the finder's docstring."""
    return _rule(find, Severity.BLOCKS)


def blocks_unless(side: Side) -> Callable[[Finder], Rule]:
    """Make a rule that refuses the plan, unless that side's coordinators override it."""

    def make(find: Finder) -> Rule:
        return replace(blocks(find), overridden_by=side)

    return make


def warns(find: Finder) -> Rule:
    """Make a rule that lets the plan pass when somebody says why."""
    return _rule(find, Severity.WARNS)


def informs(find: Finder) -> Rule:
    """Make a rule that only says what it sees."""
    return _rule(find, Severity.INFORMS)


def _rule(find: Finder, severity: Severity) -> Rule:
    law = (find.__doc__ or "").strip()
    if not law:
        raise TypeError(f"a rule states its law in its docstring: {find!r}")
    return Rule(code=find.__name__, law=law, severity=severity, find=find)
