"""Trainers answer, offices number letters, and what that does to sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.actions.bookings.answer_session import answer_session
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.people.note_absence import AbsenceFacts, drop_absence, note_absence
from lintas.actions.people.note_qualification import (
    QualificationFacts,
    drop_qualification,
    note_qualification,
)
from lintas.actions.steps.answering import TeachingChange
from lintas.domain.teaching import Answer
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import ConflictState, list_conflicts_on
from lintas.store.bookings.teaching import list_teaching
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    NOW,
    SERANG_COORDINATOR,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

pytestmark = pytest.mark.usefixtures("database")


async def codes(session_id: object) -> list[str]:
    found = await list_conflicts_on([session_id])  # type: ignore[list-item]  # a session's id
    return [each.finding.code for each in found if each.state is ConflictState.OPEN]


async def test_an_answer_stays_until_the_session_is_moved(database: Database) -> None:
    world = await settle_world()
    ask = world.ask(trainer_ids=(World.trainer,))
    made = await ask_for_room(ask, actor=SERANG_COORDINATOR, now=NOW, hold_for=timedelta(days=7))
    session = made.booking.sessions[0]
    accepted = TeachingChange(answer=Answer.ACCEPTED, letter="800/1")
    who = {"actor": SERANG_COORDINATOR, "now": NOW}
    moving = {**who, "hold_for": timedelta(days=7)}

    await answer_session(session.id, world.trainer, accepted, **who)  # type: ignore[arg-type]  # by name
    await move_session(session.id, Change(title="Hari pertama"), **moving)  # type: ignore[arg-type]  # by name
    (kept,) = (await list_teaching([session.id])).values()
    later = hours(13, 16)
    await move_session(session.id, Change(starts_at=later.start, ends_at=later.end), **moving)  # type: ignore[arg-type]  # by name
    (asked,) = (await list_teaching([session.id])).values()

    assert (kept.answer, kept.letter) == (Answer.ACCEPTED, "800/1")
    assert asked == replace(kept, answer=Answer.ASKED, answered_at=None, letter="")


async def test_declining_is_a_conflict_until_it_is_taken_back(database: Database) -> None:
    world = await settle_world()
    ask = world.ask(trainer_ids=(World.trainer,))
    made = await ask_for_room(ask, actor=SERANG_COORDINATOR, now=NOW, hold_for=timedelta(days=7))
    session = made.booking.sessions[0]
    no, yes = TeachingChange(answer=Answer.DECLINED), TeachingChange(answer=Answer.ACCEPTED)

    await answer_session(session.id, world.trainer, no, actor=SERANG_COORDINATOR, now=NOW)
    declined = await codes(session.id)
    await answer_session(session.id, world.trainer, yes, actor=SERANG_COORDINATOR, now=NOW)

    assert (declined, await codes(session.id)) == (["trainer_unconfirmed"], [])
    with pytest.raises(NotAllowed):
        await answer_session(session.id, world.trainer, no, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_who_is_away_can_not_teach_what_was_booked(database: Database) -> None:
    world = await settle_world()
    ask = world.ask(trainer_ids=(World.trainer,))
    made = await ask_for_room(ask, actor=SERANG_COORDINATOR, now=NOW, hold_for=timedelta(days=7))
    session = made.booking.sessions[0]
    away = hours(0, 24)
    facts = AbsenceFacts(world.trainer, away.start, away.end, "Cuti")

    absence = await note_absence(facts, actor=SERANG_COORDINATOR, now=NOW)
    opened = await codes(session.id)
    await drop_absence(absence.id, actor=SERANG_COORDINATOR, now=NOW)

    assert (opened, await codes(session.id)) == (["trainer_clash"], [])


async def test_a_qualification_comes_and_goes(database: Database) -> None:
    world = await settle_world()
    facts = QualificationFacts(world.trainer, "Menjahit")

    noted = await note_qualification(facts, actor=SERANG_COORDINATOR, now=NOW)
    await drop_qualification(noted.id, actor=SERANG_COORDINATOR, now=NOW)

    assert noted.field == "Menjahit"
