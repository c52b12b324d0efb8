"""Accounts, and the secrets they prove themselves with."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.accounts import (
    Account,
    NotAnEmail,
    RoleNeedsRegency,
    parse_email,
    parse_membership,
)
from lintas.domain.people import AccountId, Actor, Membership, Role
from lintas.domain.secret import SECRET_LENGTH, hash_secret, new_secret
from tests.builders import BANDUNG, SERANG, named


@given(
    st.emails(domains=st.just("contoh.go.id")).filter(lambda each: not set(each) & set("\",;:'"))
)
def test_an_address_is_kept_in_lower_case(email: str) -> None:
    assert parse_email(f" {email} ") == email.lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a@b",
        "@b.id",
        "a@",
        "a@b.",
        "a b@c.id",
        "a@b@c.id",
        "a@c.id, d@e.id",
        "a" * 250 + "@b.id",
    ],
    ids=[
        "nothing",
        "no @",
        "no dot",
        "no name",
        "no place",
        "nothing behind the dot",
        "a gap",
        "two @",
        "two addresses",
        "too long",
    ],
)
def test_what_no_mail_can_be_sent_to_is_refused(text: str) -> None:
    with pytest.raises(NotAnEmail) as refused:
        parse_email(text)

    assert [(fault.field, fault.value) for fault in refused.value.faults] == [("email", text)]


@pytest.mark.parametrize("role", Role)
def test_a_role_holds_where_it_can(role: Role) -> None:
    everywhere = role in {Role.ADMIN, Role.OPERATOR}

    assert parse_membership(role, SERANG) == Membership(role, None if everywhere else SERANG)


def test_a_role_within_a_regency_needs_one() -> None:
    assert parse_membership(Role.ADMIN, None) == Membership(Role.ADMIN, None)
    with pytest.raises(RoleNeedsRegency) as refused:
        parse_membership(Role.COORDINATOR, None)

    assert [(fault.field, fault.expected) for fault in refused.value.faults] == [
        ("regency", "required")
    ]


def test_an_account_acts_in_all_its_roles_or_in_one() -> None:
    roles = (Membership(Role.TRAINER, BANDUNG), Membership(Role.AUDITOR, SERANG))
    account = Account(AccountId(named("account")), "a@contoh.go.id", "Contoh", roles)

    assert account.acting() == Actor(account.id, "Contoh", roles, None, "a@contoh.go.id")
    assert account.acting(roles[1]).memberships == (roles[1],)


def test_a_secret_is_never_the_same_and_kept_only_as_its_hash() -> None:
    one, other = new_secret(), new_secret()

    assert len({one, other}) == 2
    assert len(one) == SECRET_LENGTH
    assert hash_secret(one) == hashlib.sha256(one.encode()).hexdigest()
