"""The server as it is, with one more answer: the shortest that the same stack can give."""

from litestar import Litestar, get

from lintas.cli.logs import set_up_logs
from lintas.cli.serving import keep_store
from lintas.settings import Settings
from lintas.store.engines import open_engine, use
from lintas.web.app import create_app


@get("/health/hello", media_type="text/plain", include_in_schema=False, opt={"open": True})
async def hello() -> str:
    return "hello"


def make() -> Litestar:
    """For granian: no worker beside it, so that only requests are measured."""
    set_up_logs()
    settings = Settings.from_environment()
    use(open_engine(settings.database_url))
    return create_app(settings, lifespan=(keep_store,), also=(hello,))
