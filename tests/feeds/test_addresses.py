"""Who gets an address of a calendar, who takes it away, and what is kept of it."""

import json
import re
from dataclasses import replace
from uuid import UUID

import pytest

from lintas.actions.feeds import open_feed as opening
from lintas.actions.feeds.open_feed import OpenedFeed, TooManyFeeds, open_feed, open_own_feed
from lintas.actions.feeds.revoke_feed import revoke_feed, revoke_own_feed
from lintas.domain.feeds import Feed, FeedScope, FeedStyle, NotAFeed, regency_subject
from lintas.domain.people import Actor, Membership, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.domain.secret import hash_secret
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from lintas.store.feeds.addresses import list_feeds, list_feeds_of
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    named,
)
from tests.feeds.asker import PHONE, SCOPES, Subscriber, path_of
from tests.feeds.course import PERSONAL_LINK, Course, at

# Somebody who has a role in Serang that publishes nothing, and is the participant.
PARTICIPANT = replace(
    SERANG_TRAINER,
    memberships=(Membership(Role.PARTICIPANT, SERANG),),
    person_id=PersonId(named("participant")),
)


async def opened(
    course: Course, scope: FeedScope = FeedScope.PERSON, actor: Actor = SERANG_COORDINATOR
) -> OpenedFeed:
    subject, _ = course.subjects()[scope]
    return await open_feed(scope, subject, PHONE, actor=actor, now=NOW)


@pytest.mark.parametrize("scope", SCOPES)
async def test_an_address_is_kept_as_its_hash_and_its_opening_is_audited(
    course: Course, scope: FeedScope
) -> None:
    subject, actor = course.subjects()[scope]

    made = await open_feed(scope, subject, FeedStyle("HP", "en", 30), actor=actor, now=NOW)

    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made.secret)
    [kept] = await fetch("SELECT * FROM feed")
    assert kept["secret_hash"] == hash_secret(made.secret)
    assert await list_feeds_of(scope, subject) == (made.feed,)
    assert (made.feed.style, made.feed.account_id) == (FeedStyle("HP", "en", 30), actor.id)
    [entry] = await fetch("SELECT * FROM audit_entry WHERE verb = 'publish'")
    assert entry["subject_id"] == str(made.feed.id)
    assert json.loads(entry["after"]) == {"scope": scope.value, "subject": str(subject)}


async def test_each_device_has_an_address_of_its_own(
    course: Course, subscriber: Subscriber
) -> None:
    phone, laptop = await opened(course), await opened(course)
    await revoke_feed(phone.feed.id, actor=SERANG_COORDINATOR, now=NOW)

    replies = [await subscriber.ask(path_of(each.secret)) for each in (phone, laptop)]

    assert [reply.status for reply in replies] == [410, 200]


async def test_a_regency_is_named_by_its_code(course: Course, subscriber: Subscriber) -> None:
    for scope in (FeedScope.REGENCY, FeedScope.COORDINATOR):
        made = await opened(course, scope, BANDUNG_COORDINATOR)

        assert (made.feed.keeper, made.feed.subject_id) == (BANDUNG, regency_subject(BANDUNG))
        assert (await subscriber.ask(path_of(made.secret))).status == 200
        for unknown in ("99.99", "", named("nobody")):
            with pytest.raises(NotFound) as refusal:
                await open_feed(scope, unknown, PHONE, actor=OPERATOR, now=NOW)
            assert [fault.field for fault in refusal.value.faults] == ["subject_id"]


async def test_everything_that_cannot_be_meant_is_named_at_once(course: Course) -> None:
    style = FeedStyle("\x00" + "x" * 200, "jv", -1)

    with pytest.raises(NotAFeed) as refusal:
        await open_feed(FeedScope.ROOM, course.world.hall, style, actor=OPERATOR, now=NOW)

    assert [(fault.field, fault.expected) for fault in refusal.value.faults] == [
        ("label", "plain_text"),
        ("label", "longest"),
        ("language", "one_of"),
        ("alarm_minutes", "between"),
    ]


