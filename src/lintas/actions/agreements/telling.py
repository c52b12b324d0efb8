"""Who hears of an agreement, and what takes effect once it is in force."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

from lintas.actions.steps.announcing import Facts
from lintas.actions.steps.locking import halls_of, pair
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.agencies import Agreement, RegencyCode
from lintas.domain.bookings import Session, SessionId
from lintas.domain.people import Actor, Role
from lintas.domain.refusal import NotFound
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.conflicts import list_conflicts_on
from lintas.store.bookings.lending import list_sessions_borrowing
from lintas.store.bookings.sessions import list_sessions_between, list_sessions_named
from lintas.store.outbox import News, add_messages, list_desk

NOTHING_MORE: Facts = {}
_DESK = (Role.COORDINATOR, Role.AGREEMENT_OFFICER)


async def locks_of_parties(parties: Iterable[str], *, now: datetime) -> tuple[str, ...]:
    """Every two of them, as bookings across their border lock too, and where their people meet.

    The halls, because others may be judging the same sessions again just now.
    """
    codes = [RegencyCode(code) for code in parties]
    pairs = (pair(one, other) for one, other in combinations(codes, 2))
    return (*pairs, *await halls_of(await list_under(codes, now=now)))


async def list_under(parties: Sequence[RegencyCode], *, now: datetime) -> tuple[Session, ...]:
    """Live sessions to come that use a room or a tool across the border of any two. Sees all."""
    found: dict[SessionId, Session] = {}
    for one, other in combinations(parties, 2):
        borrowing = await list_sessions_borrowing(one, other, now=now)
        for session in (
            *await list_sessions_between(one, other, now=now),
            *await list_sessions_named(borrowing),
        ):
            found.setdefault(session.id, session)
    return tuple(found.values())


def find_own_side(agreement: Agreement, actor: Actor) -> RegencyCode:
    """The first party for which the actor keeps agreements.

    Raises:
        NotFound: there is none.
    """
    for party in agreement.parties:
        if can(actor, Verb.KEEP_AGREEMENTS, Subject(keeper=party)):
            return party
    raise NotFound("parties", ", ".join(agreement.parties))


async def tell_parties(
    kind: str,
    agreement: Agreement,
    parties: Iterable[RegencyCode],
    *,
    now: datetime,
    version: str = "",
    facts: Facts = NOTHING_MORE,
) -> None:
    """Tell the coordinators and agreement officers of these parties.

    `version` tells later news of the same kind apart, `facts` go with it besides the agreement's.
    """
    name = f"{agreement.number}, {agreement.title}" if agreement.number else agreement.title
    news = News(
        kind=kind,
        subject_kind="agreement",
        subject_id=agreement.id,
        version=version,
        facts={
            "agreement_id": str(agreement.id),
            "agreement": name,
            "valid_from": agreement.valid_from.isoformat(),
            "valid_until": agreement.valid_until.isoformat(),
            **facts,
        },
    )
    await add_messages(news, await list_desk(parties, _DESK), now=now)


async def take_effect(agreement: Agreement, *, now: datetime) -> None:
    """Close the conflicts between its parties that only wanted such an agreement."""
    sessions = await list_under(agreement.parties, now=now)
    conflicts = await list_conflicts_on([session.id for session in sessions])
    lacking = {each.session_id for each in conflicts if each.finding.code in _CURED}
    await rejudge([each for each in sessions if each.id in lacking], now=now)


_CURED = frozenset({"agreement_none", "agreement_expired"})
