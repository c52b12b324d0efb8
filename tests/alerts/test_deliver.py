"""The outbox, drained into a real mail server."""

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from aiosmtpd.smtp import Session

from lintas.actions.accounts.ask_for_link import ask_for_link
from lintas.actions.accounts.follow_link import follow_link
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.messages.send_again import send_again
from lintas.actions.people.invite_trainer import invite_trainer
from lintas.actions.venues.close_room import Closed, Closing, close_room, lift_closure
from lintas.alerts.deliver import MOST_AT_ONCE, UNSENDABLE_AFTER, deliver_due, give_up_unsendable
from lintas.alerts.outcomes import MOST_TRIES, next_try
from lintas.alerts.post import Post
from lintas.alerts.smtp import LATER, SOON
from lintas.domain.bookings import Booking
from lintas.domain.people import AccountId, Membership, Role
from lintas.domain.refusal import IllegalState
from lintas.render.messages import say_message
from lintas.store.engines import fetch
from lintas.store.messages.undelivered import count_waiting, list_undelivered
from lintas.store.outbox import Channel
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    add_account,
    hours,
    named,
)
from tests.alerts.conftest import post_to
from tests.alerts.crowd import tell_many
from tests.alerts.mailserver import Mailserver, text_of

OWNERS = sorted([BANDUNG_COORDINATOR.email, BANDUNG_MANAGER.email])
ASKERS = sorted([SERANG_COORDINATOR.email, SERANG_TRAINER.email])

deliver = partial(deliver_due, now=NOW)


async def ask(world: World) -> Booking:
    asked = world.ask(world.decided_room)
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def approved(world: World, server: Mailserver, post: Post) -> None:
    """Everybody has heard of an approved booking already."""
    booking = await ask(world)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)
    await deliver(post)
    server.mails.clear()


async def close(world: World) -> Closed:
    closing = Closing(hours(8, 17), "Atap bocor", room_id=world.decided_room)
    return await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)


async def move(booking: Booking, *, to: int, now: datetime) -> None:
    span = hours(to, to + 2)
    change = Change(starts_at=span.start, ends_at=span.end)
    session = booking.sessions[0].id
    await move_session(session, change, actor=SERANG_TRAINER, hold_for=HOLD, now=now)


async def outbox() -> dict[tuple[str, str], tuple[str, int, str]]:
    """By kind and address: state, attempts and what went wrong."""
    sql = """
        SELECT m.kind, a.email, m.state, m.attempts, m.last_error FROM message m
        JOIN account a ON a.id = m.account WHERE m.channel = 'email'
    """
    return {
        (row["kind"], row["email"]): (row["state"], row["attempts"], row["last_error"])
        for row in await fetch(sql)
    }


async def test_one_mail_for_each_event_and_recipient(
    world: World, server: Mailserver, post: Post
) -> None:
    booking = await ask(world)

    assert await deliver(post) == 2
    assert await deliver(post, now=NOW + timedelta(days=4)) == 0

    assert server.addresses == OWNERS
    _, mail = server.mails[0]
    assert mail["Subject"] == "Permohonan baru: Pelatihan kemasan"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "lintas@lintas.test"
    (row, *_) = await fetch("SELECT facts FROM message WHERE channel = 'email'")
    wording = say_message("request_made", json.loads(row["facts"]), public_url=post.public_url)
    assert text_of(mail) == wording.body
    assert f"https://lintas.test/peminjaman/{booking.id}" in wording.body


async def test_nothing_is_lost_while_the_server_is_away(world: World) -> None:
    server = Mailserver()
    async with server.serving():
        pass
    await ask(world)

    assert await deliver(post_to(server)) == 0
    assert {(state, attempts) for state, attempts, _ in (await outbox()).values()} == {("new", 0)}

    async with server.serving():
        assert await deliver(post_to(server), now=NOW + SOON / 2) == 0
        assert await deliver(post_to(server), now=NOW + SOON * 2) == 2
    assert server.addresses == OWNERS


