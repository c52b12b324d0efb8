"""Sessions online: they take no room, and only who takes part learns where to join."""

import json
from dataclasses import replace
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.set_link import Joining, set_link
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision, Mode, Session
from lintas.domain.links import NotALink
from lintas.domain.people import Actor
from lintas.domain.plans import NotAnAsk, PlannedSession
from lintas.domain.refusal import IllegalState, NotFound, VersionPassed
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
    NOW,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

LINK, OTHER = "https://meet.example/satu", "https://meet.example/dua"


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def book(world: World, *modes: Mode, room: Any = None, **more: Any) -> tuple[Session, ...]:
    """One morning a day, each held so."""
    sessions = tuple(
        PlannedSession(
            hours(9 + 4 * number, 12 + 4 * number, on=MONDAY),
            trainer_ids=(world.trainer,),
            mode=mode,
            link=LINK if mode.is_joined else "",
        )
        for number, mode in enumerate(modes)
    )
    ask = world.ask(room or world.decided_room, sessions=sessions, **more)
    made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return made.booking.sessions


async def change(session: Session, **facts: Any) -> Session:
    moved = await move_session(
        session.id, Change(**facts), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
    )
    return moved.session


async def rooms_held() -> int:
    sql = "SELECT count(*) AS n FROM hold h JOIN room r ON r.id = h.resource"
    return int((await fetch(sql))[0]["n"])


async def told(kind: str) -> dict[str, str]:
    """Who was told, by e-mail address, and where to join if that was told."""
    sql = """
        SELECT a.email, m.facts FROM message m JOIN account a ON a.id = m.account
        WHERE m.kind = $1 AND m.channel = 'inapp'
    """
    rows = await fetch(sql, kind)
    return {row["email"]: json.loads(row["facts"]).get("join", "") for row in rows}


async def test_what_meets_online_is_nobodys_to_decide_and_takes_no_room(world: World) -> None:
    (session,) = await book(world, Mode.ONLINE)

    assert session.decision is Decision.APPROVED
    assert await rooms_held() == 0


async def test_the_room_is_free_for_others(world: World) -> None:
    await book(world, Mode.ONLINE, room=world.open_room)
    others = world.ask(during=hours(9, 12))

    made = await ask_for_room(others, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)

    assert made.booking.state is Decision.APPROVED


@pytest.mark.parametrize("mode", [Mode.ONSITE, Mode.HYBRID])
async def test_what_meets_in_the_room_waits_for_its_manager(world: World, mode: Mode) -> None:
    (session,) = await book(world, mode)

    assert (session.decision, await rooms_held()) == (Decision.REQUESTED, 1)


async def test_online_wants_a_link_that_can_be_pressed(world: World) -> None:
    online = PlannedSession(hours(9, 12), mode=Mode.ONLINE)
    for link, expected in (("", "required"), ("http://meet.example/a", "web_address")):
        ask = world.ask(sessions=(replace(online, link=link),))
        with pytest.raises(NotAnAsk) as refusal:
            await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
        assert [(f.field, f.expected) for f in refusal.value.faults] == [
            ("sessions[0].link", expected)
        ]


async def test_meeting_online_instead_gives_the_room_back(world: World) -> None:
    (session,) = await book(world, Mode.ONSITE)

    after = await change(session, mode=Mode.ONLINE, link=LINK)

    assert (after.decision, after.mode, after.link) == (Decision.APPROVED, Mode.ONLINE, LINK)
    assert await rooms_held() == 0
    joins = await told("session_moved")
    assert joins[SERANG_COORDINATOR.email] == LINK
    assert joins[BANDUNG_MANAGER.email] == ""


async def test_meeting_in_the_room_after_all_is_asked_for_anew(world: World) -> None:
    (session,) = await book(world, Mode.ONLINE)

    after = await change(session, mode=Mode.ONSITE)

    assert (after.decision, after.link) == (Decision.REQUESTED, "")
    assert await rooms_held() == 1


async def test_a_room_that_is_taken_meanwhile_refuses_it(world: World) -> None:
    (session,) = await book(world, Mode.ONLINE, room=world.open_room)
    other = world.ask(during=hours(10, 11))
    await ask_for_room(other, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)

    with pytest.raises(PlanClashes) as refusal:
        await change(session, mode=Mode.HYBRID)

    assert [each.code for each in refusal.value.findings] == ["venue_clash"]


