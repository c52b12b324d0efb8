"""Whether it was a reader who opened a personal page.

Messengers fetch a link to draw its preview, mail scanners to look for malware, and both ask for
the page as a reader would. So asking for the page counts for nothing; it holds a picture of one
invisible dot, and who asks for that one has drawn the page. Only robots that draw pages ask for
the dot as well: those that we know by name don't count. Who reads without pictures counts once
the button "Sudah saya baca" is pressed.
"""

import re
from contextlib import suppress
from datetime import UTC, datetime

from litestar import Response, get

from lintas.actions.programs.note_opening import note_opening
from lintas.domain.refusal import NotFound
from lintas.web.asking import AnyRequest
from lintas.web.middleware.heads import BODILESS
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.unlisted import UNLISTED, Secret

DOT = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
# Not the telephones of a maker called Cubot.
_ROBOT = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|facebookexternalhit|meta-external|whatsapp/"
    r"|google-(?:read|inspection|safety)|lighthouse",
    re.IGNORECASE,
)


@get("/p/{secret:str}/titik.svg", opt=BY_SECRET)
async def note_drawn(request: AnyRequest, secret: Secret) -> Response[bytes]:
    """The same dot for everybody: it tells nobody whether a link is a good one."""
    if was_drawn(request):
        with suppress(NotFound):
            await note_opening(secret, now=datetime.now(UTC))
    return Response(DOT, media_type="image/svg+xml", headers=UNLISTED)


def was_drawn(request: AnyRequest) -> bool:
    """Whether a browser asks because somebody is looking at the page."""
    headers = request.headers
    return not (
        request.scope.get("state", {}).get(BODILESS)
        or _ROBOT.search(headers.get("user-agent", ""))
        # Loaded ahead, in case somebody comes.
        or headers.get("sec-purpose", headers.get("purpose", ""))
        # The dot by itself, as a page or by a script, is no page drawn. Old browsers don't say.
        or headers.get("sec-fetch-dest", "image") != "image"
    )
