"""What is kept between two askings, and what makes room."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.feeds import FeedId
from lintas.feeds.shelf import Shelf
from lintas.feeds.sightings import Sightings

NOW = datetime(2027, 1, 4, 2, 0, 0, 700_000, tzinfo=UTC)
FEED = FeedId(UUID(int=1))


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


def test_a_state_has_been_since_it_was_first_seen() -> None:
    sightings = Sightings()

    seen = [
        sightings.since(FEED, tag, now=NOW + timedelta(seconds=seconds))
        for tag, seconds in (("a", 0), ("a", 100), ("b", 200), ("a", 300))
    ]

    second = NOW.replace(microsecond=0)
    assert seen == [second + timedelta(seconds=each) for each in (0, 0, 200, 300)]


def test_two_states_within_one_second_are_told_apart() -> None:
    sightings = Sightings()

    first, second = (sightings.since(FEED, tag, now=NOW) for tag in ("a", "b"))

    assert second - first == timedelta(seconds=1)
