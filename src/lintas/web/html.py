"""Pages: templates filled in and sent, and where to go after a form was dealt with."""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response
from litestar.datastructures import Cookie

from lintas.domain.refusal import Refusal
from lintas.render.refusals import say_fault, say_refusal
from lintas.store.messages.inbox import count_unread
from lintas.web.asking import AnyRequest, settings_of, visiting
from lintas.web.cookies import end_cookie, flash_cookie, guest_cookie, make_cookie
from lintas.web.csrf import csrf_token, guest_secret
from lintas.web.doors import Unhandled
from lintas.web.forms import Form
from lintas.web.menu import menu_of
from lintas.web.refusals import headers_of, status_of
from lintas.web.static import address_of

Page = Response[bytes]

HTML = "text/html"
FLASH_LIFE = timedelta(minutes=1)
# Neither signing in nor a role nor a database comes from filling a form in better.
BEYOND_FORMS = frozenset({401, 403, 500, 503})
# One slash, and no other site's name behind it.
_LOCAL = re.compile(r"/(?![/\\])[\w\-./?=&%]*", re.ASCII)

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    # A name that a handler forgot is a bug to be seen, not an empty place.
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals["static"] = address_of


async def show(request: AnyRequest, template: str, *, status: int = 200, **facts: object) -> Page:
    """A page. Templates get plain values, the asker, and what `base.html` needs."""
    return _page(request, template, status=status, facts={**facts, **await _inbox(request)})


async def show_again(
    request: AnyRequest,
    template: str,
    form: Form,
    refusal: Refusal,
    *,
    fields: Mapping[str, str] | None = None,
    **facts: object,
) -> Page:
    """The form as it was typed, its faults marked; `fields` are its names by those of the API.

    Raises:
        Refusal: the same, when another form would change nothing.
    """
    status = status_of(refusal)
    if status in BEYOND_FORMS:
        raise refusal
    form.mark(refusal, fields)
    facts = {**facts, "form": form, **await _inbox(request)}
    page = _page(request, template, status=status, facts=facts)
    page.headers.update(headers_of(refusal))
    return page


def go(request: AnyRequest, path: str, *, flash: str = "") -> Page:
    """Off to another page of ours, with GET; `flash` is a key of templates/parts/flash.html."""
    cookies = []
    if flash:
        settings = settings_of(request)
        cookies.append(make_cookie(flash_cookie(settings), flash, settings, life=FLASH_LIFE))
    return Response(
        b"", status_code=303, headers={"Location": path}, cookies=cookies, media_type=HTML
    )


def local_path(text: str) -> str:
    """A path on this server that somebody may be sent to; anything else is the front page."""
    return text if _LOCAL.fullmatch(text) else "/"


def problem_page(request: AnyRequest, refusal: Refusal) -> Page:
    status = status_of(refusal)
    facts = {
        "said": say_refusal(refusal),
        "faults": [say_fault(fault) for fault in refusal.faults],
        "status": status,
        "reference": refusal.reference if isinstance(refusal, Unhandled) else "",
    }
    page = _page(request, "problem.html", status=status, facts=facts)
    page.headers.update(headers_of(refusal))
    return page


def ask_to_sign_in(request: AnyRequest) -> Page:
    """To the sign-in page, and back from there; what a form sent is lost with the session."""
    path = request.scope["path"] if request.method == "GET" else "/"
    return go(request, f"/masuk?next={quote(path, safe='/')}")


async def _inbox(request: AnyRequest) -> dict[str, int]:
    """How many messages wait, for the header of those who have an inbox."""
    visit = visiting(request)
    return {"unread": await count_unread(visit.actor.id)} if visit else {}


def _page(request: AnyRequest, template: str, *, status: int, facts: dict[str, Any]) -> Page:
    settings = settings_of(request)
    visit = visiting(request)
    cookies: list[Cookie] = []
    flash = request.cookies.get(flash_cookie(settings), "")
    if flash:
        cookies.append(end_cookie(flash_cookie(settings), settings))
    body = _TEMPLATES.get_template(template).render(
        asker=visit.actor if visit else None,
        csrf=csrf_token(request),
        flash=flash,
        here=request.scope["path"],
        menu=menu_of(request),
        **facts,
    )
    if visit is None and "_csrf" in body:
        cookies.append(make_cookie(guest_cookie(settings), guest_secret(request), settings))
    return Response(body.encode(), status_code=status, media_type=HTML, cookies=cookies)
