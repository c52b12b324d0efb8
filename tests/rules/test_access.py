"""Who may do what: the whole matrix, spelled out."""

import pytest

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Role
from lintas.rules.access import NotAllowed, Subject, Verb, allow, can
from tests.builders import BANDUNG, SERANG, actor, named

GARUT = RegencyCode("32.05")
ROLES = {
    "coordinator": Role.COORDINATOR,
    "manager": Role.VENUE_MANAGER,
    "trainer": Role.TRAINER,
    "participant": Role.PARTICIPANT,
    "officer": Role.AGREEMENT_OFFICER,
    "auditor": Role.AUDITOR,
    "admin": Role.ADMIN,
    "operator": Role.OPERATOR,
}

# K: on the side it belongs to. L: on the side that lends the room. B: on either. A: anywhere.
# A dot: nowhere. Behind the bar: whether somebody without any role may, having made it.
MATRIX = """
                coordinator manager trainer participant officer auditor admin operator | maker
keep_regencies       .         .       .         .         .       .      .      A     |   .
keep_agencies        K         .       .         .         .       .      .      A     |   .
keep_calendar        K         .       .         .         .       .      A      A     |   .
keep_ways            K         .       .         .         .       .      .      A     |   .
keep_agreements      K         .       .         .         K       .      .      A     |   .
see_ledger           K         .       .         .         K       K      .      A     |   .
keep_venues          K         K       .         .         .       .      .      A     |   .
keep_assets          K         K       .         .         .       .      .      A     |   .
keep_people          K         K       K         .         .       .      .      A     |   .
keep_programs        K         .       K         .         .       .      .      A     |   .
share_programs       K         .       .         .         K       .      .      A     |   .
keep_accounts        K         .       .         .         .       .      A      A     |   .
close_room           K         K       .         .         .       .      .      A     |   .
ask                  K         K       K         K         K       .      .      A     |   .
decide               L         L       .         .         .       .      .      A     |   .
record_use           L         L       .         .         .       .      .      A     |   .
withdraw             K         .       .         .         .       .      .      A     |   M
move                 K         .       .         .         .       .      .      A     |   M
enrol                K         .       K         .         .       .      .      A     |   .
invite_trainers      K         .       .         .         .       .      .      A     |   .
keep_attendance      K         .       .         .         .       .      .      A     |   M
mark_unused          L         L       .         .         .       .      .      A     |   .
see_booking          B         B       .         .         B       B      .      A     |   M
see_people           K         K       K         .         .       K      .      A     |   .
see_conflict         B         B       .         .         B       B      .      A     |   M
override             L         .       .         .         .       .      .      A     |   .
bump                 L         L       .         .         .       .      .      A     |   .
publish_feed         K         K       K         .         .       .      .      A     |   M
follow_conflicts     K         .       .         .         .       .      .      A     |   .
inspect              K         .       .         .         .       K      .      A     |   .
list_concerned       .         .       .         .         .       .      .      A     |   .
erase_people         K         .       .         .         .       .      .      A     |   .
"""
HEADER, *ROWS = (line.replace("|", " ").split() for line in MATRIX.strip().splitlines())
CELLS = [
    pytest.param(Verb[verb.upper()], column, cell, id=f"{verb} by {column}")
    for verb, *cells in ROWS
    for column, cell in zip(HEADER, cells, strict=True)
]

SIDES = {"K": {"keeper"}, "L": {"lender"}, "B": {"keeper", "lender"}, ".": set()}
SUBJECT = Subject(keeper=BANDUNG, lender=SERANG, owner=AccountId(named("maker")))
REGENCIES = {"keeper": BANDUNG, "lender": SERANG, "elsewhere": GARUT}


@pytest.mark.parametrize(("verb", "column", "cell"), CELLS)
def test_who_may_do_what(verb: Verb, column: str, cell: str) -> None:
    if column == "maker":
        assert can(actor(name="maker"), verb, SUBJECT) == (cell == "M")
        return
    role = ROLES[column]
    if role in {Role.ADMIN, Role.OPERATOR}:
        assert can(actor((role, None)), verb, SUBJECT) == (cell == "A")
        return

    may = {
        side for side, regency in REGENCIES.items() if can(actor((role, regency)), verb, SUBJECT)
    }
    assert may == SIDES[cell]


def test_the_matrix_knows_every_verb_and_role() -> None:
    assert {row[0].upper() for row in ROWS} == {verb.name for verb in Verb}
    assert [ROLES[column] for column in HEADER[:-1]] == list(Role)


@pytest.mark.parametrize("verb", Verb)
def test_what_has_no_side_is_the_operator_s_alone(verb: Verb) -> None:
    """An unknown keeper, lender or maker never matches somebody's lack of one."""
    nobodys = Subject()
    everybody = actor(*((role, SERANG) for role in Role if role is not Role.OPERATOR))

    assert can(everybody, verb, nobodys) == (verb in {Verb.KEEP_ACCOUNTS, Verb.KEEP_CALENDAR})
    assert can(actor((Role.OPERATOR, None)), verb, nobodys)


def test_one_role_of_several_is_enough() -> None:
    both = actor((Role.TRAINER, SERANG), (Role.COORDINATOR, BANDUNG))

    assert can(both, Verb.WITHDRAW, SUBJECT)
    assert not can(both, Verb.DECIDE, SUBJECT)


def test_whoever_may_not_is_refused_by_the_verb() -> None:
    allow(actor((Role.VENUE_MANAGER, SERANG)), Verb.DECIDE, SUBJECT)
    with pytest.raises(NotAllowed, match="decide"):
        allow(actor((Role.VENUE_MANAGER, BANDUNG)), Verb.DECIDE, SUBJECT)
