"""The fixture of the browser stories, and the noise that is made when they can't be run."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browsers.chromium import NoChromium, browser, find_chromium

FOUND: pytest.StashKey[Path] = pytest.StashKey()
MISSING: pytest.StashKey[str] = pytest.StashKey()

OpenPage = Callable[[str], Awaitable[Page]]


@pytest.fixture
async def browser_page(pytestconfig: pytest.Config) -> AsyncIterator[OpenPage]:
    """Opens pages as somebody new would see them, on a small phone, without scripts.

    `page = await browser_page("http://127.0.0.1:8000")`, then `page.goto("/")`: each has cookies of
    its own. The test fails if any of them asks for anything elsewhere.
    """
    if MISSING in pytestconfig.stash:
        # Elsewhere a story may wait for a browser; CI says yes to nothing it hasn't seen.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(pytestconfig.stash[MISSING])
    strays: list[str] = []

    async with browser(pytestconfig.stash[FOUND]) as running:

        async def open_page(base_url: str) -> Page:
            def note(url: str) -> None:
                if not url.startswith((base_url, "data:")):
                    strays.append(url)

            context = await running.new_context(
                base_url=base_url,
                java_script_enabled=False,
                viewport={"width": 360, "height": 740},
                locale="id-ID",
                timezone_id="Asia/Jakarta",
            )
            page = await context.new_page()
            page.on("request", lambda request: note(request.url))
            return page

        yield open_page

    assert strays == [], "pages fetch nothing from anywhere else"


def pytest_configure(config: pytest.Config) -> None:
    """A worker of several (`-n`) is told what its controller found."""
    told = getattr(config, "workerinput", {})
    if told.get("chromium"):
        config.stash[FOUND] = Path(told["chromium"])
    elif "chromium" in told:
        config.stash[MISSING] = told["no_chromium"]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The controller looks once, before its workers start: two would fetch over each other."""
    _look(node.config)
    node.workerinput["chromium"] = str(node.config.stash.get(FOUND, ""))
    node.workerinput["no_chromium"] = node.config.stash.get(MISSING, "")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for Chromium before the first test, since no test may take as long as fetching it."""
    stories = [
        item for item in session.items if "browser_page" in getattr(item, "fixturenames", ())
    ]
    if stories and not session.config.option.collectonly:
        _look(session.config)


def _look(config: pytest.Config) -> None:
    if FOUND in config.stash or MISSING in config.stash:
        return
    try:
        config.stash[FOUND] = find_chromium()
    except NoChromium as error:
        config.stash[MISSING] = f"no Chromium for the browser stories: {error}"


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if MISSING in config.stash:
        terminalreporter.section("BROWSER STORIES NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(config.stash[MISSING])
        terminalreporter.line("Install Chromium (Debian: apt-get install chromium), and run again.")
