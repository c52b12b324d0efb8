"""What somebody says about a thing, and everything that is wrong with it."""

from dataclasses import dataclass
from enum import StrEnum
from math import nan

import pytest

from lintas.domain.given import (
    KEPT,
    LARGEST_NUMBER,
    LONGEST_NAME,
    LONGEST_TEXT,
    Checklist,
    Given,
    Kept,
    changed,
    unmarked,
)
from lintas.domain.people import parse_phone
from lintas.domain.refusal import Fault, Invalid


class Colour(StrEnum):
    RED = "red "


@dataclass(frozen=True, slots=True)
class Tool(Given):
    name: str
    quantity: int = 1
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True)
class ToolChange:
    name: str | Kept = KEPT
    quantity: int | Kept = KEPT


def test_texts_lose_the_spaces_around_them_and_nothing_else_changes() -> None:
    tool = Tool("  Mesin jahit \r\n lama\t")

    assert (tool.name, tool.quantity, tool.colour) == ("Mesin jahit \n lama", 1, Colour.RED)


def test_a_change_keeps_what_it_does_not_name() -> None:
    assert changed(Tool("Oven", 2), ToolChange(quantity=3)) == Tool("Oven", 3)
    assert changed(Tool("Oven", 2), ToolChange()) == Tool("Oven", 2)


def noted(check: str, *values: object) -> list[Fault]:
    """What one check finds wrong with a field."""
    checklist = Checklist()
    getattr(checklist, check)("name", *values)
    return checklist.faults


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("line", ("Oven",)),
        ("line", ("x" * LONGEST_NAME,)),
        ("line", ("x" * 500, 500)),
        ("optional_line", ("",)),
        ("prose", ("satu\ndua\ttiga",)),
        ("prose", ("x" * LONGEST_TEXT,)),
        ("number", (None, 1)),
        ("number", (1, 1)),
        ("number", (LARGEST_NUMBER, 1)),
        ("between", (0, 0, 10)),
        ("between", (10, 0, 10)),
    ],
)
def test_what_can_be_meant_is_not_noted(check: str, values: tuple[object, ...]) -> None:
    assert noted(check, *values) == []


@pytest.mark.parametrize(
    ("check", "values", "fault"),
    [
        ("line", ("",), Fault("name", "", "required")),
        ("line", ("a\nb",), Fault("name", "a\nb", "plain_text", "U+000A")),
        ("line", ("x" * 301,), Fault("name", "x" * 301, "longest", 300)),
        ("optional_line", ("a\x00",), Fault("name", "a\x00", "plain_text", "U+0000")),
        ("prose", ("a\x07",), Fault("name", "a\x07", "plain_text", "U+0007")),
        ("prose", ("a\ud800",), Fault("name", "a\ud800", "plain_text", "U+D800")),
        ("prose", ("x" * 2001,), Fault("name", "x" * 2001, "longest", 2000)),
        ("number", (0, 1), Fault("name", 0, "at_least", 1)),
        ("number", (2**31, 1), Fault("name", 2**31, "at_most", 2**31 - 1)),
        ("between", (11, 0, 10), Fault("name", 11, "between", "0-10")),
        ("between", (-7, -6, 6), Fault("name", -7, "between", "-6, 6")),
    ],
)
def test_what_cannot_be_meant_is_noted(
    check: str, values: tuple[object, ...], fault: Fault
) -> None:
    assert noted(check, *values) == [fault]


def test_what_is_no_number_is_between_nothing() -> None:
    assert len(noted("between", nan, 0, 10)) == 1


def test_what_a_parser_refuses_is_noted_as_the_parser_says_it() -> None:
    assert noted_by_parsing("0812-3456-7890") == []
    assert noted_by_parsing("halo") == [Fault("phone", "halo", "phone", "0812…")]


def noted_by_parsing(phone: str) -> list[Fault]:
    checklist = Checklist()
    checklist.parsed(parse_phone, phone)
    return checklist.faults


def test_what_phones_add_unseen_when_a_number_is_copied_is_taken_off() -> None:
    copied = "\u202a+62 812\u20113456\u20127890\u202c"

    assert unmarked(copied) == "+62 812-3456-7890"


def test_everything_is_noted_before_anything_is_refused() -> None:
    checklist = Checklist()
    checklist.refuse_faults()
    checklist.line("name", "")
    checklist.number("quantity", -1, at_least=0)

    with pytest.raises(Invalid) as refused:
        checklist.refuse_faults()

    assert refused.value.faults == (
        Fault("name", "", "required"),
        Fault("quantity", -1, "at_least", 0),
    )
