"""Whoever may not, or asks for what isn't done, is told so; nothing is written, nothing falls."""

import base64
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lintas.domain.refusal import Refusal
from lintas.feeds.dav.bodies import parse_propfind, parse_report
from lintas.store.engines import fetch
from tests.actions.world import NOW, hours
from tests.feeds.course import Course
from tests.feeds.dav.phone import NAMESPACES, D, Phone, phone_of, query

WRITING = ("PUT", "DELETE", "PROPPATCH", "MKCALENDAR", "MKCOL", "POST", "MOVE", "COPY", "LOCK",
           "UNLOCK", "ACL", "PATCH", "BREW")  # fmt: skip


@pytest.mark.parametrize("method", WRITING)
async def test_it_is_only_read(course: Course, method: str) -> None:
    await course.ask(hours(8, 9))
    phone = await phone_of(course)
    (href,) = (await phone.synchronise()).hrefs

    refused = await phone.ask(method, href, "BEGIN:VCALENDAR")

    assert refused.status == 403
    assert refused.xml.find(f"{D}need-privileges") is not None


NEVER = "x" * 43


@pytest.mark.parametrize(
    "header",
    ["", "Bearer x", "Basic", "Basic %%%", f"Basic {base64.b64encode(b'x').decode()}",
     f"Basic {base64.b64encode(f'a:{NEVER}'.encode()).decode()}",
     "Basic " + base64.b64encode(b"a:\xff\xfe").decode(), "Basic " + "QUFB" * 5_000],
    ids=["none", "bearer", "empty", "no base64", "no colon", "unknown", "no text", "long"],
)  # fmt: skip
async def test_without_a_password_nothing_is_told(course: Course, header: str) -> None:
    phone = await phone_of(course)

    refused = await phone.ask("PROPFIND", "/dav/", authorization=header)

    assert refused.status == 401
    assert refused.headers["www-authenticate"].startswith("Basic ")


async def test_an_account_that_was_taken_away_asks_for_a_password(course: Course) -> None:
    phone = await phone_of(course)
    before = await phone.find("/dav/", "D:displayname")
    await fetch("UPDATE feed SET revoked_at = $1", NOW)
    phone.restart()

    assert (before.status, (await phone.find("/dav/", "D:displayname")).status) == (207, 401)


async def test_who_guesses_has_to_wait(course: Course) -> None:
    phone = await phone_of(course)
    phone.password = NEVER

    statuses = {(await phone.find("/dav/")).status for _ in range(80)}

    assert statuses == {401, 429}


async def test_who_asks_all_the_time_has_to_wait(course: Course) -> None:
    phone = Phone((await phone_of(course)).password, most_asks=1)

    answers = [await phone.find("/dav/", "D:displayname") for _ in range(11)]

    assert [each.status for each in answers] == [*[207] * 10, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
    phone.clock.later(timedelta(minutes=11))
    assert (await phone.find("/dav/", "D:displayname")).status == 207


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<D:propfind xmlns:D="DAV:"><D:prop>&b;</D:prop></D:propfind>"""
NO_XML: Mapping[str, str | bytes] = {
    "text": "halo",
    "broken": "<D:propfind xmlns:D='DAV:'>",
    "no namespace": "<D:propfind/>",
    "a bomb": BOMB,
    "an outside file": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    "other": "<x/>",
    "too much": "<x>" + "a" * 600_000 + "</x>",
    "no such encoding": b"<?xml version='1.0' encoding='x-nope'?><x/>",
    "binary": bytes(range(256)),
    "nested": "<x>" * 50_000,
}


@pytest.mark.parametrize("body", NO_XML.values(), ids=NO_XML)
@pytest.mark.parametrize("method", ["PROPFIND", "REPORT"])
async def test_what_is_no_request_is_refused(
    course: Course, method: str, body: str | bytes
) -> None:
    phone = await phone_of(course)

    refused = await phone.ask(method, await phone.discover(), body)

    assert refused.status in (400, 403)


UNSUPPORTED = {
    "another report": (f"<D:expand-property {NAMESPACES}/>", "supported-report"),
    "no filter": (f"<C:calendar-query {NAMESPACES}/>", "valid-filter"),
    "by its words": (
        query(inner='<C:prop-filter name="SUMMARY"><C:text-match>x</C:text-match></C:prop-filter>'),
        "supported-filter",
    ),
    "no time": (query(start="besok"), "valid-filter"),
}


@pytest.mark.parametrize("asked", UNSUPPORTED)
async def test_what_is_not_supported_is_named(course: Course, asked: str) -> None:
    phone = await phone_of(course)
    body, condition = UNSUPPORTED[asked]

    refused = await phone.ask("REPORT", await phone.discover(), body)

    assert refused.status == 403
    assert condition in refused.body.decode()


async def test_everything_below_at_once_is_refused(course: Course) -> None:
    phone = await phone_of(course)

    refused = await phone.find("/dav/", depth="infinity")

    assert (refused.status, b"propfind-finite-depth" in refused.body) == (403, True)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_body_brings_it_down(data: st.DataObject) -> None:
    """Made of the parts that real ones are made of, in any order and number."""
    names = ["D:propfind", "D:prop", "D:sync-collection", "D:sync-token", "D:href",
             "C:calendar-query", "C:filter", "C:comp-filter", "C:time-range", "C:calendar-multiget",
             "D:propname", "C:is-not-defined"]  # fmt: skip
    attributes = st.sampled_from(["", ' name="VEVENT"', ' name="VCALENDAR"', ' start="1"',
                                  ' end="20270101T000000Z"'])  # fmt: skip
    tree = st.recursive(
        st.text(alphabet="ab<&/:1", max_size=5),
        lambda inner: st.builds(
            lambda name, extra, parts: f"<{name}{extra}>{''.join(parts)}</{name}>",
            st.sampled_from(names), attributes, st.lists(inner, max_size=4)),
        max_leaves=12,
    )  # fmt: skip
    root = data.draw(st.sampled_from(names))
    body = f"<{root} {NAMESPACES}>{data.draw(tree)}</{root}>".encode()
    for parse in (parse_propfind, parse_report):
        with suppress(Refusal):
            parse(body)
