"""The real application, asked over ASGI, on a database of its own."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from lintas.actions.accounts.issue_token import issue_token
from lintas.domain.accounts import SHELL
from lintas.domain.people import Membership, Role
from lintas.settings import Settings
from tests.conftest import Database
from tests.web.echo import echo_router
from tests.web.serving import browser_of, serve

SETTINGS = Settings.from_environment({"LINTAS_SECRET_KEY": "a key for tests only"})


@pytest.fixture
async def browser(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Asks for pages, keeps cookies, follows nothing by itself."""
    async with browser_of(serve(SETTINGS, echo_router())) as client:
        yield client


@pytest.fixture
async def program(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Asks the API with an operator's token."""
    token = await issue_token(
        email="operator@contoh.go.id",
        acts_as=Membership(Role.OPERATOR, None),
        label="test",
        by=SHELL,
        now=datetime.now(UTC),
    )
    async with browser_of(serve(SETTINGS, echo_router())) as client:
        client.headers.update({"Authorization": f"Bearer {token}", "Accept": "application/json"})
        yield client
