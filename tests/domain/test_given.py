"""What somebody says about a thing: trimmed, checked as a whole, and changed in part."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.given import KEPT, Checklist, Given, Kept, changed, unmarked
from lintas.domain.people import Role, parse_phone
from lintas.domain.refusal import Fault, Invalid


@dataclass(frozen=True, slots=True)
class Room(Given):
    name: str
    seats: int | None = None
    role: Role = Role.TRAINER


@dataclass(frozen=True, slots=True)
class RoomChange:
    name: str | Kept = KEPT
    seats: int | Kept | None = KEPT


def test_texts_lose_the_spaces_around_them_and_everything_else_stays() -> None:
    room = Room("  Aula\r\nLantai 2\t", 40)

    assert (room.name, room.seats, room.role) == ("Aula\nLantai 2", 40, Role.TRAINER)


def test_a_change_leaves_what_it_does_not_name() -> None:
    room = Room("Aula", 40)

    assert changed(room, RoomChange()) == room
    assert changed(room, RoomChange(name=" Aula 2 ")) == replace(room, name="Aula 2")
    assert changed(room, RoomChange(seats=None)) == replace(room, seats=None)


def test_everything_that_is_noted_is_refused_at_once() -> None:
    checklist = Checklist()
    checklist.line("name", "")
    checklist.optional_line("short", "a\tb")
    checklist.prose("text", "a\tb\nc")
    checklist.prose("body", "a\x1bb")
    checklist.number("count", 0, 1)
    checklist.number("total", 2**31, 1)
    checklist.number("unknown", None, 1)
    checklist.between("latitude", float("nan"), -90, 90)
    checklist.between("minutes", 1441, 0, 1440)
    checklist.parsed(parse_phone, "0812")

    with pytest.raises(Invalid) as refusal:
        checklist.refuse_faults()

    found = [(fault.field, fault.expected, fault.limit) for fault in refusal.value.faults]
    assert found == [
        ("name", "required", None),
        ("short", "plain_text", "U+0009"),
        ("body", "plain_text", "U+001B"),
        ("count", "at_least", 1),
        ("total", "at_most", 2**31 - 1),
        ("latitude", "between", "-90, 90"),
        ("minutes", "between", "0-1440"),
        ("phone", "phone", "0812…"),
    ]


def test_nothing_noted_is_nothing_refused() -> None:
    Checklist().refuse_faults()


@pytest.mark.parametrize("text", ["\x00", "\x7f", "\x85", "\ud800"], ids=ascii)
def test_what_is_no_text_is_no_name(text: str) -> None:
    checklist = Checklist()
    checklist.line("name", f"a{text}b")

    expected = Fault("name", f"a{text}b", "plain_text", f"U+{ord(text):04X}")
    assert checklist.faults == [expected]


def test_what_chats_add_to_a_number_is_taken_away() -> None:
    assert unmarked("\u202a+62 812\u2011345\u20136\u202c") == "+62 812-345-6"


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert unmarked(text) == text
