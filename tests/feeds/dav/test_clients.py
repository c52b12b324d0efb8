"""Programs that people use read a calendar account of a server that runs."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import caldav
import httpx
import pytest

from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope
from lintas.store.engines import fetch
from tests.actions.world import FAR_MONDAY, hours
from tests.cli.test_serving import comes_true
from tests.feeds.course import Course


async def ask(course: Course, hour: float, title: str) -> Session:
    during = hours(hour, hour + 1, on=FAR_MONDAY)
    return await course.ask(during, title=title)


async def open_account(course: Course) -> str:
    return (await course.open(FeedScope.PERSON)).strip("/").removesuffix(".ics")


@contextmanager
def account(here: str, password: str) -> Iterator[caldav.Calendar]:
    """The one calendar of it."""
    with caldav.DAVClient(url=f"{here}/dav/", username="lintas", password=password) as client:
        (calendar,) = client.principal().calendars()
        yield calendar


def titles(calendar: caldav.Calendar) -> list[str]:
    return sorted(str(each.icalendar_component["SUMMARY"]) for each in calendar.events())


async def test_python_caldav_sees_what_moves_and_goes(course: Course, here: str) -> None:
    first, second = await ask(course, 8, "Kemasan"), await ask(course, 10, "Foto produk")
    span, later = hours(10, 11, on=FAR_MONDAY), hours(13, 14, on=FAR_MONDAY)

    with account(here, await open_account(course)) as calendar:
        before = titles(calendar)
        synchronised = calendar.get_objects_by_sync_token(load_objects=True)
        known = len(list(synchronised))
        found = calendar.search(start=span.start, end=span.end, event=True)
        await course.move(first, starts_at=later.start, ends_at=later.end, title="Kemasan 2")
        await fetch("UPDATE session SET batch = NULL WHERE id = $1", second.id)
        assert comes_true(lambda: len(calendar.events()) == 1)
        changed, gone = synchronised.sync()
        (event,) = calendar.events()

        assert (len(before), known, len(found)) == (2, 2, 1)
        assert (len(list(changed)), len(list(gone))) == (1, 1)
        assert titles(calendar) != before
    assert event.icalendar_component.start == later.start
    assert str(event.icalendar_component["UID"]) == first.uid


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_python_caldav_is_let_in_no_more(course: Course, here: str) -> None:
    password = await open_account(course)
    with account(here, password) as calendar:
        assert calendar.events() == []
    await fetch("UPDATE feed SET revoked_at = '2026-01-01 00:00:00+00:00'")

    def is_shut() -> bool:
        answer = httpx.request("PROPFIND", f"{here}/dav/", auth=("lintas", password))
        return answer.status_code == 401

    assert comes_true(is_shut)


CONFIG = """
[general]
status_path = "{folder}/status"
[pair jadwal]
a = "disk"
b = "lintas"
collections = ["from b"]
metadata = ["displayname", "color"]
conflict_resolution = "b wins"
[storage disk]
type = "filesystem"
path = "{folder}/kept"
fileext = ".ics"
[storage lintas]
type = "caldav"
url = "{here}/dav/"
username = "lintas"
password = "{password}"
read_only = true
"""


def vdirsyncer(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "vdirsyncer", "-c", str(folder / "config"), *arguments]
    done = subprocess.run(
        command, input="y\n" * 10, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def kept(folder: Path) -> dict[str, str]:
    """By the start of each event, its summary, as lines of the files that were written."""
    lines = [
        file.read_text().replace("\n ", "").splitlines() for file in folder.glob("kept/*/*.ics")
    ]
    return {
        next(line.rpartition(":")[2] for line in each if line.startswith("DTSTART;TZID")): next(
            line.partition(":")[2] for line in each if line.startswith("SUMMARY")
        )
        for each in lines
    }


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_vdirsyncer_keeps_a_true_copy(course: Course, here: str, tmp_path: Path) -> None:
    first, second = await ask(course, 8, "Kemasan"), await ask(course, 10, "Foto produk")
    password = await open_account(course)
    config = CONFIG.format(folder=tmp_path, here=here, password=password)
    (tmp_path / "config").write_text(config)

    vdirsyncer(tmp_path, "discover", "jadwal")
    vdirsyncer(tmp_path, "sync")
    vdirsyncer(tmp_path, "metasync")
    before = kept(tmp_path)
    later = hours(13, 14, on=FAR_MONDAY)
    await course.move(first, starts_at=later.start, ends_at=later.end)
    await fetch("UPDATE session SET batch = NULL WHERE id = $1", second.id)
    with account(here, password) as calendar:
        assert comes_true(lambda: len(calendar.events()) == 1)
    vdirsyncer(tmp_path, "sync")
    after = kept(tmp_path)

    day = f"{FAR_MONDAY:%Y%m%d}"
    assert sorted(before) == [f"{day}T080000", f"{day}T100000"]
    assert sorted(after) == [f"{day}T130000"]
    assert after[f"{day}T130000"] == before[f"{day}T080000"]
