"""What every story starts from: the demo, served, and phones to look at it with."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.browsers.plugin import OpenPage
from tests.conftest import Templates
from tests.stories.phone import Phone
from tests.stories.serving import Demo, Seeds, serve

PhoneOf: TypeAlias = Callable[[str], Awaitable[Phone]]


@pytest.fixture(scope="session")
def seeds(templates: Templates) -> Seeds:
    return Seeds(templates)


@pytest.fixture
async def demo(
    engine_kind: str, seeds: Seeds, templates: Templates, tmp_path: Path
) -> AsyncIterator[Demo]:
    """The demo of today, on a server and a database of one's own."""
    database, told = await seeds.copy(engine_kind, tmp_path)
    with serve(database, told, tmp_path) as demo:
        yield demo
    if database.kind == "postgres":
        await templates.remove(database)


@pytest.fixture
def phone_of(demo: Demo, browser_page: OpenPage) -> PhoneOf:
    """`await phone_of("pengajar")` is signed in; `await phone_of("")` is nobody's."""

    async def hand(login: str) -> Phone:
        phone = Phone(await browser_page(demo.address))
        if login:
            await phone.sign_in(login, demo.passwords[login])
        return phone

    return hand
