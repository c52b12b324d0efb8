"""Phone numbers as Indonesians write them, and what an actor's roles reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.people import NotAPhoneNumber, Role, parse_phone
from lintas.domain.refusal import Fault
from tests.builders import BANDUNG, SERANG, actor

nationals = st.from_regex(r"8[0-9]{7,11}", fullmatch=True)
prefixes = st.sampled_from(["0", "62", "+62", "+62 ", "62-", "(0)"])


@given(nationals, prefixes, st.sets(st.integers(1, 12)), st.sampled_from([" ", "-", ".", "\t"]))
def test_however_it_is_written_one_number_is_one_number(
    national: str, prefix: str, breaks: set[int], gap: str
) -> None:
    written = "".join(
        gap + digit if index in breaks else digit for index, digit in enumerate(national)
    )

    assert parse_phone(prefix + written) == f"+62{national}"


@given(nationals)
def test_a_number_that_was_read_reads_the_same_again(national: str) -> None:
    assert parse_phone(parse_phone(national)) == f"+62{national}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "halo",
        "0812",
        "+62 812 345",
        "0812345678901234",
        "+65 8123 4567",
        "00812345678",
        "0812345678x",
        "0812/345678",
        "08\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668",
    ],
    ids=[
        "nothing",
        "a word",
        "too short",
        "too short after the country code",
        "too long",
        "another country",
        "two zeros",
        "with a letter",
        "two numbers in one",
        "other digits than ours",
    ],
)
def test_what_no_phone_answers_to_is_refused(text: str) -> None:
    with pytest.raises(NotAPhoneNumber) as refused:
        parse_phone(text)

    assert refused.value.faults == (Fault("phone", text, "phone", "0812…"),)


def test_the_operator_is_known_by_that_role_alone() -> None:
    assert actor((Role.OPERATOR, None)).is_operator
    assert not actor((Role.ADMIN, None), (Role.COORDINATOR, SERANG)).is_operator


def test_home_is_the_first_regency_a_role_holds_in() -> None:
    assert (
        actor((Role.ADMIN, None), (Role.TRAINER, BANDUNG), (Role.AUDITOR, SERANG)).home == BANDUNG
    )
    assert actor((Role.ADMIN, None)).home is None


def test_roles_reach_only_the_regency_they_hold_in() -> None:
    both = actor((Role.COORDINATOR, SERANG), (Role.TRAINER, BANDUNG), (Role.ADMIN, None))

    assert both.regencies() == {SERANG, BANDUNG}
    assert both.regencies(Role.COORDINATOR) == {SERANG}
    assert both.regencies(Role.COORDINATOR, Role.TRAINER) == {SERANG, BANDUNG}
    assert both.regencies(Role.AUDITOR, Role.ADMIN) == frozenset()
