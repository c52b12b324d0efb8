"""What was sealed opens under its own key only, and only as it was sealed."""

import pytest

from lintas.domain.sealing import CannotOpen, SealingKey

KEY = SealingKey("kunci contoh")
ADDRESS = "https://contoh.test/rahasia/ü.ics"


@pytest.mark.parametrize("text", ["", "a", "x" * 31, "x" * 32, "x" * 33, ADDRESS * 50])
def test_what_was_sealed_can_be_opened(text: str) -> None:
    assert KEY.open(KEY.seal(text)) == text


def test_no_two_seals_are_alike_and_none_shows_what_is_inside() -> None:
    one, other = KEY.seal(ADDRESS), KEY.seal(ADDRESS)

    assert one != other
    assert "contoh" not in one


def test_fingerprints_tell_texts_apart_and_depend_on_the_key() -> None:
    assert KEY.fingerprint(ADDRESS) == SealingKey("kunci contoh").fingerprint(ADDRESS)
    assert KEY.fingerprint(ADDRESS) != KEY.fingerprint(f"{ADDRESS}x")
    assert KEY.fingerprint(ADDRESS) != SealingKey("lain").fingerprint(ADDRESS)
    assert "kunci" not in repr(KEY)


def test_what_we_did_not_seal_is_refused() -> None:
    for given in ("", "AAAA", "!", "A" * 65, "ü", KEY.seal("a")[:-8]):
        with pytest.raises(CannotOpen):
            KEY.open(given)


def test_another_key_and_a_changed_letter_open_nothing() -> None:
    sealed = KEY.seal(ADDRESS)
    letter = "A" if sealed[30] != "A" else "B"

    for key, given in ((SealingKey("lain"), sealed), (KEY, sealed[:30] + letter + sealed[31:])):
        with pytest.raises(CannotOpen):
            key.open(given)
