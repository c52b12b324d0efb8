"""Addresses of calendars in the whole application, behind everything that stands before it."""

import gzip
import logging

import httpx
import pytest

from lintas.domain.feeds import FeedScope
from lintas.store.engines import fetch
from tests.actions.world import hours
from tests.feeds.course import Course
from tests.web.conftest import SETTINGS
from tests.web.serving import browser_of, serve


async def raw(client: httpx.AsyncClient, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """The answer, and its body as it went over the wire."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.stream("GET", path, headers=given) as response:
        return response, b"".join([chunk async for chunk in response.aiter_raw()])


async def test_an_address_opens_in_the_whole_application(
    course: Course, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "lintas")
    for hour in range(7, 17):
        await course.ask(hours(hour, hour + 1))
    # The application has the real clock: far enough ahead for every day this may run on.
    await fetch(
        "UPDATE session SET starts_at = '2090-02-01 01:00:00+00:00',"
        " ends_at = '2090-02-01 02:00:00+00:00'"
    )
    path = "/k" + await course.open(FeedScope.BATCH)

    async with browser_of(serve(SETTINGS)) as client:
        plain, body = await raw(client, path, accept_encoding="identity")
        packed, small = await raw(client, path, accept_encoding="gzip")
        outlook, for_outlook = await raw(
            client, path, accept_encoding="gzip", user_agent="Microsoft Outlook 16"
        )
        known, _ = await raw(client, path, if_none_match=plain.headers["etag"])
        head = await client.head(path, headers={"Accept-Encoding": "identity"})
        unknown, _ = await raw(client, "/k/nothing.ics")

    assert [each.status_code for each in (plain, packed, outlook, known, head, unknown)] == [
        200,
        200,
        200,
        304,
        200,
        404,
    ]
    assert gzip.decompress(small) == body == for_outlook
    assert len(body) > 1024
    assert dict(head.headers) == dict(plain.headers)
    assert plain.headers["cache-control"] == "private, max-age=300, must-revalidate"
    assert plain.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in plain.headers
    assert path.rpartition("/")[2] not in caplog.text
