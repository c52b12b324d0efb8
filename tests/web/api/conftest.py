"""Programs of both sides, asking the API about the small kept world."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, time, timedelta
from typing import Any

import httpx
import pytest

from lintas.actions.accounts.issue_token import issue_token
from lintas.domain.accounts import SHELL
from lintas.domain.people import Actor
from tests.actions.world import FAR_MONDAY, JAKARTA, World, settle_world
from tests.conftest import Database
from tests.web.conftest import SETTINGS
from tests.web.serving import browser_of, serve

Program = Callable[[Actor], Any]


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def program_of(world: World) -> AsyncIterator[Program]:
    """`await program_of(actor)`: a client with that actor's own token."""
    app = serve(SETTINGS)
    async with AsyncExitStack() as stack:

        async def make(actor: Actor) -> httpx.AsyncClient:
            token = await issue_token(
                email=actor.email,
                acts_as=actor.memberships[0],
                label="test",
                by=SHELL,
                now=datetime.now(UTC),
            )
            client = await stack.enter_async_context(browser_of(app))
            client.headers.update({"Authorization": f"Bearer {token}", "Accept": "*/*"})
            return client

        yield make


def times(start: float, end: float) -> dict[str, str]:
    """That part of a Monday that stays ahead, as the API takes it; reversed ones too."""
    midnight = datetime.combine(FAR_MONDAY, time(), JAKARTA)
    starts_at, ends_at = (midnight + timedelta(hours=hour) for hour in (start, end))
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}


def request_body(world: World, **more: Any) -> dict[str, Any]:
    """A sound request; name only what the test is about."""
    return {
        "room_id": str(world.open_room),
        "agency_id": str(world.serang_dinas),
        "purpose": "Pelatihan kemasan",
        "headcount": 20,
        "sessions": [times(9, 12)],
        **more,
    }
