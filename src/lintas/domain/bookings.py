"""Requests, the sessions they are for, and what is still only a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import Agency, AgencyId, AgreementId, RegencyCode
from lintas.domain.people import AccountId, PersonId
from lintas.domain.programs import BatchId
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Room, RoomId, Venue

BookingId = NewType("BookingId", UUID)
SessionId = NewType("SessionId", UUID)
ConflictId = NewType("ConflictId", UUID)

LONGEST_SESSION = timedelta(days=1)
MOST_SESSIONS = 366


class Decision(StrEnum):
    """What was decided about a session's room."""

    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    BUMPED = "bumped"

    @property
    def holds(self) -> bool:
        """Whether a session so decided keeps others out: a request does, until it is decided."""
        return self in {Decision.REQUESTED, Decision.APPROVED}


class SessionState(StrEnum):
    """What calendars show."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Origin(StrEnum):
    ASKED = "asked"
    RECORDED = "recorded"


class NotAnAsk(Invalid):
    """A request for a room whose values can't be what anybody means."""


# From which decisions each verb leads where; anything else is refused.
STEPS: Mapping[str, tuple[frozenset[Decision], Decision]] = {
    "approve": (frozenset({Decision.REQUESTED}), Decision.APPROVED),
    "decline": (frozenset({Decision.REQUESTED}), Decision.DECLINED),
    "expire": (frozenset({Decision.REQUESTED}), Decision.EXPIRED),
    "withdraw": (frozenset({Decision.REQUESTED}), Decision.WITHDRAWN),
    "cancel": (frozenset({Decision.APPROVED}), Decision.CANCELLED),
}


@dataclass(frozen=True, slots=True)
class Session:
    """One dated meeting. Its uid never changes; moving or cancelling it raises `sequence`.

    `lender` is the room's government (none: a private or central owner lends it),
    `lender_keeper` the regency whose managers decide about it.
    """

    id: SessionId
    booking_id: BookingId
    position: int
    uid: str
    sequence: int
    revised_at: datetime
    span: TimeSpan
    room_id: RoomId
    title: str
    state: SessionState
    decision: Decision
    trainer_ids: tuple[PersonId, ...] = ()
    batch_id: BatchId | None = None
    setup: timedelta = timedelta()
    cleanup: timedelta = timedelta()
    lender_keeper: RegencyCode | None = None
    lender: RegencyCode | None = None
    agreement_id: AgreementId | None = None

    def stepped(self, verb: str, *, now: datetime) -> "Session":
        """The session after a decision.

        Raises:
            IllegalState: its present decision doesn't lead there.
        """
        sources, target = STEPS[verb]
        if self.decision not in sources:
            raise IllegalState("session", self.decision, verb)
        state = self.state if target.holds else SessionState.CANCELLED
        return replace(
            self, decision=target, state=state, sequence=self.sequence + 1, revised_at=now
        )


@dataclass(frozen=True, slots=True)
class Booking:
    """One agency's request for the room of one or many sessions.

    `keeper` is the asking side's regency, `borrower` its government (none: a private or central
    body asks). `hold_until` is how long undecided sessions keep their slots.
    """

    id: BookingId
    room_id: RoomId
    agency_id: AgencyId
    keeper: RegencyCode | None
    borrower: RegencyCode | None
    purpose: str
    headcount: int
    layout: str
    origin: Origin
    state: Decision
    asked_by: AccountId
    asked_at: datetime
    sessions: tuple[Session, ...]
    batch_id: BatchId | None = None
    caller: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    hold_until: datetime | None = None
    decided_by: AccountId | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    version: int = 1

    def standing(self, session: Session, *, now: datetime) -> Decision:
        """What is decided about one of its sessions by now.

        A request whose hold has run out is expired, whether or not the clock has tidied it yet.
        """
        has_run_out = self.hold_until is not None and self.hold_until <= now
        is_over = session.decision is Decision.REQUESTED and has_run_out
        return Decision.EXPIRED if is_over else session.decision

    def with_sessions(self, sessions: tuple[Session, ...]) -> "Booking":
        """The booking once these of its sessions have changed; its state follows from theirs."""
        changed = {session.id: session for session in sessions}
        kept = tuple(changed.get(session.id, session) for session in self.sessions)
        return replace(self, sessions=kept, state=_overall(kept), version=self.version + 1)


def _overall(sessions: tuple[Session, ...]) -> Decision:
    """Requested while anything is undecided, approved while anything holds, else as it ended."""
    decisions = {session.decision for session in sessions}
    for telling in (Decision.REQUESTED, Decision.APPROVED):
        if telling in decisions:
            return telling
    return max(sessions, key=lambda session: session.revised_at).decision


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One meeting somebody would like to hold: nothing is reserved yet."""

    span: TimeSpan
    title: str = ""
    setup: timedelta = timedelta()
    cleanup: timedelta = timedelta()
    trainer_ids: tuple[PersonId, ...] = ()

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
        return faults

    def hold_span(self, turnaround: timedelta) -> TimeSpan:
        """What the room is taken for: set-up, the meeting, clean-up, then the room's gap."""
        return self.span.widened(before=self.setup, after=self.cleanup + turnaround)


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody asks for, by ids; nothing of it has been looked up.

    `reasons` answer warnings by code, "*" all of them. `agreement_id` none: any that fits.
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

    def check(self) -> None:
        """Go on only if every value can be meant.

        Raises:
            NotAnAsk: naming every one that can't.
        """
        faults = []
        if not self.purpose.strip():
            faults.append(Fault("purpose", self.purpose, "required"))
        if self.headcount < 1:
            faults.append(Fault("headcount", self.headcount, "at_least", 1))
        if not 1 <= len(self.sessions) <= MOST_SESSIONS:
            faults.append(Fault("sessions", len(self.sessions), "count", f"1-{MOST_SESSIONS}"))
        for index, session in enumerate(self.sessions):
            faults += session.faults(f"sessions[{index}].")
        if faults:
            raise NotAnAsk(faults=tuple(faults))


@dataclass(frozen=True, slots=True)
class Plan:
    """A booking, or a move of one session, as rules see it.

    `replaces` are the sessions that would give up their holds, so that nothing clashes with
    itself. `agreement_id` is the one the asker chose; none: any that fits.
    """

    venue: Venue
    room: Room
    agency: Agency
    headcount: int
    sessions: tuple[PlannedSession, ...]
    layout: str = ""
    agreement_id: AgreementId | None = None
    for_civil_servants: bool = False
    replaces: frozenset[SessionId] = frozenset()

    @property
    def crosses(self) -> tuple[RegencyCode, RegencyCode] | None:
        """(lender, borrower) where two governments meet and need an agreement; else none."""
        lender, borrower = self.venue.lender, self.agency.regency
        return (lender, borrower) if lender and borrower and lender != borrower else None
