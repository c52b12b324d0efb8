"""How sessions step from decision to decision, and what a request may say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lintas.domain.bookings import STEPS, Decision, SessionState
from lintas.domain.plans import LONGEST_SESSION, MOST_SESSIONS, Ask, NotAnAsk, PlannedSession
from lintas.domain.refusal import Fault, IllegalState
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from tests.builders import (
    BANDUNG,
    NOW,
    SERANG,
    agency,
    booking,
    hour,
    hours,
    meeting,
    minutes,
    named,
    plan,
    session,
    venue,
)

LATER = NOW + timedelta(days=1)

# Every decision and verb; what is not here is refused.
LEADS = {
    ("requested", "approve"): ("approved", "planned"),
    ("requested", "decline"): ("declined", "cancelled"),
    ("requested", "expire"): ("expired", "cancelled"),
    ("requested", "withdraw"): ("withdrawn", "cancelled"),
    ("approved", "cancel"): ("cancelled", "cancelled"),
    ("requested", "postpone"): ("cancelled", "cancelled"),
    ("approved", "postpone"): ("cancelled", "cancelled"),
    ("cancelled", "give_up"): ("cancelled", "cancelled"),
    ("approved", "bump"): ("bumped", "cancelled"),
    ("cancelled", "restore"): ("approved", "planned"),
}


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("verb", STEPS)
def test_a_session_steps_as_the_table_says(verb: str, decision: Decision) -> None:
    # Only what waits for another date is given up.
    before = session(decision=decision, sequence=4, postponed=verb == "give_up")

    if (decision, verb) in LEADS:
        target, state = LEADS[decision, verb]
        assert before.stepped(verb, now=LATER) == replace(
            before,
            decision=Decision(target),
            state=SessionState(state),
            sequence=5,
            revised_at=LATER,
            # What is put off waits for another date.
            postponed=verb == "postpone",
        )
    else:
        with pytest.raises(IllegalState) as refused:
            before.stepped(verb, now=LATER)
        assert (refused.value.subject, refused.value.state, refused.value.verb) == (
            "session",
            decision,
            verb,
        )


def test_what_was_cancelled_for_good_is_not_given_up_once_more() -> None:
    with pytest.raises(IllegalState):
        session(decision=Decision.CANCELLED).stepped("give_up", now=LATER)


def test_requests_and_approvals_keep_others_out_and_nothing_else_does() -> None:
    assert {each for each in Decision if each.holds} == {Decision.REQUESTED, Decision.APPROVED}


@pytest.mark.parametrize(
    ("decisions", "overall"),
    [
        (("requested", "approved", "declined"), "requested"),
        (("approved", "declined", "cancelled"), "approved"),
        (("declined", "cancelled"), "cancelled"),
        (("withdrawn",), "withdrawn"),
    ],
    ids=[
        "undecided while one is",
        "approved while one holds",
        "as the last one ended",
        "as its only one ended",
    ],
)
def test_a_booking_is_what_its_sessions_are(decisions: tuple[str, ...], overall: str) -> None:
    sessions = tuple(
        session(str(n), decision=Decision(decision), revised_at=NOW + timedelta(hours=n))
        for n, decision in enumerate(decisions)
    )

    changed = booking(*sessions).with_sessions(())

    assert changed == replace(booking(*sessions), state=Decision(overall), version=2)


def test_a_booking_takes_its_changed_sessions_and_keeps_the_others() -> None:
    first, second = session("first"), session("second", position=1)
    approved = second.stepped("approve", now=LATER)

    assert booking(first, second).with_sessions((approved,)).sessions == (first, approved)


@pytest.mark.parametrize(
    ("facts", "decision", "standing"),
    [
        ({"hold_until": LATER}, Decision.REQUESTED, Decision.REQUESTED),
        ({"hold_until": NOW}, Decision.REQUESTED, Decision.EXPIRED),
        ({"hold_until": NOW}, Decision.APPROVED, Decision.APPROVED),
        ({"hold_until": NOW}, Decision.DECLINED, Decision.DECLINED),
        ({"hold_until": None}, Decision.REQUESTED, Decision.REQUESTED),
    ],
    ids=[
        "a request is held",
        "a request whose hold has run out has expired",
        "what was approved holds on",
        "what was declined stays so",
        "a request without an end to its hold",
    ],
)
def test_a_request_stands_until_its_hold_runs_out(
    facts: dict[str, Any], decision: Decision, standing: Decision
) -> None:
    held = session(decision=decision)

    assert booking(held, **facts).standing(held, now=NOW) == standing


# Plans


def test_a_room_is_held_from_set_up_to_the_gap_behind_clean_up() -> None:
    planned = meeting(hours(9, 12), setup=minutes(30), cleanup=minutes(15))

    assert planned.hold_span(minutes(45)) == hours(8.5, 13)


def test_a_plan_crosses_a_border_when_two_governments_meet() -> None:
    assert plan().crosses == (SERANG, BANDUNG)


@pytest.mark.parametrize(
    "facts",
    [
        {"agency": agency(SERANG)},
        {"agency": agency(None)},
        {"venue": venue(lender=None)},
        {"venue": venue(lender=None), "agency": agency(None)},
    ],
    ids=[
        "a government in its own rooms",
        "a private body asks",
        "a private owner lends",
        "no government at all",
    ],
)
def test_a_plan_crosses_no_border(facts: dict[str, Any]) -> None:
    assert plan(**facts).crosses is None


# Requests


def ask(*sessions: PlannedSession, **facts: Any) -> Ask:
    made = Ask(
        room_id=RoomId(named("Aula")),
        agency_id=agency().id,
        purpose="Pelatihan Kemasan UMKM",
        headcount=20,
        sessions=sessions or (meeting(),),
    )
    return replace(made, **facts)


def all_day(length: timedelta) -> TimeSpan:
    return TimeSpan(hour(0), hour(0) + length)


@pytest.mark.parametrize(
    "able",
    [
        ask(),
        ask(headcount=1),
        ask(meeting(all_day(LONGEST_SESSION))),
        ask(*[meeting()] * MOST_SESSIONS),
        ask(meeting(setup=LONGEST_SESSION, cleanup=LONGEST_SESSION)),
    ],
    ids=[
        "an ordinary request",
        "one person",
        "a session of a whole day",
        "a session for each day of a leap year",
        "a day of set-up and of clean-up",
    ],
)
def test_a_request_that_can_be_meant_passes(able: Ask) -> None:
    able.check()


@pytest.mark.parametrize(
    ("unable", "fault"),
    [
        (ask(purpose="  "), Fault("purpose", "  ", "required")),
        (ask(headcount=0), Fault("headcount", 0, "at_least", 1)),
        (ask(headcount=-1), Fault("headcount", -1, "at_least", 1)),
        (ask(sessions=()), Fault("sessions", 0, "count", "1-366")),
        (ask(*[meeting()] * (MOST_SESSIONS + 1)), Fault("sessions", 367, "count", "1-366")),
        (
            ask(meeting(), meeting(all_day(LONGEST_SESSION + timedelta(seconds=1)))),
            Fault(
                "sessions[1].ends_at",
                "2030-01-07T17:00:01+00:00",
                "at_most",
                "2030-01-07T17:00:00+00:00",
            ),
        ),
        (
            ask(meeting(taught_by=["Pengajar", "Asisten", "Pengajar", "Pengajar"])),
            Fault("sessions[0].trainer_ids", named("Pengajar"), "unique"),
        ),
        (
            ask(meeting(setup=minutes(-1))),
            Fault("sessions[0].setup_minutes", -1, "between", "0-1440"),
        ),
        (
            ask(meeting(cleanup=minutes(1441))),
            Fault("sessions[0].cleanup_minutes", 1441, "between", "0-1440"),
        ),
    ],
    ids=[
        "a blank purpose",
        "nobody",
        "less than nobody",
        "no session",
        "too many sessions",
        "a session longer than a day",
        "somebody who teaches it twice",
        "set-up below nothing",
        "clean-up over a day",
    ],
)
def test_a_request_that_cannot_be_meant_is_refused(unable: Ask, fault: Fault) -> None:
    with pytest.raises(NotAnAsk) as refused:
        unable.check()

    assert refused.value.faults == (fault,)


def test_everything_wrong_with_a_request_is_named_at_once() -> None:
    with pytest.raises(NotAnAsk) as refused:
        ask(meeting(setup=minutes(-1)), purpose="", headcount=0).check()

    assert [fault.field for fault in refused.value.faults] == [
        "purpose",
        "headcount",
        "sessions[0].setup_minutes",
    ]
