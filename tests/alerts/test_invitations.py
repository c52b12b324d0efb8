"""Sessions mailed into calendars: from what happens to them to what a mail server is handed."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest
from aiosmtpd.smtp import Session as SmtpSession

from lintas.actions.bookings.answer_session import answer_own_sessions
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.calendar_mail.choose_mail import choose_mail, choose_mail_by_link
from lintas.actions.calendar_mail.send_entries import forget_entries, send_entries
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.steps.answering import TeachingChange
from lintas.alerts.deliver import deliver_due, give_up_unsendable
from lintas.alerts.post import Post
from lintas.domain.bookings import Mode
from lintas.domain.calendar_mail import MOST_A_DAY, MOST_AHEAD, AddressShared, NoAddress, Wish
from lintas.domain.teaching import Answer
from lintas.store.calendar_mail import entries
from lintas.store.engines import fetch
from tests.actions.world import HOLD, NOW, SERANG_COORDINATOR, SERANG_TRAINER, hours
from tests.alerts.invited import Mailed, mailed_in
from tests.alerts.mailserver import Mailserver, welcome
from tests.conftest import Database
from tests.feeds.course import ENROLMENT, PERSONAL_LINK, Course, at, on_day, settle_course

PARTICIPANT, TRAINER = "peserta@example.test", "pengajar@example.test"
SENDER = "lintas@lintas.test"

choose = partial(choose_mail_by_link, PERSONAL_LINK, now=NOW)


@pytest.fixture
async def course(database: Database) -> Course:
    """Whose participant has sessions mailed; the trainer has an address, and doesn't."""
    course = await settle_course()
    await fetch("UPDATE person SET email = $1 WHERE id = $2", TRAINER, course.world.trainer)
    await choose(Wish.START)
    return course


@dataclass
class Round:
    """What the worker does from time to time; each later than the one before."""

    post: Post
    server: Mailserver
    minutes: int = 0

    async def __call__(self, days: float = 0) -> list[Mailed]:
        """The calendars that arrive by it."""
        self.minutes += 1
        self.server.mails.clear()
        now = NOW + timedelta(days=days, minutes=self.minutes)
        await send_entries(now=now)
        await deliver_due(self.post, now=now)
        return mailed_in(self.server)


@pytest.fixture
def pass_by(post: Post, server: Mailserver) -> Round:
    return Round(post, server)