async def test_a_link_is_changed_and_told_to_who_takes_part_only(world: World) -> None:
    (session,) = await book(world, Mode.HYBRID)

    (after,) = await set_link(session.id, Joining(OTHER), actor=SERANG_TRAINER, now=NOW)

    assert (after.link, after.sequence, after.uid) == (OTHER, 1, session.uid)
    assert await told("session_link") == {
        SERANG_TRAINER.email: OTHER,
        SERANG_COORDINATOR.email: OTHER,
    }
    assert await told("session_moved") == {}
    entries = await fetch("SELECT after FROM audit_entry WHERE verb = 'set_link'")
    assert [json.loads(row["after"]) for row in entries] == [{"host": "meet.example"}]


async def test_a_move_of_the_link_alone_is_no_news_of_the_schedule(world: World) -> None:
    (session,) = await book(world, Mode.HYBRID)

    await change(session, link=OTHER)

    assert await told("session_moved") == {}
    assert BANDUNG_MANAGER.email not in await told("session_link")


async def test_the_same_link_again_is_no_news(world: World) -> None:
    (session,) = await book(world, Mode.ONLINE)

    (after,) = await set_link(session.id, Joining(LINK), actor=SERANG_TRAINER, now=NOW)

    assert (after.sequence, await told("session_link")) == (0, {})


async def test_one_link_for_all_that_are_online(world: World) -> None:
    online, onsite, hybrid = await book(world, Mode.ONLINE, Mode.ONSITE, Mode.HYBRID)

    joining = Joining(OTHER, for_all=True)
    after = await set_link(online.id, joining, actor=SERANG_COORDINATOR, now=NOW)

    assert {each.id: each.link for each in after} == {online.id: OTHER, hybrid.id: OTHER}
    rows = await fetch("SELECT link FROM session WHERE id = $1", onsite.id)
    assert rows[0]["link"] == ""


async def test_a_trainer_sets_it_too(world: World) -> None:
    (session,) = await book(world, Mode.ONLINE)
    trainer = replace(actor_of(world), person_id=world.trainer)

    (after,) = await set_link(session.id, Joining(OTHER), actor=trainer, now=NOW)

    assert after.link == OTHER


def actor_of(world: World) -> Actor:
    """Of the other side, who sees nothing of it but by teaching."""
    return replace(BANDUNG_COORDINATOR, memberships=())


@pytest.mark.parametrize(
    ("who", "refused"),
    [(BANDUNG_COORDINATOR, NotAllowed), (BANDUNG_MANAGER, NotAllowed)],
    ids=["lender's coordinator", "lender's manager"],
)
async def test_who_lends_the_room_has_no_say(
    world: World, who: Actor, refused: type[Exception]
) -> None:
    (session,) = await book(world, Mode.HYBRID)

    with pytest.raises(refused):
        await set_link(session.id, Joining(OTHER), actor=who, now=NOW)


async def test_strangers_find_nothing(world: World) -> None:
    (session,) = await book(world, Mode.HYBRID)

    with pytest.raises(NotFound):
        await set_link(session.id, Joining(OTHER), actor=actor_of(world), now=NOW)


async def test_what_can_not_be_joined_gets_no_link(world: World) -> None:
    onsite, online = await book(world, Mode.ONSITE, Mode.ONLINE)
    over = hours(24, 25, on=MONDAY).start

    with pytest.raises(IllegalState):
        await set_link(onsite.id, Joining(OTHER), actor=OPERATOR, now=NOW)
    with pytest.raises(IllegalState):
        await set_link(online.id, Joining(OTHER), actor=OPERATOR, now=over)
    with pytest.raises(VersionPassed):
        await set_link(online.id, Joining(OTHER, sequence=7), actor=OPERATOR, now=NOW)
    with pytest.raises(NotALink):
        await set_link(online.id, Joining(""), actor=OPERATOR, now=NOW)
    await cancel_booking(online.booking_id, actor=SERANG_TRAINER, now=NOW)
    with pytest.raises(IllegalState):
        await set_link(online.id, Joining(OTHER), actor=OPERATOR, now=NOW)


async def test_a_hybrid_may_lose_its_link(world: World) -> None:
    (session,) = await book(world, Mode.HYBRID)

    (after,) = await set_link(session.id, Joining(""), actor=SERANG_TRAINER, now=NOW)

    assert after.link == ""
