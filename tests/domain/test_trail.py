"""The chain of what was done, and heads as they are printed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.signing import NotAPublicKey, SigningKey, is_signed
from lintas.domain.trail import (
    Break,
    Head,
    KeptEntry,
    Link,
    NotAHead,
    link_up,
    list_breaks,
    parse_head,
)
from tests.builders import NOW


def entry(number: int) -> KeptEntry:
    return KeptEntry(
        id=UUID(int=number),
        at=NOW + timedelta(seconds=number),
        actor=UUID(int=7),
        verb="move",
        subject_kind="session",
        subject_id=str(UUID(int=9)),
        before="{}",
        after='{"room": "1"}',
        reason="hujan",
    )


CHANGES = {
    "id": UUID(int=999),
    "at": NOW - timedelta(days=1),
    "actor": None,
    "verb": "cancel",
    "subject_kind": "booking",
    "subject_id": "lain",
    "before": '{"room": "2"}',
    "after": "{}",
    "reason": "",
}


def chain(many: int) -> list[tuple[Link, KeptEntry | None]]:
    entries = [entry(number) for number in range(many)]
    return list(zip(link_up(None, entries), entries, strict=True))


def test_what_was_left_alone_is_whole() -> None:
    assert list(list_breaks(None, chain(20))) == []


def test_a_stretch_goes_on_from_the_one_before() -> None:
    whole = chain(20)

    assert list(list_breaks(whole[9][0], whole[10:])) == []
    assert list(link_up(whole[9][0], [entry(n) for n in range(10, 20)])) == [
        link for link, _ in whole[10:]
    ]


@pytest.mark.parametrize("field", CHANGES)
def test_every_fact_of_an_entry_counts(field: str) -> None:
    whole = chain(3)
    whole[1] = (whole[1][0], replace(entry(1), **{field: CHANGES[field]}))

    assert list(list_breaks(None, whole)) == [Break(2, "changed")]


def test_where_a_fact_ends_counts() -> None:
    one = replace(entry(0), before="ab", after="c")
    other = replace(entry(0), before="a", after="bc")

    assert next(link_up(None, [one])).hash != next(link_up(None, [other])).hash


def test_one_moment_has_one_spelling() -> None:
    there = replace(entry(0), at=entry(0).at.astimezone(timezone(timedelta(hours=7))))

    assert next(link_up(None, [there])).hash == chain(1)[0][0].hash


@given(st.data())
def test_nothing_is_taken_out_swapped_or_written_anew_unseen(data: st.DataObject) -> None:
    whole = chain(8)
    forged = list(whole)
    number = data.draw(st.integers(0, 6))
    match data.draw(st.sampled_from(["gone", "out", "swapped", "links too"])):
        case "gone":
            forged[number] = (whole[number][0], None)
        case "out":
            del forged[number]
        case "swapped":
            forged[number] = (whole[number][0], whole[number + 1][1])
            forged[number + 1] = (whole[number + 1][0], whole[number][1])
        case "links too":
            other = replace(entry(number), reason="lain")
            (link,) = link_up(_before(whole, number), [other])
            forged[number] = (link, other)

    assert list(list_breaks(None, forged))


def _before(whole: Sequence[tuple[Link, object]], number: int) -> Link | None:
    return whole[number - 1][0] if number else None


HEAD = Head(12, "ab" * 32, datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC))
KEY = SigningKey("rahasia")


@pytest.mark.parametrize("signature", ["", KEY.sign(HEAD.claim())], ids=["unsigned", "signed"])
def test_a_printed_head_is_read_again(signature: str) -> None:
    head = replace(HEAD, signature=signature)

    assert parse_head(f" {head}\n") == head


@pytest.mark.parametrize(
    "text",
    ["", "lintas-audit", f"{HEAD} x", f"lintas-audit 0 {'ab' * 32} {NOW.isoformat()}",
     f"lintas-audit 1 {'ab' * 32} 2026-99-24T01:02:03+00:00", "x" * 10_000],
    ids=["nothing", "the word", "more", "nought", "no day", "much"],
)  # fmt: skip
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(NotAHead):
        parse_head(text)


def test_only_who_has_the_secret_signs() -> None:
    signature = KEY.sign(HEAD.claim())

    assert is_signed(HEAD.claim(), signature, KEY.public())
    assert not is_signed(HEAD.claim(), signature, SigningKey("lain").public())
    assert not is_signed(HEAD.claim() + " ", signature, KEY.public())
    assert not is_signed(HEAD.claim(), "tanda tangan", KEY.public())


@pytest.mark.parametrize("key", ["", "bukan", "QUJD"], ids=["nothing", "no base64", "short"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NotAPublicKey):
        is_signed("x", "y", key)
