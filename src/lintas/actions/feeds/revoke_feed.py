"""A calendar's address is taken away for good."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.domain.feeds import Feed, FeedScope
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.rules.access import Subject, Verb, allow
from lintas.store.feeds.addresses import find_feed, list_feeds_of, save_revoked
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.transaction import retrying, writing


@retrying
async def revoke_feed(feed_id: UUID, *, actor: Actor, now: datetime) -> Feed:
    """From now on the address answers that it is gone. To revoke it twice changes nothing.

    Who may: whoever opened it, the person whose calendar it is, the office that keeps it.

    Raises:
        NotFound: no such address that the actor sees.
        NotAllowed: the actor's roles don't reach it.
    """
    seen = await find_feed(feed_id, seen_by=actor)
    is_own = seen.scope in (FeedScope.PERSON, FeedScope.TRAINER) and (
        seen.subject_id == actor.person_id
    )
    if not is_own:
        allow(actor, Verb.PUBLISH_FEED, Subject(keeper=seen.keeper, owner=seen.account_id))

    async with writing(f"feeds:{seen.subject_id}"):
        feed = await find_feed(feed_id, seen_by=actor)
        if feed.revoked_at is None:
            await save_revoked(feed.id, now=now)
            await audit(actor, "revoke", ("feed", feed.id), now=now)
        return await find_feed(feed_id, seen_by=actor)


@retrying
async def revoke_own_feed(feed_id: UUID, link_secret: str, *, now: datetime) -> None:
    """The same, for whoever holds a personal link of the person whose calendar it is.

    Raises:
        NotFound: the link leads to nobody's page, or the address is not this person's.
    """
    person = (await find_enrolment_by_secret(link_secret)).person
    async with writing(f"feeds:{person.id}"):
        own = await list_feeds_of(FeedScope.PERSON, person.id)
        feed = next((each for each in own if each.id == feed_id), None)
        if feed is None:
            raise NotFound("feed_id", feed_id)
        await save_revoked(feed.id, now=now)
        await audit(None, "revoke", ("feed", feed.id), after={"by": "link"}, now=now)
