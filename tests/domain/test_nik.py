"""What can be a citizen's number, and what is kept of it."""

import pytest

from lintas.domain.nik import NO_KEY, NikKey, NikNotTaken, NotANik

KEY = NikKey("a key for tests only")


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("3604121508900001", id="a man"),
        pytest.param("3604125508900001", id="a woman: 40 is added to the day"),
        pytest.param("3204122902000001", id="29 February of a leap year"),
        pytest.param("9612013112991234", id="the youngest provinces"),
        pytest.param(" 3604 1215 0890 0001 ", id="in groups, as people write it"),
        pytest.param("3604.1215.0890.0001", id="with points"),
    ],
)
def test_a_number_that_a_citizen_can_have(typed: str) -> None:
    sealed = KEY.seal(typed)

    assert sealed.masked == "•" * 12 + "".join(typed.split()).replace(".", "")[-4:]
    assert len(sealed.hash) == 64


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("360412150890001", id="fifteen digits"),
        pytest.param("36041215089000011", id="seventeen digits"),
        pytest.param("3604121508900OO1", id="letters"),
        pytest.param("٣٦٠٤١٢١٥٠٨٩٠٠٠٠١", id="digits of another script"),
        pytest.param("2204121508900001", id="no such province"),
        pytest.param("3600121508900001", id="no regency"),
        pytest.param("3604001508900001", id="no district"),
        pytest.param("3604120008900001", id="day 0"),
        pytest.param("3604124008900001", id="day 40"),
        pytest.param("3604127208900001", id="day 32 of a woman"),
        pytest.param("3604121513900001", id="month 13"),
        pytest.param("3604122902010001", id="29 February of a common year"),
        pytest.param("3604121508900000", id="nobody's turn"),
    ],
)
def test_a_number_that_no_citizen_has_is_not_repeated(typed: str) -> None:
    with pytest.raises(NotANik) as refusal:
        KEY.seal(typed, called="people[3]")

    assert [(each.field, each.expected) for each in refusal.value.faults] == [("people[3]", "nik")]
    assert not typed or typed not in repr(refusal.value.faults) + str(refusal.value)


def test_one_number_is_told_again_under_one_key_and_under_no_other() -> None:
    one = KEY.seal("3604121508900001")

    assert KEY.seal("3604 1215 0890 0001") == one
    assert KEY.seal("3604121508900002").hash != one.hash
    assert NikKey("another key").seal("3604121508900001").hash != one.hash


def test_without_a_key_none_is_taken() -> None:
    with pytest.raises(NikNotTaken) as refusal:
        NO_KEY.seal("3604121508900001")

    assert [each.expected for each in refusal.value.faults] == ["nik_not_taken"]


def test_the_key_shows_itself_nowhere() -> None:
    assert "tests only" not in repr(KEY)