async def test_a_server_that_is_away_is_not_asked_for_each_mail(world: World) -> None:
    async def closing(session: Session, address: str) -> str:
        return "421 closing"

    await tell_many(50)
    server = Mailserver(answer=closing)
    async with server.serving():
        await deliver(post_to(server))
        await deliver(post_to(server))

    assert server.connections <= MOST_AT_ONCE
    assert {(state, attempts) for state, attempts, _ in (await outbox()).values()} == {("new", 0)}


async def test_a_wrong_password_is_nobodys_message_fault(world: World, server: Mailserver) -> None:
    await ask(world)
    wrong, right = post_to(server, "me:wrong@"), post_to(server, "me:right@")

    await deliver(wrong)
    assert {(state, attempts) for state, attempts, _ in (await outbox()).values()} == {("new", 0)}

    assert await deliver(right, now=NOW + LATER / 2) == 0
    assert await deliver(right, now=NOW + LATER * 2) == 2


async def test_a_password_never_leaves_in_the_clear(world: World) -> None:
    server = Mailserver()
    async with server.serving("127.0.0.2"):
        await ask(world)
        await deliver(post_to(server, "me:right@", "127.0.0.2"))

    assert server.logins == []
    assert {(state, attempts) for state, attempts, _ in (await outbox()).values()} == {("new", 0)}


async def test_what_is_refused_for_now_is_tried_again_and_in_the_end_given_up(
    world: World, server: Mailserver, post: Post
) -> None:
    async def busy(session: Session, address: str) -> str:
        return "451 later" if address == SERANG_TRAINER.email else "250 OK"

    server.answer = busy
    booking = await ask(world)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)

    now, told = NOW, []
    for _ in range(MOST_TRIES):
        await deliver(post, now=now)
        told.append((await outbox())["request_approved", SERANG_TRAINER.email][:2])
        now = now + timedelta(hours=36)

    assert told == [("new", n) for n in range(1, MOST_TRIES)] + [("dead", MOST_TRIES)]
    assert server.addresses == [SERANG_COORDINATOR.email]


async def test_what_is_refused_for_good_is_dead_at_once_and_can_be_sent_again(
    world: World, server: Mailserver, post: Post
) -> None:
    async def gone(session: Session, address: str) -> str:
        return "550 no such user" if address == BANDUNG_MANAGER.email else "250 OK"

    server.answer = gone
    await ask(world)
    await deliver(post)

    assert (await outbox())["request_made", BANDUNG_MANAGER.email] == (
        "dead",
        1,
        "550 no such user",
    )
    (dead,) = await list_undelivered(seen_by=BANDUNG_COORDINATOR)
    assert (dead.name, dead.error) == (BANDUNG_MANAGER.name, "550 no such user")
    assert await list_undelivered(seen_by=SERANG_COORDINATOR) == ()

    server.answer = Mailserver().answer
    await send_again(dead.id, actor=BANDUNG_COORDINATOR, now=NOW)
    await deliver(post)
    assert server.addresses == OWNERS
    with pytest.raises(IllegalState):
        await send_again(dead.id, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_who_is_slow_delays_nobody_else(world: World, server: Mailserver, post: Post) -> None:
    later = asyncio.Event()

    async def dawdle(session: Session, address: str) -> str:
        if address == BANDUNG_MANAGER.email:
            await later.wait()
        return "250 OK"

    server.answer = dawdle
    booking = await ask(world)
    delivering = asyncio.create_task(deliver(post))
    async with asyncio.timeout(10):
        await server.have(1)
        # What happens while the slow one is being written to goes out meanwhile.
        await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)
        await server.have(3)

    assert server.addresses == sorted([BANDUNG_COORDINATOR.email, *ASKERS])
    later.set()
    await delivering
    assert server.addresses == sorted([*OWNERS, *ASKERS])