async def test_what_happens_to_a_session_is_mailed_under_one_uid_and_rising_numbers(
    course: Course, pass_by: Round
) -> None:
    session = await course.ask()
    booked = await pass_by()
    await course.move(session, starts_at=hours(13, 15).start, ends_at=hours(13, 15).end)
    moved = await pass_by()
    await course.cancel(session)
    cancelled = await pass_by()
    await restore_booking(session.booking_id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    restored = await pass_by()

    told = [*booked, *moved, *cancelled, *restored]
    assert [each.brief for each in told] == [
        (PARTICIPANT, "REQUEST", 0),
        (PARTICIPANT, "REQUEST", 1),
        (PARTICIPANT, "CANCEL", 2),
        (PARTICIPANT, "REQUEST", 3),
    ]
    assert {each.uid for each in told} == {session.uid}
    assert [each.event.start for each in moved] == [hours(13, 15).start]
    assert cancelled[0].event["STATUS"] == "CANCELLED"
    assert await pass_by() == []


async def test_a_mail_is_as_clients_want_it(course: Course, pass_by: Round) -> None:
    await course.ask()

    [mailed] = await pass_by()

    kinds = [part.get_content_type() for part in mailed.mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    parameters = mailed.part["Content-Type"].params
    assert (parameters["method"], parameters["charset"]) == ("REQUEST", "utf-8")
    [attached] = list(mailed.mail.iter_attachments())
    assert attached.get_filename() == "invite.ics"
    assert attached.get_content() == mailed.part.get_payload(decode=True)
    assert b"\r\n" in attached.get_content()
    assert (mailed.mail["From"], mailed.mail["To"]) == (SENDER, PARTICIPANT)
    assert mailed.mail["Content-Language"] == "id"
    # A line that was folded at its start has a space left.
    subject = mailed.mail["Subject"].strip()
    assert subject.startswith("MASUK KALENDER: Pelatihan kemasan, Senin, 1 Februari 2027")


async def test_it_has_one_reader_who_need_not_answer_and_is_sent_by_the_service(
    course: Course, pass_by: Round
) -> None:
    await course.ask()

    [mailed] = await pass_by()

    text = mailed.part.get_payload(decode=True)
    assert isinstance(text, bytes)
    attendee = mailed.event["ATTENDEE"]
    assert attendee == f"mailto:{PARTICIPANT}"
    assert (attendee.params["RSVP"], attendee.params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
    assert (mailed.event["ORGANIZER"], dict(mailed.event["ORGANIZER"].params)) == (
        f"mailto:{SENDER}",
        {},
    )
    assert text.count(b"ATTENDEE") == 1
    assert TRAINER.encode() not in text.replace(b"\r\n ", b"")
    assert mailed.event["DTSTAMP"].dt == NOW + timedelta(minutes=1)
    only_feeds = [b"X-WR-", b"REFRESH", b"X-PUBLISHED", b"VALARM", b"METHOD:PUBLISH"]
    assert [each for each in only_feeds if each in text] == []


async def test_who_takes_part_is_told_where_to_join_and_who_is_taken_off_is_not(
    course: Course, pass_by: Round
) -> None:
    link = "https://rapat.example.test/rahasia"
    await course.ask(mode=Mode.ONLINE, link=link)
    [before] = await pass_by()
    await leave_batch(ENROLMENT, actor=SERANG_COORDINATOR, now=NOW)

    [after] = await pass_by()

    assert link in str(before.event["CONFERENCE"])
    assert (after.method, after.sequence, after.uid) == ("CANCEL", 1, before.uid)
    # Only what takes place for nobody is cancelled as a whole (RFC 5546, 3.2.5).
    assert "STATUS" not in after.event
    assert link.encode() not in bytes(after.mail)
    assert link.encode() not in after.calendar.to_ical()


async def test_who_teaches_and_who_attends_are_told_each_alone(
    course: Course, pass_by: Round
) -> None:
    trainer = replace(SERANG_TRAINER, person_id=course.world.trainer)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", trainer.person_id, trainer.id)
    await choose_mail(Wish.START, actor=trainer, now=NOW)
    session = await course.ask()
    booked = await pass_by()
    await course.move(session, trainer_ids=())
    replaced = await pass_by()

    assert sorted(each.brief for each in booked) == [
        (PARTICIPANT, "REQUEST", 0),
        (SERANG_TRAINER.email, "REQUEST", 0),
    ]
    answers = {each.address: each.event["ATTENDEE"].params["PARTSTAT"] for each in booked}
    assert answers == {PARTICIPANT: "ACCEPTED", SERANG_TRAINER.email: "NEEDS-ACTION"}
    assert (SERANG_TRAINER.email, "CANCEL", 1) in [each.brief for each in replaced]
    # Nobody's inbox is filled by what is for calendars.
    sql = "SELECT 1 FROM message WHERE channel = 'inapp' AND kind LIKE 'entry%'"
    assert await fetch(sql) == []


async def test_a_trainer_who_says_no_is_freed_of_it(course: Course, pass_by: Round) -> None:
    trainer = replace(SERANG_TRAINER, person_id=course.world.trainer)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", trainer.person_id, trainer.id)
    await choose(Wish.STOP)
    await choose_mail(Wish.START, actor=trainer, now=NOW)
    session = await course.ask()
    first = await pass_by()
    answers = []
    for answer in (Answer.DECLINED, Answer.ACCEPTED):
        change = TeachingChange(answer=answer, reason="Cuti")
        await answer_own_sessions([session.id], change, actor=trainer, now=NOW)
        answers += await pass_by()

    assert [each.brief[1:] for each in [*first, *answers]] == [
        ("REQUEST", 0),
        ("CANCEL", 1),
        ("REQUEST", 2),
    ]
    assert answers[-1].event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


async def test_switched_off_and_on_again(course: Course, pass_by: Round) -> None:
    await course.ask()
    first = await pass_by()
    await choose(Wish.STOP)
    off = await pass_by()
    again = await pass_by()
    await choose(Wish.START)
    on = await pass_by()

    assert [each.brief for each in [*first, *off, *again, *on]] == [
        (PARTICIPANT, "REQUEST", 0),
        (PARTICIPANT, "CANCEL", 1),
        (PARTICIPANT, "REQUEST", 2),
    ]
    assert "tetap jadwal Anda" in str(off[0].mail.get_body(("plain",)))


async def test_who_begins_is_sent_what_is_to_come_and_nothing_of_the_past(
    course: Course, pass_by: Round
) -> None:
    await choose(Wish.STOP)
    await course.ask(on_day(10))
    later = await course.ask(on_day(20))
    await choose(Wish.START)

    told = await pass_by(days=15)
    await course.cancel(later, now=at(16))
    over = await pass_by(days=21)

    assert [(each.uid, each.method) for each in told] == [(later.uid, "REQUEST")]
    assert over == []


async def test_what_changes_again_before_it_is_sent_is_sent_once_as_it_is(
    course: Course, pass_by: Round
) -> None:
    session = await course.ask()
    await send_entries(now=NOW)
    moved = await course.move(session, starts_at=hours(13, 15).start, ends_at=hours(13, 15).end)
    # The worker has not compared again: the mail that waits is old, and stays behind.
    await deliver_due(pass_by.post, now=at(0))
    none = mailed_in(pass_by.server)

    told = await pass_by()

    assert none == []
    assert [(each.sequence, each.event.start) for each in told] == [(1, moved.span.start)]


async def test_what_was_never_sent_need_not_be_taken_back(course: Course, pass_by: Round) -> None:
    session = await course.ask()
    await send_entries(now=NOW)
    await course.cancel(session)

    assert await pass_by() == []

    await restore_booking(session.booking_id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    assert [each.method for each in await pass_by()] == ["REQUEST"]


async def test_done_twice_it_is_told_once(course: Course, pass_by: Round) -> None:
    await course.ask()
    await send_entries(now=NOW)
    await send_entries(now=NOW)
    # As after a crash between putting it out and writing down that it was.
    await fetch("DELETE FROM calendar_entry")
    await send_entries(now=NOW)

    sql = "SELECT 1 FROM message WHERE kind LIKE 'entry%'"
    assert len(await fetch(sql)) == 1


async def test_a_new_address_is_sent_everything_anew(course: Course, pass_by: Round) -> None:
    await course.ask()
    await pass_by()
    await fetch("UPDATE person SET email = 'baru@example.test' WHERE id = $1", course.participant)

    assert [each.brief for each in await pass_by()] == [("baru@example.test", "REQUEST", 1)]


async def test_a_name_can_write_no_header_and_no_line(course: Course, pass_by: Round) -> None:
    await course.ask(title="Kemasan\r\nATTENDEE:mailto:x@example.test\r\nBcc: x@example.test")

    [mailed] = await pass_by()

    lines = mailed.calendar.to_ical().decode().replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("ATTENDEE") and "x@" in line] == []
    assert mailed.mail["Bcc"] is None


async def test_without_an_address_it_cannot_be_chosen(course: Course) -> None:
    await choose(Wish.STOP)
    await fetch("UPDATE person SET email = '' WHERE id = $1", course.participant)

    with pytest.raises(NoAddress):
        await choose(Wish.START)


async def test_one_mailbox_is_for_one_person(course: Course) -> None:
    trainer = replace(SERANG_TRAINER, person_id=course.world.trainer)
    same = PARTICIPANT.upper()
    await fetch("UPDATE person SET email = $1 WHERE id = $2", same, trainer.person_id)

    with pytest.raises(AddressShared):
        await choose_mail(Wish.START, actor=trainer, now=NOW)

    await choose(Wish.STOP)
    await choose_mail(Wish.START, actor=trainer, now=NOW)


async def test_nobody_is_flooded(course: Course, pass_by: Round) -> None:
    session = await course.ask()
    await pass_by()
    await fetch("UPDATE calendar_mail SET mails = $1", MOST_A_DAY)
    await course.cancel(session)

    assert await pass_by() == []
    assert [each.method for each in await pass_by(days=1)] == ["CANCEL"]
    assert MOST_AHEAD < MOST_A_DAY


async def test_the_soonest_are_sent_and_the_next_follow_as_these_are_over(
    course: Course, pass_by: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST_AHEAD", 1)
    later = await course.ask(on_day(20))
    sooner = await course.ask(on_day(10))

    first, none, then = [await pass_by(days) for days in (0, 1, 15)]

    assert [each.uid for each in first] == [sooner.uid]
    assert none == []
    assert [each.uid for each in then] == [later.uid]


async def test_what_was_told_of_meetings_long_over_is_forgotten(
    course: Course, pass_by: Round
) -> None:
    await course.ask(on_day(10))
    await pass_by()
    kept = []
    for days in (100, 140):
        await forget_entries(now=at(days))
        kept.append(len(await fetch("SELECT 1 FROM calendar_entry")))

    assert kept == [1, 0]


async def test_what_waited_in_vain_for_a_server_is_told_once_there_is_one(
    course: Course, pass_by: Round
) -> None:
    session = await course.ask()
    await send_entries(now=NOW)
    await give_up_unsendable(now=at(4))
    late = await pass_by(days=5)
    await course.cancel(session)
    await send_entries(now=at(6))
    await give_up_unsendable(now=at(10))
    later = await pass_by(days=11)

    assert [each.brief[1:] for each in [*late, *later]] == [("REQUEST", 1), ("CANCEL", 3)]


async def test_a_mail_that_the_server_puts_off_never_comes_after_a_later_one(
    course: Course, pass_by: Round
) -> None:
    async def busy(session: SmtpSession, address: str) -> str:
        return "450 later"

    session = await course.ask()
    pass_by.server.answer = busy
    assert await pass_by() == []
    await course.cancel(session)
    pass_by.server.answer = welcome

    told = await pass_by(days=1)

    assert [each.method for each in told] == ["CANCEL"]
    assert await pass_by(days=2) == []
