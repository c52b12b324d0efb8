"""One's own account."""

from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from lintas.actions.accounts.change_password import change_password
from lintas.actions.accounts.sign_out_everywhere import sign_out_everywhere
from lintas.actions.steps.passwords import SHORTEST_PASSWORD
from lintas.domain.refusal import Refusal
from lintas.store.accounts import find_password_hash
from lintas.web.asking import AnyRequest, asking
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.accounts.words import say_roles
from lintas.web.pages.login import enter, leave

TEMPLATE = "accounts/own.html"
# What the refusals of passwords call them, and what the form does.
FIELDS = {"password": "new"}


@get("/akun/saya")
async def show_own(request: AnyRequest) -> Page:
    return await show(request, TEMPLATE, form=blank_form(), **await _facts(request))


@post("/akun/saya/sandi")
async def change_own_password(request: AnyRequest) -> Page:
    form = await read_form(request)
    try:
        secret = await _change(request, form)
    except Refusal as refusal:
        facts = await _facts(request)
        return await show_again(request, TEMPLATE, form, refusal, fields=FIELDS, **facts)
    return enter(request, secret, "/akun/saya", flash="saved")


@post("/akun/saya/keluar")
async def leave_everywhere(request: AnyRequest) -> Page:
    await sign_out_everywhere(by=asking(request), now=datetime.now(UTC))
    return leave(request, go(request, "/masuk", flash="signed_out"))


async def _change(request: AnyRequest, form: Form) -> str:
    new = form.secret("new")
    form.refuse_faults()
    return await change_password(
        present=form.value("present"), new=new, by=asking(request), now=datetime.now(UTC)
    )


async def _facts(request: AnyRequest) -> dict[str, Any]:
    actor = asking(request)
    return {
        "roles": await say_roles(actor.memberships),
        "has_password": bool(await find_password_hash(actor.id)),
        "shortest": SHORTEST_PASSWORD,
    }


OWN = (show_own, change_own_password, leave_everywhere)
