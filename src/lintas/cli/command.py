"""What a command is."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from lintas.settings import Settings
from lintas.store.engines import Engine, close, open_engine, use


@dataclass(frozen=True, slots=True)
class Command:
    """`run` may raise any Refusal: `main` says it on stderr and exits with 2."""

    name: str
    summary: str
    take: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Settings], Awaitable[None] | None]


def take_nothing(_: ArgumentParser) -> None:
    """For commands without arguments."""


@asynccontextmanager
async def using_store(settings: Settings) -> AsyncIterator[Engine]:
    """The database that the settings name, in use until the block ends."""
    engine = open_engine(settings.database_url)
    use(engine)
    try:
        yield engine
    finally:
        await close(engine)
