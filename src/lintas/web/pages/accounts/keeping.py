"""Colleagues' accounts: who is let in, and by which link."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import get, post
from litestar.params import PathParameter

from lintas.actions.accounts.disable_account import disable_account
from lintas.actions.accounts.invite_account import invite_account
from lintas.actions.accounts.issue_link import issue_link
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.accounts import EVERYWHERE, LINK_LIFE, Account, parse_membership
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor, Role
from lintas.domain.refusal import Refusal
from lintas.render.messages import say_message, whatsapp_link
from lintas.rules.access import Subject, Verb, can
from lintas.store.accounts import list_accounts
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.accounts.words import ROLES, regency_names, say_role

TEMPLATE = "accounts/list.html"
MOST = 500

AccountPath = Annotated[UUID, PathParameter()]


@get("/akun")
async def show_accounts(request: AnyRequest) -> Page:
    allow_somewhere(asking(request), Verb.KEEP_ACCOUNTS)
    return await show(request, TEMPLATE, form=blank_form(), **await _facts(asking(request)))


@post("/akun")
async def invite(request: AnyRequest) -> Page:
    form = await read_form(request)
    now = datetime.now(UTC)
    try:
        account, secret = await _invite(form, by=asking(request), now=now)
    except Refusal as refusal:
        facts = await _facts(asking(request))
        return await show_again(request, TEMPLATE, form, refusal, **facts)
    return await _show_link(request, account, secret, now=now)


@post("/akun/{account_id:uuid}/tautan")
async def make_link(request: AnyRequest, account_id: AccountPath) -> Page:
    now = datetime.now(UTC)
    account, secret = await issue_link(account_id, by=asking(request), now=now)
    return await _show_link(request, account, secret, now=now)


@post("/akun/{account_id:uuid}/tutup")
async def close(request: AnyRequest, account_id: AccountPath) -> Page:
    await disable_account(account_id, by=asking(request), now=datetime.now(UTC))
    return go(request, "/akun", flash="saved")


async def _invite(form: Form, *, by: Actor, now: datetime) -> tuple[Account, str]:
    email, name = form.text("email"), form.text("name", longest=300)
    role, regency = form.choice("role", Role), form.optional_text("regency")
    form.refuse_faults()
    membership = parse_membership(role, regency)
    return await invite_account(email=email, name=name, membership=membership, by=by, now=now)


async def _show_link(request: AnyRequest, account: Account, secret: str, *, now: datetime) -> Page:
    """Shown this once: only its hash is kept."""
    public_url = settings_of(request).public_url
    link = f"{public_url}/masuk/{secret}"
    facts = {"link": link, "deadline": (now + LINK_LIFE).isoformat(), "person": account.name}
    said = say_message("sign_in_link", facts, public_url=public_url)
    return await show(
        request,
        "accounts/link.html",
        account=account,
        link=link,
        whatsapp=whatsapp_link(account.phone, said.whatsapp),
    )


async def _facts(actor: Actor) -> dict[str, Any]:
    names = await regency_names()
    return {
        "gives_admin": _may_give(actor, Role.ADMIN),
        "rows": [
            _row(account, names) for account in await list_accounts(seen_by=actor, limit=MOST)
        ],
        "roles": [(role.value, said) for role, said in ROLES.items() if _may_give(actor, role)],
        "regencies": [
            (code, name)
            for code, name in names.items()
            if can(actor, Verb.KEEP_ACCOUNTS, Subject(keeper=code))
        ],
    }


def _row(account: Account, names: Mapping[RegencyCode, str]) -> dict[str, object]:
    return {
        "id": account.id,
        "name": account.name,
        "email": account.email,
        "roles": [say_role(each, names) for each in account.memberships],
        "is_open": account.disabled_at is None,
        "is_example": account.is_example,
    }


def _may_give(actor: Actor, role: Role) -> bool:
    """What the form offers; the action decides."""
    return role not in EVERYWHERE or (
        role is Role.ADMIN and any(each.role in EVERYWHERE for each in actor.memberships)
    )


KEEPING = (show_accounts, invite, make_link, close)
