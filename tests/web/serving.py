"""Clients of an application that runs in the test's own event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from litestar import Litestar
from litestar.types import ControllerRouterHandler

from lintas.settings import Settings
from lintas.web.app import create_app

HERE = "http://127.0.0.1:8000"


def serve(settings: Settings, *also: ControllerRouterHandler) -> Litestar:
    return create_app(settings, also=also)


@asynccontextmanager
async def browser_of(app: Litestar, base_url: str = HERE) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # httpx types ASGI more loosely
    async with httpx.AsyncClient(
        transport=transport, base_url=base_url, headers={"Accept": "text/html"}
    ) as client:
        yield client
