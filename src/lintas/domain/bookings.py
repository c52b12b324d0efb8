"""Requests, and the sessions they are for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, AgreementId, RegencyCode
from lintas.domain.claims import GivenClaim
from lintas.domain.people import AccountId, PersonId
from lintas.domain.programs import BatchId
from lintas.domain.refusal import IllegalState
from lintas.domain.things import AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId

BookingId = NewType("BookingId", UUID)
SessionId = NewType("SessionId", UUID)
ConflictId = NewType("ConflictId", UUID)


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
    """What calendars show; held: people came, unused: nobody did."""

    PLANNED = "planned"
    HELD = "held"
    UNUSED = "unused"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """Where a session meets. One online takes no room; one both in a room and online does."""

    ONSITE = "onsite"
    ONLINE = "online"
    HYBRID = "hybrid"

    @property
    def takes_room(self) -> bool:
        return self is not Mode.ONLINE

    @property
    def is_joined(self) -> bool:
        """Whether there is a link by which people join."""
        return self is not Mode.ONSITE


class Origin(StrEnum):
    ASKED = "asked"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Override:
    """By whose authority, and why, a block may stand that the law lets somebody override."""

    authority: str
    reason: str


class Offer(StrEnum):
    """Why a slot is held for somebody who has yet to take it; empty: asked for as usual."""

    NONE = ""
    QUEUE = "queue"
    BUMP = "bump"


# From which decisions each verb leads where; anything else is refused.
STEPS: Mapping[str, tuple[frozenset[Decision], Decision]] = {
    "approve": (frozenset({Decision.REQUESTED}), Decision.APPROVED),
    "decline": (frozenset({Decision.REQUESTED}), Decision.DECLINED),
    "expire": (frozenset({Decision.REQUESTED}), Decision.EXPIRED),
    "withdraw": (frozenset({Decision.REQUESTED}), Decision.WITHDRAWN),
    "cancel": (frozenset({Decision.APPROVED}), Decision.CANCELLED),
    "postpone": (frozenset({Decision.REQUESTED, Decision.APPROVED}), Decision.CANCELLED),
    "give_up": (frozenset({Decision.CANCELLED}), Decision.CANCELLED),
    "bump": (frozenset({Decision.APPROVED}), Decision.BUMPED),
    "restore": (frozenset({Decision.CANCELLED}), Decision.APPROVED),
}


@dataclass(frozen=True, slots=True)
class Session:
    """One dated meeting. Its uid never changes; moving or cancelling it raises `sequence`.

    `lender` is the room's government (none: a private or central owner lends it),
    `lender_keeper` the regency whose managers decide about it. `link` is where to meet online;
    `kind` is "theory", "practice", "test", or empty. Of a request, `steps_passed` counts
    the steps of approval behind it, `step_since` is when it came to the next. One that is
    `postponed` is cancelled for now, and is to be given another time.
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
    assets: tuple[AssetNeed, ...] = ()
    mode: Mode = Mode.ONSITE
    link: str = ""
    kind: str = ""
    steps_passed: int = 0
    step_since: datetime | None = None
    postponed: bool = False

    def is_still(self, other: "Session") -> bool:
        """Whether it is as the other but for how often and when it was changed."""
        return replace(self, sequence=other.sequence, revised_at=other.revised_at) == other

    @property
    def is_done(self) -> bool:
        """Whether it is known what became of it: nothing is decided about it any more."""
        return self.state in {SessionState.HELD, SessionState.UNUSED}

    def stepped(self, verb: str, *, now: datetime) -> "Session":
        """The session after a decision.

        Raises:
            IllegalState: its present decision doesn't lead there, or it is done; of giving up:
                it waits for no other date.
        """
        if self.is_done:
            raise IllegalState("session", self.state, verb)
        sources, target = STEPS[verb]
        if self.decision not in sources or (verb == "give_up" and not self.postponed):
            raise IllegalState("session", self.decision, verb)
        return replace(self.decided(target, now=now), postponed=verb == "postpone")

    def decided(self, decision: Decision, *, now: datetime) -> "Session":
        """With that decision; what comes back to life is planned again."""
        state = self.state
        if not decision.holds:
            state = SessionState.CANCELLED
        elif not self.decision.holds:
            state = SessionState.PLANNED
        return replace(
            self,
            decision=decision,
            state=state,
            sequence=self.sequence + 1,
            revised_at=now,
            postponed=False,
        )

    def waiting_anew(self, *, now: datetime) -> "Session":
        """At the first step of approval."""
        return replace(self, steps_passed=0, step_since=now)


@dataclass(frozen=True, slots=True)
class Booking:
    """One agency's request for the room of one or many sessions.

    `keeper` is the asking side's regency, `borrower` its government (none: a private or central
    body asks). `hold_until` is how long undecided sessions keep their slots. `claim` is given by
    the lender; none: it follows from who asks. An `offer` holds its slot for who is to take it.
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
    overrides: Mapping[str, Override] = field(default_factory=dict)
    hold_until: datetime | None = None
    decided_by: AccountId | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    version: int = 1
    claim: GivenClaim | None = None
    offer: Offer = Offer.NONE

    def standing(self, session: Session, *, now: datetime) -> Decision:
        """What is decided by now: a request past its hold is expired, whether tidied or not."""
        has_run_out = self.hold_until is not None and self.hold_until <= now
        is_over = session.decision is Decision.REQUESTED and has_run_out
        return Decision.EXPIRED if is_over else session.decision

    def with_sessions(self, sessions: tuple[Session, ...]) -> "Booking":
        """The booking once these of its sessions have changed; its state follows from theirs."""
        changed = {session.id: session for session in sessions}
        kept = tuple(changed.get(session.id, session) for session in self.sessions)
        return replace(self, sessions=kept, state=_overall(kept), version=self.version + 1)

    def with_moved(self, sessions: tuple[Session, ...]) -> "Booking":
        """As `with_sessions`; of one that was off and is on again nobody reads why it was off."""
        on = {session.id for session in sessions if session.decision.holds}
        is_back = any(each.id in on and not each.decision.holds for each in self.sessions)
        reason = "" if is_back else self.decision_reason
        return replace(self.with_sessions(sessions), decision_reason=reason)

    def with_more(self, sessions: tuple[Session, ...]) -> "Booking":
        """The booking with these sessions besides its own."""
        every = (*self.sessions, *sessions)
        return replace(self, sessions=every, state=_overall(every), version=self.version + 1)


def _overall(sessions: tuple[Session, ...]) -> Decision:
    """Requested while anything is undecided, approved while anything holds, else as it ended."""
    decisions = {session.decision for session in sessions}
    for telling in (Decision.REQUESTED, Decision.APPROVED):
        if telling in decisions:
            return telling
    return max(sessions, key=lambda session: session.revised_at).decision
