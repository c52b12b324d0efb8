"""Conditional requests and codings, as RFC 9110 has them and as clients send them."""

from datetime import UTC, datetime, timedelta

import pytest

from lintas.feeds.asking import Asking, parse_asking

SECRET = "A-Za_z0-9" + "x" * 34
TAG = "0123456789abcdef"
SINCE = datetime(2027, 1, 4, 2, 0, tzinfo=UTC)


def asking(path: str = "/", **headers: str) -> Asking:
    raw = [(name.replace("_", "-").encode(), v.encode()) for name, v in headers.items()]
    return parse_asking({"path": path, "method": "GET", "headers": raw})


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        (f"/k/{SECRET}.ics", SECRET),
        (f"/{SECRET}.ics/", SECRET),
        (f"/{SECRET}", ""),
        (f"/{SECRET}x.ics", ""),
        (f"/{SECRET[:-1]}.ics", ""),
        (f"/{SECRET[:-1]}é.ics", ""),
        (f"/{SECRET}.ics.ics", ""),
        ("/", ""),
        ("/\udcff.ics", ""),
    ],
)
def test_a_secret_is_what_stands_before_the_suffix(path: str, secret: str) -> None:
    assert asking(path).secret == secret


@pytest.mark.parametrize(
    "given",
    [
        f'"{TAG}"',
        f'W/"{TAG}"',
        f'"{TAG}-gzip"',
        f'"other", W/"{TAG}"',
        f'"with,comma","{TAG}"',
        "*",
        " * ",
    ],
)
def test_a_tag_that_is_known_is_known_in_every_spelling(given: str) -> None:
    assert asking(if_none_match=given).has(TAG, SINCE)


@pytest.mark.parametrize("given", ['"other"', f'"{TAG}x"', TAG, '"*"', '""', "nonsense"])
def test_other_tags_are_not(given: str) -> None:
    assert not asking(if_none_match=given).has(TAG, SINCE)


@pytest.mark.parametrize(
    ("given", "has"),
    [
        ("Mon, 04 Jan 2027 02:00:00 GMT", True),
        ("Mon, 04 Jan 2027 02:00:01 GMT", True),
        ("Mon, 04 Jan 2027 01:59:59 GMT", False),
        ("Monday, 04-Jan-27 02:00:00 GMT", True),
        ("Mon, 04 Jan 2027 09:00:00 +0700", True),
        ("yesterday", False),
        ("Mon, 99 Jan 2027 99:00:00 GMT", False),
        ("", False),
    ],
)
def test_a_date_counts_to_the_second(given: str, *, has: bool) -> None:
    assert asking(if_modified_since=given).has(TAG, SINCE) is has


def test_tags_count_for_more_than_dates() -> None:
    late = f"{SINCE + timedelta(days=1):%a, %d %b %Y %H:%M:%S} GMT"

    assert not asking(if_none_match='"other"', if_modified_since=late).has(TAG, SINCE)


@pytest.mark.parametrize(
    ("accepted", "is_packed"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("br, *", True),
        ("x-gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*, gzip;q=0", False),
        ("identity", False),
        ("", False),
        ("gzipped", False),
    ],
)
def test_calendars_are_packed_when_asked(accepted: str, *, is_packed: bool) -> None:
    assert asking(accept_encoding=accepted).wants_packed is is_packed


@pytest.mark.parametrize("agent", ["Microsoft Office/16.0 (Outlook)", "outlook-ios/2.0"])
def test_outlook_gets_them_plain(agent: str) -> None:
    assert not asking(accept_encoding="gzip", user_agent=agent).wants_packed
