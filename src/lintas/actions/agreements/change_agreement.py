"""An agreement is extended, ended early, or comes to cover other venues."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.telling import list_under, locks_of_parties
from lintas.actions.agreements.umbrella import check_umbrella
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.steps.severities import DEFAULTS
from lintas.domain.agencies import (
    Agreement,
    AgreementId,
    AgreementState,
    Balance,
    Cooperation,
    Quota,
    VenueId,
)
from lintas.domain.given import KEPT, Kept
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound, Refusal, VersionPassed
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.rules.severities import weakens
from lintas.store.agreements import find_agreement, save_agreement
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import list_venues_named


class NeedsBothSides(Refusal):
    """One party may end an agreement early or narrow it; to extend it takes all of them."""


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """What is to be different; none: as it is. `version` is the one the asker saw.

    What may also be taken away again is none then, and KEPT as it is.
    """

    number: str | None = None
    title: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    scope: str | None = None
    venue_ids: tuple[VenueId, ...] | None = None
    quotas: tuple[Quota, ...] | None = None
    cooperation: Cooperation | None = None
    severities: Mapping[str, str] | None = None
    umbrella_id: AgreementId | Kept | None = KEPT
    balance: Balance | Kept | None = KEPT
    version: int | None = None
    reason: str = ""


@retrying
async def change_agreement(
    agreement_id: UUID, change: AgreementChange, *, actor: Actor, now: datetime
) -> Agreement:
    """Change it; sessions to come that it no longer carries become conflicts, none is cancelled.

    Raises:
        NotFound: no such agreement of the actor's side, or an unknown venue.
        NotAllowed: the actor keeps no party's agreements.
        Invalid: as `AgreementFacts.check`.
        VersionPassed: it was changed since the asker looked.
        NeedsBothSides: as `apply_change`.
    """
    parties = (await find_agreement(agreement_id, seen_by=actor)).parties
    locks = await locks_of_parties(parties, now=now)
    async with writing(*locks):
        check_locked(await locks_of_parties(parties, now=now), locks)
        before = await find_agreement(agreement_id, seen_by=actor)
        check_keeper(actor, before)
        after = await apply_change(before, change, actor=actor)
        await save_agreement(after, now=now)
        await rejudge(await list_under(parties, now=now), now=now)
        await audit(
            actor,
            "change",
            ("agreement", agreement_id),
            before=_audited(before),
            after=_audited(after),
            reason=change.reason,
            now=now,
        )
    return after


def _audited(agreement: Agreement) -> dict[str, object]:
    return {
        "valid_from": agreement.valid_from,
        "valid_until": agreement.valid_until,
        "quotas": [[*map(str, quota.key), quota.amount] for quota in agreement.quotas],
        "severities": dict(agreement.severities),
    }


def check_keeper(actor: Actor, agreement: Agreement) -> None:
    """Go on only if the actor keeps the agreements of one of its parties.

    Raises:
        NotAllowed: the actor doesn't.
    """
    subjects = [Subject(keeper=party) for party in agreement.parties]
    if not any(can(actor, Verb.KEEP_AGREEMENTS, subject) for subject in subjects):
        raise NotAllowed(Verb.KEEP_AGREEMENTS.name.lower())


async def apply_change(agreement: Agreement, change: AgreementChange, *, actor: Actor) -> Agreement:
    """The agreement after it; nothing is kept.

    Raises:
        NeedsBothSides: one in force would reach further than its parties agreed.
        NotFound: an unknown venue.
        Invalid: as `AgreementFacts.check` and `check_umbrella`.
        VersionPassed: it was changed since the asker looked.
    """
    if change.version is not None and change.version != agreement.version:
        raise VersionPassed(change.version, agreement.version)
    after = _changed(agreement, change)
    await check_agreement(after, seen_by=actor)
    reaches = after.reaches_beyond(agreement) or weakens(
        after.severities, agreement.severities, DEFAULTS
    )
    if agreement.state is AgreementState.IN_FORCE and reaches and not actor.is_operator:
        raise NeedsBothSides
    return after


def _changed(agreement: Agreement, change: AgreementChange) -> Agreement:
    given = {name: value for name in _PLAIN if (value := getattr(change, name)) is not None}
    given |= {name: value for name in _LOOSE if (value := getattr(change, name)) is not KEPT}
    return replace(agreement, **given, version=agreement.version + 1)


_PLAIN = (
    "number",
    "title",
    "valid_from",
    "valid_until",
    "scope",
    "venue_ids",
    "quotas",
    "cooperation",
    "severities",
)
_LOOSE = ("umbrella_id", "balance")


async def check_agreement(agreement: Agreement, *, seen_by: Actor) -> None:
    """Go on only if it could be agreed so.

    Raises:
        NotFound: an unknown venue, or an umbrella that the actor doesn't see.
        Invalid: as `AgreementFacts.check` and `check_umbrella`.
    """
    AgreementFacts.of(agreement).check()
    known = {venue.id for venue in await list_venues_named(agreement.venue_ids)}
    unknown = [each for each in agreement.venue_ids if each not in known]
    if unknown:
        raise NotFound("venue_ids", *unknown)
    await check_umbrella(agreement.umbrella_id, agreement.parties, seen_by=seen_by)
