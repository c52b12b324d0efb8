"""A participant's own calendar: one address for each device, to be taken away one by one."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import get, post
from litestar.params import PathParameter, QueryParameter

from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.feeds.revoke_feed import revoke_own_feed
from lintas.domain.feeds import LONGEST_LABEL, Feed, FeedScope, FeedStyle
from lintas.domain.programs import Enrolment
from lintas.domain.refusal import NotFound, Refusal
from lintas.domain.secret import hash_secret
from lintas.feeds.links import outlook_links
from lintas.store.feeds.addresses import FeedUnknown, find_feed_by_secret, list_feeds_of
from lintas.store.programs.enrolments import find_enrolment_by_secret
from lintas.web.asking import AnyRequest
from lintas.web.forms import blank_form, read_form
from lintas.web.html import Page, go, show_again
from lintas.web.pages.policy import BY_SECRET
from lintas.web.pages.subscribing import DEVICES, Device, feeds_shown, find_device, links_of
from lintas.web.pages.unlisted import UNLISTED, Secret, show_gone, show_personal

TEMPLATE = "participants/subscribe.html"
FeedSecret = Annotated[str, PathParameter()]


@get("/p/{secret:str}/langganan", opt=BY_SECRET)
async def show_own_feeds(request: AnyRequest, secret: Secret) -> Page:
    try:
        facts = await _facts(await find_enrolment_by_secret(secret), secret)
    except NotFound:
        return await show_gone(request)
    return await show_personal(request, TEMPLATE, form=blank_form(device="", label=""), **facts)


@post("/p/{secret:str}/langganan", opt=BY_SECRET, status_code=200)
async def open_own(request: AnyRequest, secret: Secret) -> Page:
    """Off to a page that bears the new address, so that loading it again makes no other."""
    form = await read_form(request)
    try:
        enrolment = await find_enrolment_by_secret(secret)
    except NotFound:
        return await show_gone(request)
    device = form.choice("device", Device)
    label = form.optional_text("label", longest=LONGEST_LABEL)
    try:
        form.refuse_faults()
        style = FeedStyle(label or DEVICES[device])
        opened = await open_own_feed(secret, style, now=datetime.now(UTC))
    except Refusal as refusal:
        page = await show_again(request, TEMPLATE, form, refusal, **await _facts(enrolment, secret))
        page.headers.update(UNLISTED)
        return page
    query = urlencode({"perangkat": device.value})
    return go(request, f"/p/{secret}/langganan/{opened.secret}?{query}")


@get("/p/{secret:str}/langganan/{feed_secret:str}", opt=BY_SECRET)
async def show_own_feed(
    request: AnyRequest,
    secret: Secret,
    feed_secret: FeedSecret,
    device: Annotated[str, QueryParameter(name="perangkat", max_length=20)] = "",
) -> Page:
    try:
        enrolment = await find_enrolment_by_secret(secret)
        feed = await _find_own(enrolment, feed_secret)
    except NotFound:
        return await show_gone(request)
    return await show_personal(
        request,
        "participants/subscribed.html",
        secret=secret,
        label=feed.style.label,
        links=links_of(request, feed_secret),
        outlook=outlook_links(links_of(request, feed_secret).https, feed.style.label),
        device=find_device(device).value,
    )


@post("/p/{secret:str}/langganan/cabut", opt=BY_SECRET)
async def revoke_own(request: AnyRequest, secret: Secret) -> Page:
    form = await read_form(request)
    feed_id = form.identifier("feed_id")
    form.refuse_faults()
    try:
        await revoke_own_feed(feed_id, secret, now=datetime.now(UTC))
    except NotFound:
        return await show_gone(request)
    return go(request, f"/p/{secret}/langganan", flash="revoked")


async def _find_own(enrolment: Enrolment, feed_secret: str) -> Feed:
    """Raises NotFound: no address in use of the same person's."""
    try:
        feed = await find_feed_by_secret(hash_secret(feed_secret))
    except FeedUnknown:
        raise NotFound("feed_id", "…") from None
    if feed.revoked_at is not None or feed.subject_id != enrolment.person.id:
        raise NotFound("feed_id", "…")
    return feed


async def _facts(enrolment: Enrolment, secret: str) -> dict[str, Any]:
    feeds = await list_feeds_of(FeedScope.PERSON, enrolment.person.id)
    return {
        "secret": secret,
        "devices": [(device.value, said) for device, said in DEVICES.items()],
        "feeds": await feeds_shown([feed for feed in feeds if feed.account_id is None]),
    }


SUBSCRIBING = (show_own_feeds, open_own, show_own_feed, revoke_own)
