"""People of both sides, each with a browser of their own, on the small kept world."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import pytest

from lintas.actions.steps.signing_in import open_browser
from lintas.domain.people import Actor
from lintas.store.transaction import writing
from tests.actions.world import World, settle_world
from tests.conftest import Database
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.serving import browser_of, serve

VisitorOf = Callable[[Actor], Awaitable[Visitor]]


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def visitor_of(world: World) -> AsyncIterator[VisitorOf]:
    """`await visitor_of(actor)`: a browser in which that actor is signed in."""
    app = serve(SETTINGS)
    async with AsyncExitStack() as stack:

        async def make(actor: Actor) -> Visitor:
            async with writing():
                secret = await open_browser(actor.id, now=datetime.now(UTC))
            client = await stack.enter_async_context(browser_of(app))
            client.cookies.set("sid", secret)
            return Visitor(client)

        yield make
