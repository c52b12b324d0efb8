"""New databases on both engines, and what makes more of them."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.engines.postgres import postgres_server

# From a name to the address of an empty database.
Maker = Callable[[str], Awaitable[str]]


@asynccontextmanager
async def databases() -> AsyncIterator[list[tuple[str, Maker]]]:
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:

        async def make_file(name: str) -> str:
            return f"sqlite:///{Path(folder) / f'{name}.sqlite'}"

        async def make_on_server(name: str) -> str:
            return await server.create_database(f"lintas_bench_{name}")

        yield [("SQLite", make_file), ("PostgreSQL", make_on_server)]
