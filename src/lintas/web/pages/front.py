"""The front page."""

from litestar import get

from lintas.web.asking import AnyRequest
from lintas.web.html import Page, show


@get("/")
async def show_front(request: AnyRequest) -> Page:
    return await show(request, "front.html")
