"""Personal pages: whoever holds the link reads them; nobody else finds, lists or keeps them."""

from typing import Annotated

from litestar.params import PathParameter

from lintas.web.asking import AnyRequest
from lintas.web.html import Page, show

Secret = Annotated[str, PathParameter()]

# Search engines are not to know that such a page exists.
UNLISTED = {"X-Robots-Tag": "noindex, nofollow"}


async def show_personal(
    request: AnyRequest, template: str, *, status: int = 200, **facts: object
) -> Page:
    """A page for whoever came by a secret in its address."""
    page = await show(request, template, status=status, **facts)
    page.headers.update(UNLISTED)
    return page


async def show_gone(request: AnyRequest) -> Page:
    """For a link that opens nothing, or no longer: which of the two is nobody's business."""
    return await show_personal(request, "participants/gone.html", status=404)
