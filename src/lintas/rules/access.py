"""Who may do what: one pure function, asked in the first line of every action.

A subject is described by the regencies on its sides, so that this stays free of any query.
"""

from dataclasses import dataclass
from enum import Enum, auto

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Actor, Role
from lintas.domain.refusal import Refusal


class NotAllowed(Refusal):
    """The asker may see the thing but not do this to it."""


class Verb(Enum):
    """What can be done, by whom: see `_WHO`."""

    KEEP_REGENCIES = auto()
    KEEP_AGENCIES = auto()
    KEEP_CALENDAR = auto()
    KEEP_WAYS = auto()
    KEEP_AGREEMENTS = auto()
    SEE_LEDGER = auto()
    KEEP_VENUES = auto()
    KEEP_ASSETS = auto()
    KEEP_PEOPLE = auto()
    KEEP_PROGRAMS = auto()
    SHARE_PROGRAMS = auto()
    KEEP_ACCOUNTS = auto()
    CLOSE_ROOM = auto()
    ASK = auto()
    DECIDE = auto()
    RECORD_USE = auto()
    WITHDRAW = auto()
    MOVE = auto()
    ENROL = auto()
    INVITE_TRAINERS = auto()
    KEEP_ATTENDANCE = auto()
    MARK_UNUSED = auto()
    SEE_BOOKING = auto()
    SEE_PEOPLE = auto()
    SEE_CONFLICT = auto()
    OVERRIDE = auto()
    PUBLISH_FEED = auto()
    FOLLOW_CONFLICTS = auto()
    BUMP = auto()
    INSPECT = auto()
    LIST_CONCERNED = auto()
    ERASE_PEOPLE = auto()


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is done to.

    `keeper` is the regency it belongs to (for a booking the asking side), `lender` the regency
    whose managers decide about the room, `owner` the account that made it.
    """

    keeper: RegencyCode | None = None
    lender: RegencyCode | None = None
    owner: AccountId | None = None


_OFFICE = frozenset({Role.COORDINATOR, Role.VENUE_MANAGER, Role.TRAINER})
_DESK = frozenset({Role.COORDINATOR, Role.VENUE_MANAGER})
# Every account that works in a regency may ask for rooms for its agencies.
_ASKERS = _OFFICE | {Role.PARTICIPANT, Role.AGREEMENT_OFFICER}
_COORDINATORS = frozenset({Role.COORDINATOR})
_READERS = _DESK | {Role.AUDITOR, Role.AGREEMENT_OFFICER}

# By verb: roles on the keeper's side, roles on the lender's side, whether the maker may.
_WHO: dict[Verb, tuple[frozenset[Role], frozenset[Role], bool]] = {
    Verb.KEEP_REGENCIES: (frozenset(), frozenset(), False),
    Verb.KEEP_AGENCIES: (_COORDINATORS, frozenset(), False),
    Verb.KEEP_CALENDAR: (_COORDINATORS | {Role.ADMIN}, frozenset(), False),
    Verb.KEEP_WAYS: (_COORDINATORS, frozenset(), False),
    Verb.KEEP_AGREEMENTS: (_COORDINATORS | {Role.AGREEMENT_OFFICER}, frozenset(), False),
    Verb.SEE_LEDGER: (
        _COORDINATORS | {Role.AGREEMENT_OFFICER, Role.AUDITOR},
        frozenset(),
        False,
    ),
    Verb.KEEP_VENUES: (_DESK, frozenset(), False),
    Verb.KEEP_ASSETS: (_DESK, frozenset(), False),
    Verb.KEEP_PEOPLE: (_OFFICE, frozenset(), False),
    Verb.KEEP_PROGRAMS: (_COORDINATORS | {Role.TRAINER}, frozenset(), False),
    Verb.SHARE_PROGRAMS: (_COORDINATORS | {Role.AGREEMENT_OFFICER}, frozenset(), False),
    Verb.KEEP_ACCOUNTS: (_COORDINATORS | {Role.ADMIN}, frozenset(), False),
    Verb.CLOSE_ROOM: (_DESK, frozenset(), False),
    Verb.ASK: (_ASKERS, frozenset(), False),
    Verb.DECIDE: (frozenset(), _DESK, False),
    Verb.RECORD_USE: (frozenset(), _DESK, False),
    Verb.WITHDRAW: (_COORDINATORS, frozenset(), True),
    Verb.MOVE: (_COORDINATORS, frozenset(), True),
    Verb.ENROL: (_COORDINATORS | {Role.TRAINER}, frozenset(), False),
    Verb.INVITE_TRAINERS: (_COORDINATORS, frozenset(), False),
    Verb.KEEP_ATTENDANCE: (_COORDINATORS, frozenset(), True),
    Verb.MARK_UNUSED: (frozenset(), _DESK, False),
    Verb.SEE_BOOKING: (_READERS, _READERS, True),
    Verb.SEE_PEOPLE: (_OFFICE | {Role.AUDITOR}, frozenset(), False),
    Verb.SEE_CONFLICT: (_READERS, _READERS, True),
    Verb.OVERRIDE: (frozenset(), _COORDINATORS, False),
    Verb.BUMP: (frozenset(), _DESK, False),
    # The operator's alone: it crosses every border.
    Verb.LIST_CONCERNED: (frozenset(), frozenset(), False),
    Verb.ERASE_PEOPLE: (_COORDINATORS, frozenset(), False),
    Verb.INSPECT: (_COORDINATORS | {Role.AUDITOR}, frozenset(), False),
    Verb.PUBLISH_FEED: (_OFFICE, frozenset(), True),
    # By calendar: conflicts of a regency, on either side of it.
    Verb.FOLLOW_CONFLICTS: (_COORDINATORS, frozenset(), False),
}


def can(actor: Actor, verb: Verb, subject: Subject) -> bool:
    """Whether this actor may do that; the operator may do everything (each use is audited)."""
    if actor.is_operator:
        return True
    keeping, lending, maker = _WHO[verb]
    return (
        (bool(keeping) and subject.keeper in actor.regencies(*keeping))
        # An admin's role holds in no regency and so in all of them.
        or (Role.ADMIN in keeping and any(each.role is Role.ADMIN for each in actor.memberships))
        or (bool(lending) and subject.lender in actor.regencies(*lending))
        or (maker and subject.owner == actor.id)
    )


def allow(actor: Actor, verb: Verb, subject: Subject) -> None:
    """Go on only if the actor may.

    Raises:
        NotAllowed: no role of the actor's reaches that far.
    """
    if not can(actor, verb, subject):
        raise NotAllowed(verb.name.lower())
