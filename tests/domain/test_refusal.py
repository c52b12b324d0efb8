"""Refusals hold the facts of what was refused."""

from lintas.domain.refusal import (
    AlreadyThere,
    Fault,
    IllegalState,
    Invalid,
    NotFound,
    Refusal,
    VersionPassed,
)


def test_a_code_is_the_class_name_in_snake_case() -> None:
    assert Refusal().code == "refusal"
    assert IllegalState("session", "declined", "approve").code == "illegal_state"


def test_a_refusal_without_words_says_its_faults() -> None:
    refusal = Invalid(
        faults=(Fault("headcount", 0, "at_least", 1), Fault("purpose", "", "required"))
    )

    assert str(refusal) == "headcount: at_least; purpose: required"
    assert str(Refusal("too late")) == "too late"


def test_each_refusal_names_its_fault() -> None:
    assert NotFound("room_id", 7).faults == (Fault("room_id", 7, "known"),)
    assert IllegalState("session", "declined", "approve").faults == (
        Fault("state", "declined", "state", "approve"),
    )
    assert AlreadyThere("phone", "0812", "S***").faults == (
        Fault("phone", "0812", "unique", "S***"),
    )
    assert VersionPassed(1, 3).faults == (Fault("If-Match", 1, "current", 3),)
