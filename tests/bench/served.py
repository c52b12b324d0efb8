"""The server as it is, with two more answers: what its stack gives when there is nothing to do."""

from dataclasses import replace
from functools import cache

from litestar import Litestar, get
from litestar.params import FromPath

from lintas.cli.logs import set_up_logs
from lintas.cli.serving import keep_store
from lintas.settings import Settings
from lintas.store.engines import open_engine, use
from lintas.web.app import create_app


@get("/health/hello", media_type="text/plain", include_in_schema=False, opt={"open": True})
async def hello() -> str:
    return "hello"


@get(
    "/health/static/{size:int}",
    media_type="text/calendar",
    include_in_schema=False,
    opt={"open": True},
)
async def same_bytes(size: FromPath[int]) -> bytes:
    return _bytes(size)


@cache
def _bytes(size: int) -> bytes:
    return b"x" * size


def make() -> Litestar:
    """For granian: no worker beside it, so that only requests are measured."""
    set_up_logs()
    # Whoever measures asks more often than anybody may.
    settings = replace(Settings.from_environment(), feed_asks=10**9)
    use(open_engine(settings.database_url))
    return create_app(settings, lifespan=(keep_store,), also=(hello, same_bytes))
