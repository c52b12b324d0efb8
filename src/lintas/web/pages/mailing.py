"""Sessions by e-mail instead of a calendar's address: said with an account, or by a link."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from litestar import get, post

from lintas.actions.calendar_mail.choose_mail import (
    choose_mail,
    choose_mail_by_link,
    choose_mail_by_trainer_link,
)
from lintas.domain.calendar_mail import MOST_AHEAD, Wish
from lintas.domain.feeds import FeedScope
from lintas.domain.people import PersonId
from lintas.domain.refusal import NotFound, Refusal
from lintas.store.calendar_mail.choices import find_recipient, has_chosen_mail
from lintas.store.feeds.addresses import list_feeds_of
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.store.trainer_links import LinkRevoked, find_trainer_link_by_secret
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import Form, blank_form, read_form
from lintas.web.html import Page, go, show, show_again
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.teaching.by_link import show_gone_link
from lintas.web.pages.unlisted import UNLISTED, Secret, show_gone, show_personal

TEMPLATE = "calendar_mail/choose.html"
FLASHES = {Wish.START: "mail_started", Wish.STOP: "mail_stopped"}
# As much of an address as tells its owner which one it is, and a finder of the link no more.
SHOWN_OF_NAME = 2


@dataclass(frozen=True, slots=True)
class MailShown:
    """`address` is shortened, empty when none is known; `has_feeds`: subscribes to the same."""

    is_on: bool
    address: str
    has_feeds: bool


@get("/kalender/surel")
async def show_own_mail(request: AnyRequest) -> Page:
    return await show(request, TEMPLATE, form=blank_form(), **await _own_facts(request))


@post("/kalender/surel", status_code=200)
async def choose_own_mail(request: AnyRequest) -> Page:
    form = await read_form(request)
    try:
        wish = _read_wish(form)
        await choose_mail(wish, actor=asking(request), now=datetime.now(UTC))
    except Refusal as refusal:
        return await show_again(request, TEMPLATE, form, refusal, **await _own_facts(request))
    return go(request, "/kalender/surel", flash=FLASHES[wish])


@get("/p/{secret:str}/langganan/surel", opt=BY_SECRET)
async def show_mail_by_link(request: AnyRequest, secret: Secret) -> Page:
    try:
        facts = await _participant_facts(request, secret)
    except NotFound:
        return await show_gone(request)
    return await show_personal(request, TEMPLATE, form=blank_form(), **facts)


@post("/p/{secret:str}/langganan/surel", opt=BY_SECRET, status_code=200)
async def choose_mail_of_link(request: AnyRequest, secret: Secret) -> Page:
    form = await read_form(request)
    try:
        facts = await _participant_facts(request, secret)
    except NotFound:
        return await show_gone(request)
    try:
        wish = _read_wish(form)
        await choose_mail_by_link(secret, wish, now=datetime.now(UTC))
    except Refusal as refusal:
        return await _again(request, form, refusal, facts)
    return go(request, f"/p/{secret}/langganan/surel", flash=FLASHES[wish])


@get("/ajar/{secret:str}/surel", opt=BY_SECRET)
async def show_mail_of_trainer(request: AnyRequest, secret: Secret) -> Page:
    try:
        facts = await _trainer_facts(request, secret)
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    return await show_personal(request, TEMPLATE, form=blank_form(), **facts)


@post("/ajar/{secret:str}/surel", opt=BY_SECRET, status_code=200)
async def choose_mail_of_trainer(request: AnyRequest, secret: Secret) -> Page:
    form = await read_form(request)
    try:
        facts = await _trainer_facts(request, secret)
    except (NotFound, LinkRevoked) as refusal:
        return await show_gone_link(request, refusal)
    try:
        wish = _read_wish(form)
        await choose_mail_by_trainer_link(secret, wish, now=datetime.now(UTC))
    except Refusal as refusal:
        return await _again(request, form, refusal, facts)
    return go(request, f"/ajar/{secret}/surel", flash=FLASHES[wish])


def _read_wish(form: Form) -> Wish:
    """Raises Invalid: no button of ours says so."""
    wish = form.choice("wish", Wish)
    form.refuse_faults()
    return wish


async def _again(request: AnyRequest, form: Form, refusal: Refusal, facts: dict[str, Any]) -> Page:
    page = await show_again(request, TEMPLATE, form, refusal, **facts)
    page.headers.update(UNLISTED)
    return page


async def _own_facts(request: AnyRequest) -> dict[str, Any]:
    person_id = asking(request).person_id
    shown = await _shown(person_id) if person_id else None
    return {
        **_facts(request, "/kalender/surel", back=("/kalender", "Kalender"), shown=shown),
        "is_personal": False,
    }


async def _participant_facts(request: AnyRequest, secret: str) -> dict[str, Any]:
    """Raises NotFound."""
    person = (await find_enrolment_by_secret(secret)).person
    action = f"/p/{secret}/langganan/surel"
    back = (f"/p/{secret}/langganan", "Langganan kalender")
    return _facts(request, action, back=back, shown=await _shown(person.id))


async def _trainer_facts(request: AnyRequest, secret: str) -> dict[str, Any]:
    """Raises NotFound, LinkRevoked."""
    link = await find_trainer_link_by_secret(secret)
    back = (f"/ajar/{secret}", "Jadwal mengajar")
    return _facts(request, f"/ajar/{secret}/surel", back=back, shown=await _shown(link.person_id))


def _facts(
    request: AnyRequest, action: str, *, back: tuple[str, str], shown: MailShown | None
) -> dict[str, Any]:
    path, said = back
    return {
        "action": action,
        "back": path,
        "back_said": said,
        "shown": shown,
        "most": MOST_AHEAD,
        "is_sending": bool(settings_of(request).smtp_url),
        "is_personal": True,
    }


async def _shown(person_id: PersonId) -> MailShown:
    recipient = await find_recipient(person_id)
    return MailShown(
        is_on=await has_chosen_mail(person_id),
        address=shorten(recipient.email),
        has_feeds=bool(await list_feeds_of(FeedScope.PERSON, person_id)),
    )


def shorten(address: str) -> str:
    """pe…@example.test, for pages that whoever has the link can read."""
    name, at, host = address.rpartition("@")
    return f"{name[:SHOWN_OF_NAME]}…{at}{host}" if at else ""


MAILING = (
    show_own_mail,
    choose_own_mail,
    show_mail_by_link,
    choose_mail_of_link,
    show_mail_of_trainer,
    choose_mail_of_trainer,
)
