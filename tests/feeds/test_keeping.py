"""What is kept between two askings, and what makes room."""

from hypothesis import given
from hypothesis import strategies as st

from lintas.feeds.shelf import Shelf


def test_what_was_not_used_for_longest_makes_room() -> None:
    shelf: Shelf[str, bytes] = Shelf(10, len)
    for name in ("a", "b"):
        shelf.put(name, b"1234")
    assert shelf.get("a") == b"1234"

    shelf.put("c", b"1234")

    assert [name for name in "abc" if shelf.get(name) is not None] == ["a", "c"]


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.binary(max_size=12))))
def test_a_shelf_never_holds_more_than_it_may(puts: list[tuple[str, bytes]]) -> None:
    shelf: Shelf[str, bytes] = Shelf(20, len)

    for name, value in puts:
        shelf.put(name, value)
        assert sum(len(shelf.get(each) or b"") for each in "abcd") <= 20
        assert shelf.get(name) == value