@pytest.mark.parametrize(
    ("scope", "actor", "refusal"),
    [
        (FeedScope.PERSON, BANDUNG_COORDINATOR, NotFound),
        (FeedScope.TRAINER, BANDUNG_COORDINATOR, NotFound),
        (FeedScope.BATCH, BANDUNG_COORDINATOR, NotFound),
        (FeedScope.ROOM, SERANG_COORDINATOR, NotFound),
        (FeedScope.BATCH, PARTICIPANT, NotAllowed),
        (FeedScope.VENUE, SERANG_COORDINATOR, NotFound),
        (FeedScope.PROGRAM, BANDUNG_COORDINATOR, NotFound),
        (FeedScope.REGENCY, SERANG_COORDINATOR, NotFound),
        (FeedScope.REGENCY, PARTICIPANT, NotAllowed),
        (FeedScope.COORDINATOR, SERANG_COORDINATOR, NotFound),
        (FeedScope.COORDINATOR, BANDUNG_MANAGER, NotAllowed),
    ],
)
async def test_what_others_keep_is_not_published(
    course: Course, scope: FeedScope, actor: Actor, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await opened(course, scope, actor)

    assert await fetch("SELECT * FROM feed") == []


async def test_an_unknown_subject_is_not_found_by_its_field(course: Course) -> None:
    for scope in SCOPES:
        with pytest.raises(NotFound) as refusal:
            await open_feed(scope, named("nobody"), PHONE, actor=OPERATOR, now=NOW)
        assert [fault.field for fault in refusal.value.faults] == ["subject_id"]


async def test_people_open_and_revoke_their_own(course: Course) -> None:
    made = await opened(course, FeedScope.PERSON, PARTICIPANT)
    by_office = await opened(course)

    for each in (made, by_office):
        revoked = await revoke_feed(each.feed.id, actor=PARTICIPANT, now=at(1))
        assert revoked.revoked_at == at(1)


async def test_a_personal_link_opens_its_persons_calendar_and_revokes_it(
    course: Course, subscriber: Subscriber
) -> None:
    await course.ask()

    made = await open_own_feed(PERSONAL_LINK, PHONE, now=NOW)

    assert (made.feed.subject_id, made.feed.account_id, made.feed.keeper) == (
        course.participant,
        None,
        SERANG,
    )
    assert (await subscriber.ask(path_of(made.secret))).status == 200
    await revoke_own_feed(made.feed.id, PERSONAL_LINK, now=NOW)
    assert (await subscriber.ask(path_of(made.secret))).status == 410


@pytest.mark.parametrize("link", ["", "q" * 43, "é" * 43])
async def test_a_link_to_nobodys_page_opens_nothing(course: Course, link: str) -> None:
    with pytest.raises(NotFound) as refusal:
        await open_own_feed(link, PHONE, now=NOW)

    assert link not in str(refusal.value.faults) or not link


async def test_a_personal_link_does_not_revoke_others(course: Course) -> None:
    made = await opened(course, FeedScope.BATCH)

    with pytest.raises(NotFound):
        await revoke_own_feed(made.feed.id, PERSONAL_LINK, now=NOW)


async def test_to_revoke_twice_changes_nothing(course: Course) -> None:
    made = await opened(course)

    first = await revoke_feed(made.feed.id, actor=SERANG_COORDINATOR, now=at(1))
    second = await revoke_feed(made.feed.id, actor=SERANG_COORDINATOR, now=at(2))

    assert first == second
    assert len(await fetch("SELECT * FROM audit_entry WHERE verb = 'revoke'")) == 1


async def test_offices_see_what_they_keep(course: Course) -> None:
    batch = (await opened(course, FeedScope.BATCH)).feed
    room = (await opened(course, FeedScope.ROOM, BANDUNG_MANAGER)).feed
    own = (await opened(course, FeedScope.PERSON)).feed

    async def seen_by(actor: Actor) -> set[Feed]:
        return set(await list_feeds(seen_by=actor))

    assert await seen_by(SERANG_COORDINATOR) == {batch, own}
    assert await seen_by(BANDUNG_MANAGER) == {room}
    assert await seen_by(PARTICIPANT) == {own}
    assert await seen_by(OPERATOR) == {batch, room, own}
    with pytest.raises(NotFound):
        await revoke_feed(room.id, actor=SERANG_COORDINATOR, now=NOW)


async def test_there_is_an_end_to_how_many_one_calendar_has(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MOST_FEEDS", 2)
    first = await opened(course)
    await opened(course)
    with pytest.raises(TooManyFeeds):
        await opened(course)

    await revoke_feed(first.feed.id, actor=SERANG_COORDINATOR, now=NOW)
    await opened(course)


async def test_a_disabled_account_takes_its_own_calendar_with_it_but_not_the_batchs(
    course: Course, subscriber: Subscriber
) -> None:
    own = await opened(course, FeedScope.PERSON, PARTICIPANT)
    batch = await opened(course, FeedScope.BATCH, SERANG_TRAINER)
    await _disable(SERANG_TRAINER.id, person=course.participant)

    replies = [await subscriber.ask(path_of(each.secret)) for each in (own, batch)]

    assert [reply.status for reply in replies] == [410, 200]


async def _disable(account: UUID, *, person: UUID) -> None:
    await fetch(
        "UPDATE account SET disabled_at = $1, person = $2 WHERE id = $3", NOW, person, account
    )
