"""A real Chromium: the installed one, else what playwright or Debian can fetch."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Nothing but our own pages is visited: no sandbox, which root can't have, and no calls home, each
# of which a machine without the internet refuses, many at a time.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """None can be had here; says all that was tried."""


def find_chromium() -> Path:
    """Its program, fetched now if need be: that may take some minutes.

    Raises:
        NoChromium: none is installed, and nobody gave us one.
    """
    tried = []
    for find in (_installed, _from_playwright, _from_debian):
        found = find()
        if isinstance(found, Path):
            return found
        tried.append(found)
    raise NoChromium("; ".join(tried))


def _installed() -> Path | str:
    found = [path for name in NAMES if (path := shutil.which(name))]
    return Path(found[0]) if found else f"none of {', '.join(NAMES)} is on the PATH"


def _from_playwright() -> Path | str:
    fetch = [sys.executable, "-m", "playwright", "install", "chromium"]
    where = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as it: print(it.chromium.executable_path)"
    )
    told = _say([sys.executable, "-c", where], seconds=30)
    if told and Path(told[-1]).exists():
        return Path(told[-1])
    if told and _say(fetch, seconds=240) and Path(told[-1]).exists():
        return Path(told[-1])
    return "`python -m playwright install chromium` brought none"


def _from_debian() -> Path | str:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "not root on Debian, so not to be installed from there"
    _say(["apt-get", "update"], seconds=120)
    _say(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], seconds=600)
    return _installed() if shutil.which("chromium") else "`apt-get install chromium` failed"


def _say(command: list[str], *, seconds: int) -> list[str]:
    """The lines it prints; none if it fails or takes longer."""
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.splitlines() or ["done"]


@asynccontextmanager
async def browser(program: Path) -> AsyncIterator[Browser]:
    """A fresh one, without history or cookies."""
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield running
        finally:
            await running.close()