async def test_nobody_is_asked_to_decide_what_was_withdrawn(
    world: World, server: Mailserver, post: Post
) -> None:
    booking = await ask(world)
    later = NOW + timedelta(seconds=1)
    await withdraw_booking(booking.id, actor=SERANG_TRAINER, now=later)

    await deliver(post, now=later)

    about = "Permohonan ditarik: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)
    assert (await outbox())["request_made", BANDUNG_MANAGER.email] == (
        "cancelled",
        0,
        "it was decided otherwise since",
    )


async def test_both_sides_hear_that_a_request_ran_out(
    world: World, server: Mailserver, post: Post
) -> None:
    await ask(world)
    await deliver(post)
    server.mails.clear()
    over = NOW + HOLD
    assert await expire_requests(now=over) == 1
    assert await expire_requests(now=over) == 0

    await deliver(post, now=over)

    about = "Permohonan kedaluwarsa: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)


async def test_nobody_hears_yes_after_no(world: World, server: Mailserver, post: Post) -> None:
    booking = await ask(world)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    await deliver(post)

    about = "DIBATALKAN: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)


async def test_of_two_moves_only_the_last_is_told(
    world: World, server: Mailserver, post: Post
) -> None:
    booking = await ask(world)
    await deliver(post)
    server.mails.clear()
    later = NOW + timedelta(seconds=1)
    await move(booking, to=13, now=NOW)
    await move(booking, to=15, now=later)

    await deliver(post, now=later)

    assert server.addresses == sorted(OWNERS + ASKERS)
    bodies = {text_of(mail) for _, mail in server.mails}
    assert ["Menjadi: Senin, 1 Februari 2027, 15.00–17.00 WIB" in body for body in bodies] == [True]


async def test_news_that_was_overtaken_does_not_come_limping_behind(
    world: World, server: Mailserver, post: Post
) -> None:
    booking = await ask(world)
    later = NOW + timedelta(seconds=1)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)

    async def busy(session: Session, address: str) -> str:
        return "451 later"

    server.answer = busy
    await deliver(post)
    await move(booking, to=13, now=later)
    server.answer = Mailserver().answer
    await deliver(post, now=later)
    await deliver(post, now=NOW + timedelta(hours=1))

    about = "PERUBAHAN JADWAL: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)


async def test_both_sides_hear_of_a_conflict(world: World, server: Mailserver, post: Post) -> None:
    await approved(world, server, post)
    await close(world)

    await deliver(post)

    about = "Bentrok jadwal: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)


async def test_a_conflict_that_is_over_alarms_nobody(
    world: World, server: Mailserver, post: Post
) -> None:
    await approved(world, server, post)
    later = NOW + timedelta(seconds=1)
    closed = await close(world)
    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=later)

    await deliver(post, now=later)

    about = "Bentrok jadwal selesai: Pelatihan kemasan"
    assert server.subjects == sorted((address, about) for address in OWNERS + ASKERS)


async def test_who_has_left_is_not_written_to(world: World, server: Mailserver, post: Post) -> None:
    await ask(world)
    await fetch("UPDATE account SET disabled_at = $1 WHERE id = $2", NOW, BANDUNG_MANAGER.id)

    await deliver(post)

    assert server.addresses == [BANDUNG_COORDINATOR.email]
    assert (await outbox())["request_made", BANDUNG_MANAGER.email] == (
        "cancelled",
        0,
        "nobody is left to write to",
    )


async def test_a_link_to_sign_in_is_made_when_it_is_sent(
    world: World, server: Mailserver, post: Post
) -> None:
    await ask_for_link(SERANG_TRAINER.email, now=NOW)
    await deliver(post)

    ((address, mail),) = server.mails
    text = text_of(mail)
    secret = text.partition("https://lintas.test/masuk/")[2].split()[0]
    assert address == SERANG_TRAINER.email
    assert await follow_link(secret, now=NOW)


