"""Signing in and out. The example for every page with a form."""

from datetime import UTC, datetime
from typing import Annotated

from litestar import get, post
from litestar.params import PathParameter, QueryParameter

from lintas.actions.accounts.ask_for_link import ask_for_link
from lintas.actions.accounts.follow_link import follow_link
from lintas.actions.accounts.sign_in import SignInRefused, sign_in
from lintas.actions.accounts.sign_out import sign_out
from lintas.domain.accounts import BROWSER_LIFE, parse_email
from lintas.domain.refusal import Refusal
from lintas.domain.secret import hash_secret
from lintas.store.credentials import CredentialUnknown, check_link
from lintas.web.asking import AnyRequest, settings_of, visiting
from lintas.web.cookies import end_cookie, make_cookie, session_cookie
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, local_path, show, show_again
from lintas.web.pages.policy import OPEN
from lintas.web.throttle import guesses_of

Secret = Annotated[str, PathParameter()]


@get("/masuk", opt=OPEN)
async def show_login(
    request: AnyRequest, next_path: Annotated[str, QueryParameter(name="next")] = "/"
) -> Page:
    if visiting(request):
        return go(request, local_path(next_path))
    return await show(request, "login.html", form=blank_form(next=local_path(next_path)))


@post("/masuk", opt=OPEN)
async def log_in(request: AnyRequest) -> Page:
    form = await read_form(request)
    email, password = form.text("email").lower(), form.secret("password")
    guesses, now = guesses_of(request), datetime.now(UTC)
    try:
        form.refuse_faults()
        guesses.check(email, now=now)
        secret = await sign_in(email=email, password=password, now=now)
    except Refusal as refusal:
        if isinstance(refusal, SignInRefused):
            guesses.count(email, now=now)
        return await show_again(request, "login.html", form, refusal)
    guesses.forget(email)
    return enter(request, secret, local_path(form.value("next")))


@post("/masuk/tautan", opt=OPEN)
async def send_link(request: AnyRequest) -> Page:
    """The answer is the same whether there is such an account or not."""
    form = await read_form(request)
    typed = form.text("email")
    try:
        form.refuse_faults()
        email = parse_email(typed)
        await ask_for_link(email, now=datetime.now(UTC))
    except Refusal as refusal:
        return await show_again(request, "login.html", form, refusal)
    return await show(request, "link_sent.html", email=email)


@get("/masuk/{secret:str}", opt=OPEN)
async def show_link(request: AnyRequest, secret: Secret) -> Page:
    """A button and nothing else: link previews open links too, and must not use them up."""
    try:
        await check_link(hash_secret(secret), now=datetime.now(UTC))
    except CredentialUnknown:
        return await show(request, "link_over.html", status=410)
    return await show(request, "link.html")


@post("/masuk/{secret:str}", opt=OPEN)
async def use_link(request: AnyRequest, secret: Secret) -> Page:
    try:
        browser = await follow_link(secret, now=datetime.now(UTC))
    except CredentialUnknown:
        return await show(request, "link_over.html", status=410)
    return enter(request, browser, "/")


@post("/keluar", opt=OPEN)
async def log_out(request: AnyRequest) -> Page:
    """Also for those whose session is over already: they are signed out."""
    visit = visiting(request)
    if visit:
        await sign_out(visit, now=datetime.now(UTC))
    return leave(request, go(request, "/masuk", flash="signed_out"))


def enter(request: AnyRequest, secret: str, path: str, *, flash: str = "") -> Page:
    """The browser gets a secret made just now, whatever it came with."""
    settings = settings_of(request)
    page = go(request, path, flash=flash)
    page.cookies.append(make_cookie(session_cookie(settings), secret, settings, life=BROWSER_LIFE))
    return page


def leave(request: AnyRequest, page: Page) -> Page:
    """The page, and nothing else of us stays in the browser."""
    settings = settings_of(request)
    page.cookies.append(end_cookie(session_cookie(settings), settings))
    page.headers["Clear-Site-Data"] = '"cache", "storage"'
    return page


SIGNING_IN = (show_login, log_in, send_link, show_link, use_link, log_out)
