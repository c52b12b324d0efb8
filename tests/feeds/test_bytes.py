"""Equal facts give equal bytes, whichever process prints them, in whatever order it hashes."""

import subprocess
import sys

from lintas.domain.feeds import FeedScope, FeedStyle
from tests.actions.world import hours
from tests.conftest import Database
from tests.feeds.asker import Subscriber
from tests.feeds.course import Course, locate

ANOTHER_PROCESS = """
import asyncio, sys
from lintas.store import engines
from tests.feeds.asker import Subscriber

async def print_calendar(database, path):
    engines.use(engines.open_engine(database))
    reply = await Subscriber().ask(path, accept_encoding="gzip")
    sys.stdout.buffer.write(reply.headers["etag"].encode() + reply.body)

asyncio.run(print_calendar(*sys.argv[1:]))
"""


async def test_two_processes_print_the_same_bytes(
    course: Course, subscriber: Subscriber, database: Database
) -> None:
    await locate(course.world.plut)
    for hour in (7, 9, 11, 13):
        await course.ask(hours(hour, hour + 2), title=f"Jam {hour}")
    path = await course.open(FeedScope.PERSON, FeedStyle("HP", alarm_minutes=60))
    here = await subscriber.ask(path, accept_encoding="gzip")

    elsewhere = [
        subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS, database.url, path],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert elsewhere == [here.headers["etag"].encode() + here.body] * 2


async def test_what_was_kept_is_what_is_printed_anew(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask(hours(7, 9))
    await course.ask(hours(9, 12))
    path = await course.open(FeedScope.PERSON)
    await subscriber.ask(path)
    await course.move(session, starts_at=hours(6, 9).start)

    kept, anew = await subscriber.ask(path), await Subscriber().ask(path)

    assert kept.headers["etag"] == anew.headers["etag"]
    assert kept.body == anew.body