async def test_nobody_gets_a_link_to_sign_in_hours_later(
    world: World, server: Mailserver, post: Post
) -> None:
    await ask_for_link(SERANG_TRAINER.email, now=NOW)

    await deliver(post, now=NOW + timedelta(hours=2))

    assert server.mails == []


async def test_mail_waits_three_days_for_a_server_to_be_set_up(
    world: World, server: Mailserver, post: Post
) -> None:
    await ask(world)

    await give_up_unsendable(now=NOW + UNSENDABLE_AFTER / 2)
    assert (await count_waiting(Channel.EMAIL)).count == 2

    await give_up_unsendable(now=NOW + UNSENDABLE_AFTER)
    waiting = await count_waiting(Channel.EMAIL)
    assert (waiting.count, waiting.dead, waiting.oldest_untried) == (0, 0, None)


async def test_the_oldest_that_waits_is_known(world: World) -> None:
    await ask(world)

    waiting = await count_waiting(Channel.EMAIL)

    assert (waiting.count, waiting.dead, waiting.oldest_untried) == (2, 0, NOW)


async def test_once_stopping_nothing_is_begun(world: World, server: Mailserver, post: Post) -> None:
    await ask(world)
    stopping = asyncio.Event()
    stopping.set()

    assert await deliver(post, stopping=stopping) == 0
    assert {(state, attempts) for state, attempts, _ in (await outbox()).values()} == {("new", 0)}


def test_retries_are_spread_and_end() -> None:
    firsts = {next_try(UUID(int=n), 1, now=NOW) for n in range(1000)}

    assert (min(firsts), max(firsts)) == (
        NOW + timedelta(seconds=2.5),
        NOW + timedelta(seconds=7.495),
    )
    assert next_try(UUID(int=0), MOST_TRIES, now=NOW) is None


async def tell_trainers(world: World, server: Mailserver, post: Post) -> Booking:
    """An approved session of a trainer is cancelled, and everybody hears of it."""
    asked = world.ask(trainer_ids=(world.trainer,))
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    await deliver(post)
    server.mails.clear()
    await cancel_booking(made.booking.id, actor=SERANG_TRAINER, now=NOW)
    await deliver(post)
    return made.booking


@pytest.mark.parametrize("has_link", [False, True], ids=["none yet", "sent before"])
async def test_a_trainer_without_an_account_is_led_to_the_personal_link(
    world: World, server: Mailserver, post: Post, *, has_link: bool
) -> None:
    await fetch("UPDATE person SET email = 'pengajar@example.test' WHERE id = $1", world.trainer)
    if has_link:
        await invite_trainer(world.trainer, SERANG, actor=SERANG_COORDINATOR, now=NOW)

    booking = await tell_trainers(world, server, post)

    told = {address: text_of(mail) for address, mail in server.mails}
    assert f"https://lintas.test/peminjaman/{booking.id}" in told[SERANG_TRAINER.email]
    theirs = told["pengajar@example.test"]
    assert "https://" not in theirs
    said = "tautan pribadi yang sudah Anda terima" if has_link else "mintalah tautan pribadi"
    assert said in theirs


async def test_a_trainer_with_an_account_elsewhere_is_led_to_what_one_teaches(
    world: World, server: Mailserver, post: Post
) -> None:
    """Who only teaches there may not open the booking."""
    teacher = replace(SERANG_TRAINER, id=AccountId(named("teacher")), email="guru@example.test")
    async with writing():
        await add_account(replace(teacher, memberships=(Membership(Role.TRAINER, BANDUNG),)))
    await fetch("UPDATE account SET person = $1 WHERE id = $2", world.trainer, teacher.id)

    await tell_trainers(world, server, post)

    told = {address: text_of(mail) for address, mail in server.mails}
    assert "https://lintas.test/mengajar" in told["guru@example.test"]
    assert "/peminjaman/" not in told["guru@example.test"]
