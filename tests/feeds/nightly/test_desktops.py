"""Evolution and Thunderbird, as Debian has them, read a calendar account of a server that runs."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope
from lintas.feeds.dav.properties import Places
from lintas.store.engines import fetch, read_id
from tests.actions.world import FAR_MONDAY, hours
from tests.cli.test_serving import comes_true
from tests.feeds.course import Course

pytestmark = [pytest.mark.nightly, pytest.mark.parametrize("engine_kind", ["sqlite"])]

SYSTEM_PYTHON = "/usr/bin/python3"
REGISTRY = Path("/usr/libexec/evolution-source-registry")
DAY = f"{FAR_MONDAY:%Y%m%d}"


async def ask(course: Course, hour: float, title: str) -> Session:
    return await course.ask(hours(hour, hour + 1, on=FAR_MONDAY), title=title)


async def open_account(course: Course) -> tuple[str, str]:
    """Its calendar's path, and its password."""
    password = (await course.open(FeedScope.PERSON)).strip("/").removesuffix(".ics")
    (row,) = await fetch("SELECT id FROM feed")
    return Places(read_id(row["id"]).hex).calendar, password


@contextmanager
def started(command: list[str], **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Gone afterwards, with all that it has started."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@pytest.mark.skipif(
    not (REGISTRY.exists() and shutil.which("dbus-run-session")),
    reason="needs Debian's evolution-data-server, gir1.2-ecal-2.0, dbus and gnome-keyring",
)
async def test_evolution_sees_what_moves_and_goes(
    course: Course, here: str, tmp_path: Path
) -> None:
    first, second = await ask(course, 8, "Kemasan"), await ask(course, 10, "Foto produk")
    path, password = await open_account(course)
    port = here.rpartition(":")[2]
    script = str(Path(__file__).with_name("evolution.py"))
    command = ["dbus-run-session", "--", SYSTEM_PYTHON, script, "127.0.0.1", port, path, password]

    with started(command, HOME=str(tmp_path), XDG_RUNTIME_DIR=str(tmp_path)) as evolution:
        before = look(evolution, 2)
        later = hours(13, 14, on=FAR_MONDAY)
        await course.move(first, starts_at=later.start, ends_at=later.end)
        await fetch("UPDATE session SET batch = NULL WHERE id = $1", second.id)
        after = look(evolution, 1)

    assert before["read_only"]
    assert {start for _, _, start in before["events"]} == {f"{DAY}T080000", f"{DAY}T100000"}
    assert [(uid, start) for uid, _, start in after["events"]] == [(first.uid, f"{DAY}T130000")]


def look(evolution: subprocess.Popen[str], expected: int) -> dict[str, list[list[str]]]:
    assert evolution.stdin
    assert evolution.stdout
    evolution.stdin.write(f"{expected}\n")
    evolution.stdin.flush()
    told: dict[str, list[list[str]]] = json.loads(evolution.stdout.readline())
    return told


PREFERENCES = {
    "calendar.registry.lintas.type": "caldav",
    "calendar.registry.lintas.name": "Lintas",
    "calendar.registry.lintas.cache.enabled": True,
    "calendar.list.sortOrder": "lintas",
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "mailnews.start_page.enabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    # So that what it has can be looked at while it runs.
    "storage.sqlite.exclusiveLock.enabled": False,
}


@pytest.mark.skipif(
    not (shutil.which("thunderbird") and shutil.which("xvfb-run")),
    reason="needs Debian's thunderbird and xvfb",
)
async def test_thunderbird_has_what_the_account_holds(
    course: Course, here: str, tmp_path: Path
) -> None:
    first, second = await ask(course, 8, "Kemasan"), await ask(course, 10, "Foto produk")
    path, password = await open_account(course)
    profile = tmp_path / "profile"
    profile.mkdir()
    address = here.replace("//", f"//lintas:{password}@") + path
    wanted = {**PREFERENCES, "calendar.registry.lintas.uri": address}
    lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in wanted.items())
    (profile / "user.js").write_text("\n".join(lines))
    command = ["xvfb-run", "-a", "thunderbird", "--no-remote", "--profile", str(profile)]

    with started([*command, "-calendar"], HOME=str(tmp_path)):
        came = comes_true(lambda: len(cached(profile)) == 2, patience=90)

    assert came
    assert cached(profile) == {
        first.uid: int(hours(8, 9, on=FAR_MONDAY).start.timestamp()),
        second.uid: int(hours(10, 11, on=FAR_MONDAY).start.timestamp()),
    }


def cached(profile: Path) -> dict[str, int]:
    """By uid, when each event starts, in seconds; nothing while it can't be read."""
    file = profile / "calendar-data" / "cache.sqlite"
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as raw:
            rows = raw.execute("SELECT id, event_start FROM cal_events").fetchall()
    except sqlite3.Error:
        return {}
    return {uid: start // 1_000_000 for uid, start in rows}
