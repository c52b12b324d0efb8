"""Who knows of a change, by what was noted."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.feeds import FeedId
from lintas.domain.fetches import ClientFamily
from lintas.domain.reach import Knowing, Level, Link, Serving, Signs
from lintas.rules.reach import SETTLING, judge_knowing, loading_of
from tests.builders import named

CHANGED = datetime(2027, 1, 4, 2, tzinfo=UTC)
FEED = FeedId(named("feed"))

moments = st.integers(-86_400, 86_400).map(lambda seconds: CHANGED + timedelta(seconds=seconds))
servings = st.builds(Serving, st.sampled_from("abc"), moments, st.sampled_from(ClientFamily))
links = st.builds(
    Link,
    st.just(FEED),
    st.sampled_from(["", "a", "b"]),
    st.lists(servings, max_size=4).map(lambda each: tuple(sorted(each, key=lambda s: s.at))),
)
signs = st.builds(
    Signs,
    st.lists(links, max_size=3).map(tuple),
    st.none() | moments,
    st.none() | moments,
)


def judge(given_signs: Signs) -> Knowing:
    return judge_knowing(given_signs, changed_at=CHANGED, served_since=CHANGED)


def served(revision: str, seconds: float) -> Serving:
    return Serving(revision, CHANGED + timedelta(seconds=seconds), ClientFamily.GOOGLE)


@given(signs)
def test_no_sign_from_before_a_change_tells_of_it(found: Signs) -> None:
    knowing = judge(found)

    seen = (knowing.loaded and knowing.loaded.at, knowing.opened_at, knowing.confirmed_at)
    assert all(moment is None or moment >= CHANGED for moment in seen)


@given(signs)
def test_no_level_stands_for_another(found: Signs) -> None:
    by_itself = {
        Level.LOADED: judge(Signs(links=found.links)),
        Level.OPENED: judge(Signs(opened_at=found.opened_at)),
        Level.CONFIRMED: judge(Signs(confirmed_at=found.confirmed_at)),
    }

    levels = judge(found).levels

    assert levels == {level for level, knowing in by_itself.items() if knowing.levels}
    assert all(knowing.levels <= {level} for level, knowing in by_itself.items())


@given(links, servings)
def test_another_fetch_never_makes_a_change_unknown(link: Link, more: Serving) -> None:
    before = loading_of(link, served_since=CHANGED)

    after = loading_of(Link(FEED, link.before, (*link.since, more)), served_since=CHANGED)

    assert before is None or (after is not None and after.at <= before.at)


def test_what_is_fetched_as_it_was_before_holds_no_change() -> None:
    """A transaction bears its beginning's time: who asks before its end gets the old state."""
    link = Link(FEED, "old", (served("old", 1), served("new", 60)))

    assert loading_of(link, served_since=CHANGED) == served("new", 60)


def test_where_nothing_is_known_from_before_the_first_seconds_do_not_count() -> None:
    early, late = served("x", 1), served("y", SETTLING.total_seconds())

    assert loading_of(Link(FEED, "", (early,)), served_since=CHANGED) is None
    assert loading_of(Link(FEED, "", (early, late)), served_since=CHANGED) == late
