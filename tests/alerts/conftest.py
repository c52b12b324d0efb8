"""A small world with something to tell, and a mail server to tell it through."""

from collections.abc import AsyncIterator

import pytest

from lintas.alerts.post import Post, make_post
from tests.actions.world import World, settle_world
from tests.alerts.mailserver import Mailserver
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def server() -> AsyncIterator[Mailserver]:
    async with Mailserver().serving() as server:
        yield server


@pytest.fixture
def post(server: Mailserver) -> Post:
    return post_to(server)


def post_to(server: Mailserver, login: str = "", host: str = "127.0.0.1") -> Post:
    return make_post(
        f"smtp://{login}{host}:{server.port}",
        sender="lintas@lintas.test",
        public_url="https://lintas.test",
        worker="test",
    )
