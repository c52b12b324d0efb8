"""What somebody would like to book: nothing of it is reserved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lintas.domain.agencies import Agency, AgencyId, AgreementId, RegencyCode
from lintas.domain.bookings import Mode, Origin, Override, SessionId
from lintas.domain.claims import GivenClaim
from lintas.domain.links import faults_of_link
from lintas.domain.people import PersonId
from lintas.domain.programs import Batch, BatchId, Program, ProgramId
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.teaching import TrainerWish
from lintas.domain.things import AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Room, RoomId, Venue

LONGEST_SESSION = timedelta(days=1)
MOST_SESSIONS = 366


class NotAnAsk(Invalid):
    """A request for a room whose values can't be what anybody means."""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One meeting somebody would like to hold: nothing is reserved yet.

    Of one that is judged as it stands, `kept_as` is the session that it is.
    """

    span: TimeSpan
    title: str = ""
    setup: timedelta = timedelta()
    cleanup: timedelta = timedelta()
    trainer_ids: tuple[PersonId, ...] = ()
    assets: tuple[AssetNeed, ...] = ()
    mode: Mode = Mode.ONSITE
    link: str = ""
    kind: str = ""
    kept_as: SessionId | None = None

    def faults(self, prefix: str = "") -> list[Fault]:
        """What can't be meant: over a day, set-up or clean-up too, or somebody teaching twice.

        `prefix` is the path of the session in the request, "sessions[0].".
        """
        faults = []
        if self.span.length > LONGEST_SESSION:
            end = self.span.end.isoformat()
            limit = (self.span.start + LONGEST_SESSION).isoformat()
            faults.append(Fault(f"{prefix}ends_at", end, "at_most", limit))
        for name, length in (("setup_minutes", self.setup), ("cleanup_minutes", self.cleanup)):
            if not timedelta() <= length <= LONGEST_SESSION:
                minutes = length // timedelta(minutes=1)
                faults.append(Fault(f"{prefix}{name}", minutes, "between", "0-1440"))
        faults += [
            Fault(f"{prefix}trainer_ids", trainer, "unique")
            for trainer in dict.fromkeys(self.trainer_ids)
            if self.trainer_ids.count(trainer) > 1
        ]
        return [*faults, *self._faults_of_link(prefix), *self._faults_of_assets(prefix)]

    def _faults_of_link(self, prefix: str) -> list[Fault]:
        if self.link:
            return faults_of_link(f"{prefix}link", self.link)
        if self.mode is Mode.ONLINE:
            return [Fault(f"{prefix}link", self.link, "required")]
        return []

    def _faults_of_assets(self, prefix: str) -> list[Fault]:
        wanted = [need.asset_id for need in self.assets]
        return [
            Fault(f"{prefix}asset_needs", asset, "unique")
            for asset in dict.fromkeys(wanted)
            if wanted.count(asset) > 1
        ]

    def hold_span(self, turnaround: timedelta) -> TimeSpan:
        """What the room is taken for: set-up, the meeting, clean-up, then the room's gap."""
        return self.span.widened(before=self.setup, after=self.cleanup + turnaround)


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks for, by ids; nothing of it has been looked up.

    `reasons` answer warnings by code, "*" all of them. `overrides` let blocks stand, by code.
    With `skip_clashing` the dates that clash are left out, and remembered.
    `agreement_id` none: any that fits. A `claim` is the lender's to give; none: what follows from
    who asks.
    """

    room_id: RoomId
    agency_id: AgencyId
    purpose: str
    headcount: int
    sessions: tuple[PlannedSession, ...]
    layout: str = ""
    batch_id: BatchId | None = None
    agreement_id: AgreementId | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    skip_clashing: bool = False
    claim: GivenClaim | None = None

    def check(self) -> None:
        """Go on only if every value can be meant.

        Raises:
            NotAnAsk: naming every one that can't.
        """
        faults = []
        if not self.purpose.strip():
            faults.append(Fault("purpose", self.purpose, "required"))
        for code, override in self.overrides.items():
            faults += [
                Fault(f"overrides.{code}.{name}", text, "required")
                for name, text in (("authority", override.authority), ("reason", override.reason))
                if not text.strip()
            ]
        faults += self.claim.faults() if self.claim else []
        if self.headcount < 1:
            faults.append(Fault("headcount", self.headcount, "at_least", 1))
        if not 1 <= len(self.sessions) <= MOST_SESSIONS:
            faults.append(Fault("sessions", len(self.sessions), "count", f"1-{MOST_SESSIONS}"))
        for index, session in enumerate(self.sessions):
            faults += session.faults(f"sessions[{index}].")
        if faults:
            raise NotAnAsk(faults=tuple(faults))

    def check_ahead(self, *, now: datetime) -> None:
        """Go on only if no session is over already: a year mistyped asks for nothing.

        Raises:
            NotAnAsk: naming every one that is.
        """
        faults = tuple(
            Fault(f"sessions[{index}].ends_at", session.span.end.isoformat(), "ahead")
            for index, session in enumerate(self.sessions)
            if session.span.end <= now
        )
        if faults:
            raise NotAnAsk(faults=faults)


@dataclass(frozen=True, slots=True)
class Wished:
    """What a search wants of a plan that a booking doesn't say: kinds of tools, somebody to teach.

    `named` are trainers who were asked for by name: none of them is the one looked for.
    """

    equipment: tuple[str, ...] = ()
    trainer: TrainerWish | None = None
    named: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking, or a move of one session, as rules see it.

    `replaces` are the sessions that would give up their holds, so that nothing clashes with
    itself. `agreement_id` is the one the asker chose; none: any that fits. What `stands` is kept
    already and judged as it stands: some laws speak only then, for nobody can have answered yet
    to what is only wished for. `asked_at` is when it was asked for; none: that is done now.
    `companions` are the other batches in which people of its batch have seats. Of what is only
    searched for, `wished` must be met too.
    """

    venue: Venue
    room: Room
    agency: Agency
    headcount: int
    sessions: tuple[PlannedSession, ...]
    layout: str = ""
    agreement_id: AgreementId | None = None
    batch: Batch | None = None
    program: Program | None = None
    companions: frozenset[BatchId] = frozenset()
    replaces: frozenset[SessionId] = frozenset()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    stands: bool = False
    claim: GivenClaim | None = None
    origin: Origin = Origin.ASKED
    asked_at: datetime | None = None
    wished: Wished = Wished()

    @property
    def program_id(self) -> ProgramId | None:
        return self.program.id if self.program else None

    @property
    def for_civil_servants(self) -> bool:
        return self.program is not None and self.program.for_civil_servants

    @property
    def crosses(self) -> tuple[RegencyCode, RegencyCode] | None:
        """(lender, borrower) where two governments meet and need an agreement; else none."""
        lender, borrower = self.venue.lender, self.agency.regency
        return (lender, borrower) if lender and borrower and lender != borrower else None
