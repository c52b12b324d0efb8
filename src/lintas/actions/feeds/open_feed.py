"""Somebody gets a secret address of a calendar, for one device."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import RegencyCode
from lintas.domain.feeds import (
    Feed,
    FeedId,
    FeedScope,
    FeedStyle,
    NotAFeed,
    regency_subject,
)
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound, Refusal
from lintas.domain.secret import hash_secret, new_secret
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency
from lintas.store.feeds.addresses import add_feed, list_feeds_of
from lintas.store.people import find_person
from lintas.store.programs.batches import find_batch
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.programs.templates import find_program
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room

# Addresses that are not revoked, for one person, batch or room: a device has one each.
MOST_FEEDS = 500


class TooManyFeeds(Refusal):
    """As many addresses of one calendar as anybody can need are in use already."""


@dataclass(frozen=True, slots=True)
class OpenedFeed:
    """A new address. `secret` is shown this once: only its hash is kept."""

    feed: Feed
    secret: str


@retrying
async def open_feed(
    scope: FeedScope, subject: UUID | str, style: FeedStyle, *, actor: Actor, now: datetime
) -> OpenedFeed:
    """A calendar for whoever is given its address; `subject` is an id, of a regency its code.

    Who may: the office of the regency that keeps the subject, people for themselves, and only
    coordinators for conflicts. A room's shows its keepers what is going on in it; a venue's,
    program's or regency's only what the public may see.

    Raises:
        NotAFeed: a style that can't be meant.
        NotFound: no such subject that the actor sees.
        NotAllowed: the actor's roles don't reach it.
        TooManyFeeds
    """
    if faults := style.faults():
        raise NotAFeed(faults=tuple(faults))
    subject_id, keeper = await _check_permission(scope, subject, actor)

    async with writing(f"feeds:{subject_id}"):
        opened = await _open(scope, subject_id, style, keeper=keeper, actor=actor, now=now)
        facts = {"scope": scope, "subject": subject_id}
        await audit(actor, "publish", ("feed", opened.feed.id), after=facts, now=now)
    return opened


@retrying
async def open_own_feed(link_secret: str, style: FeedStyle, *, now: datetime) -> OpenedFeed:
    """All that a person teaches and attends, for whoever holds a personal link of this person's.

    Raises:
        NotAFeed: a style that can't be meant.
        NotFound: the link leads to nobody's page.
        TooManyFeeds
    """
    if faults := style.faults():
        raise NotAFeed(faults=tuple(faults))
    person = (await find_enrolment_by_secret(link_secret)).person

    async with writing(f"feeds:{person.id}"):
        opened = await _open(
            FeedScope.PERSON, person.id, style, keeper=person.keeper, actor=None, now=now
        )
        facts = {"scope": FeedScope.PERSON, "subject": person.id, "by": "link"}
        await audit(None, "publish", ("feed", opened.feed.id), after=facts, now=now)
    return opened


async def _check_permission(
    scope: FeedScope, subject: UUID | str, actor: Actor
) -> tuple[UUID, RegencyCode | None]:
    """The subject's id, and the regency that keeps it."""
    if scope.is_of_regency:
        code = (await find_regency(str(subject), field="subject_id")).code
        is_open = scope is FeedScope.REGENCY
        verb = Verb.PUBLISH_FEED if is_open else Verb.FOLLOW_CONFLICTS
        allow_for(actor, verb, code, field="subject_id", value=subject)
        return regency_subject(code), code
    if not isinstance(subject, UUID):
        raise NotFound("subject_id", subject)
    keeper = await _find_keeper(scope, subject, actor)
    is_own = scope in (FeedScope.PERSON, FeedScope.TRAINER) and subject == actor.person_id
    if not is_own:
        allow_for(actor, Verb.PUBLISH_FEED, keeper, field="subject_id", value=subject)
    return subject, keeper


async def _find_keeper(scope: FeedScope, subject_id: UUID, actor: Actor) -> RegencyCode | None:
    field = "subject_id"
    if scope is FeedScope.ROOM:
        room = await find_room(subject_id, field=field)
        return (await find_venue(room.venue_id, field=field)).keeper
    if scope is FeedScope.VENUE:
        return (await find_venue(subject_id, field=field)).keeper
    if scope is FeedScope.PROGRAM:
        return (await find_program(subject_id, seen_by=actor, field=field)).keeper
    if scope is FeedScope.BATCH:
        return (await find_batch(subject_id, seen_by=actor, field=field)).keeper
    return (await find_person(subject_id, seen_by=actor, field=field)).keeper


async def _open(
    scope: FeedScope,
    subject_id: UUID,
    style: FeedStyle,
    *,
    keeper: RegencyCode | None,
    actor: Actor | None,
    now: datetime,
) -> OpenedFeed:
    if len(await list_feeds_of(scope, subject_id)) >= MOST_FEEDS:
        raise TooManyFeeds
    secret = new_secret()
    feed = Feed(
        id=FeedId(new_id(now)),
        scope=scope,
        subject_id=subject_id,
        style=style,
        keeper=keeper,
        account_id=actor.id if actor else None,
        created_at=now,
    )
    await add_feed(feed, secret_hash=hash_secret(secret))
    return OpenedFeed(feed, secret)
