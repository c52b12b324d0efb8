"""What each program shows of calendars; every one is started once for all of them."""

import asyncio
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.feeds.follower import Told, told
from tests.feeds.reading import events_of

HERE = Path(__file__).parent
JAKARTA = ZoneInfo("Asia/Jakarta")
PATIENCE_SECONDS = 60
# What `make setup` puts beside Python.
BIN = Path(sys.executable).parent

# By its own name, a calendar's address.
Addresses = Mapping[str, str]


@dataclass(frozen=True)
class Ran:
    """How a program ended, and all it said."""

    code: int
    said: str


async def run(*command: str | Path, **environment: str) -> Ran:
    process = await asyncio.create_subprocess_exec(
        *map(str, command),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
    )
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    return Ran(process.returncode or 0, said.decode())


# ical.js and node-ical


def find_node() -> str:
    """Node.js, with what package.json names; skips the test where either is not there."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("ical.js and node-ical are not asked: Node.js isn't installed here")
    if not (HERE / "node_modules").is_dir():
        pytest.skip(f"ical.js and node-ical are not asked: `npm ci` in {HERE} (make setup does it)")
    return node


async def read_with_node(addresses: Addresses) -> dict[str, dict[str, list[Told] | str]]:
    """By client and calendar what it shows, or why it shows nothing."""
    ran = await run(find_node(), HERE / "read.mjs", *addresses.values())
    assert ran.code == 0, ran.said
    shown = json.loads(ran.said)
    return {
        client: {name: _tell(shown[address][client]) for name, address in addresses.items()}
        for client in ("ical.js", "node-ical")
    }


def _tell(shown: list[dict[str, str]] | str) -> list[Told] | str:
    if isinstance(shown, str):
        return shown
    return sorted(
        Told(
            datetime.fromisoformat(each["start"]),
            datetime.fromisoformat(each["end"]),
            *(each[name] for name in ("uid", "status", "summary", "location")),
        )
        for each in shown
    )


# vdirsyncer and khal


@dataclass(frozen=True)
class Desk:
    """A computer on which vdirsyncer keeps calendars as files, which khal shows.

    vdirsyncer gives what it fetches uids of its own, so that what is told has none.
    """

    folder: Path
    addresses: Addresses
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kept = self.folder / "kept"
        pairs = [_pair(name, address, kept) for name, address in self.addresses.items()]
        general = f'[general]\nstatus_path = "{self.folder}/status"\n'
        (self.folder / "vdirsyncer").write_text("\n".join([general, *pairs]))
        calendars = [f"[[{name}]]\npath = {kept / name}\n" for name in self.addresses]
        (self.folder / "khal").write_text("\n".join([KHAL.format(self.folder), *calendars]))
        for name in self.addresses:
            (kept / name).mkdir(parents=True)
        home = str(self.folder)
        self.environment.update(HOME=home, XDG_CACHE_HOME=home, XDG_DATA_HOME=home)

    async def discover(self) -> None:
        ran = await self._run("vdirsyncer", "-c", self.folder / "vdirsyncer", "discover")
        assert ran.code == 0, ran.said

    async def sync(self) -> Ran:
        return await self._run("vdirsyncer", "-c", self.folder / "vdirsyncer", "sync")

    def list_kept(self, name: str) -> list[Told]:
        """What is in the files of a calendar."""
        files = (self.folder / "kept" / name).glob("*.ics")
        events = (told(each) for file in files for each in events_of(file.read_bytes()))
        return sorted(replace(each, uid="") for each in events)

    async def list_shown(self, since: str, days: int) -> dict[str, list[Told]]:
        """By calendar what khal shows of these days."""
        wanted = [part for name in _KHAL_TELLS for part in ("--json", name)]
        ran = await self._run(
            "khal", "-c", self.folder / "khal", "list", *wanted, since, f"{days}d"
        )
        assert ran.code == 0, ran.said
        shown: dict[str, list[Told]] = {name: [] for name in self.addresses}
        for line in ran.said.splitlines():
            for each in json.loads(line) if line.startswith("[") else ():
                shown[each["calendar"]].append(_read_khal(each))
        return {name: sorted(events) for name, events in shown.items()}

    async def _run(self, program: str, *args: str | Path) -> Ran:
        return await run(BIN / program, *args, **self.environment)


KHAL = """
[default]
highlight_event_days = False
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Jakarta
default_timezone = Asia/Jakarta
[sqlite]
path = {}/khal.db
[calendars]
"""
_KHAL_TELLS = (*("title", "start-long-full", "end-long-full", "status", "location", "calendar"),)


def _pair(name: str, address: str, kept: Path) -> str:
    return f"""
[pair {name}]
a = "{name}_here"
b = "{name}_there"
collections = null
conflict_resolution = "b wins"
[storage {name}_here]
type = "filesystem"
path = "{kept / name}"
fileext = ".ics"
[storage {name}_there]
type = "http"
url = "{address}"
"""


def _read_khal(shown: dict[str, Any]) -> Told:
    start, end = (
        datetime.strptime(shown[name], "%Y-%m-%d %H:%M").replace(tzinfo=JAKARTA).astimezone(UTC)
        for name in ("start-long-full", "end-long-full")
    )
    return Told(start, end, "", *(shown[name].strip() for name in ("status", "title", "location")))


# libical

LIBICAL = """
import json, sys
import gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
found = {}
for file in sys.argv[1:]:
    calendar = ICalGLib.Component.new_from_string(open(file, newline="").read())
    ICalGLib.restriction_check(calendar)
    lines = calendar.as_ical_string().replace("\\r\\n ", "").splitlines()
    found[file] = [line.partition(":")[2] for line in lines if line.startswith("X-LIC-ERROR")]
print(json.dumps(found))
"""
_DEBIANS_PYTHON = "/usr/bin/python3"


async def list_libicals_complaints(files: Sequence[Path]) -> dict[str, list[str]]:
    """By file what libical's check of RFC 5545 and 5546 finds; skips where it isn't installed."""
    ran = await run(_DEBIANS_PYTHON, "-c", LIBICAL, *files)
    if "ImportError" in ran.said or "Namespace ICalGLib" in ran.said or ran.code == 127:
        pytest.skip("libical isn't asked: apt-get install gir1.2-ical-3.0 python3-gi")
    assert ran.code == 0, ran.said
    complaints: dict[str, list[str]] = json.loads(ran.said)
    return complaints
