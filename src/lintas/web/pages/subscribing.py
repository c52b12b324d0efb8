"""A calendar's secret address as people take it into their phones: buttons, steps, delays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import PathParameter, QueryParameter

from lintas.domain.feeds import Feed, FeedScope
from lintas.domain.fetches import Fetch
from lintas.domain.secret import hash_secret
from lintas.feeds.asking import YEAR
from lintas.feeds.links import SubscribeLinks, feed_url, outlook_links, qr_svg, subscribe_links
from lintas.feeds.places import PLACES
from lintas.render.catalogues import say
from lintas.render.times import say_ago, say_moment
from lintas.store.feeds.addresses import FeedUnknown, find_feed_by_secret
from lintas.store.feeds.desks import name_subjects
from lintas.store.feeds.fetches import list_last_fetches
from lintas.web.asking import AnyRequest, settings_of, visiting
from lintas.web.html import Page
from lintas.web.pages.policy import OPEN
from lintas.web.pages.unlisted import show_personal

Secret = Annotated[str, PathParameter()]

# What hangs on a door leads strangers to it; everything else belongs to one person.
POSTERS = frozenset(FeedScope) - {FeedScope.PERSON, FeedScope.TRAINER, FeedScope.COORDINATOR}
ZONE = ZoneInfo("Asia/Jakarta")


class Device(StrEnum):
    """What a calendar is taken into, as far as the steps differ."""

    IPHONE = "iphone"
    ANDROID = "android"
    OUTLOOK = "outlook"
    OTHER = "lainnya"


DEVICES: Mapping[Device, str] = {
    Device.IPHONE: "iPhone atau iPad",
    Device.ANDROID: "HP Android dengan Google Kalender",
    Device.OUTLOOK: "Outlook",
    Device.OTHER: "Lainnya",
}


@dataclass(frozen=True, slots=True)
class FeedShown:
    """One address in use, as a line; its secret is nobody's to show any more.

    `fetched` says who asked for it last, and how long ago; empty: nobody has yet.
    """

    id: object
    label: str
    subject: str
    scope: str
    since: str
    fetched: str


def find_device(given: str) -> Device:
    """Whatever isn't known gets the steps that fit everything."""
    return Device(given) if given in set(Device) else Device.OTHER


def links_of(request: AnyRequest, secret: str) -> SubscribeLinks:
    return subscribe_links(feed_url(settings_of(request).public_url, secret))


async def feeds_shown(
    feeds: Sequence[Feed], names: Mapping[UUID, str] | None = None
) -> list[FeedShown]:
    """`names` are those of their subjects, where they are to be told."""
    last = await list_last_fetches([feed.id for feed in feeds])
    now = datetime.now(UTC)
    return [
        _shown(feed, (names or {}).get(feed.subject_id, ""), last.get(feed.id), now)
        for feed in feeds
    ]


def say_fetched(last: Fetch | None, now: datetime) -> str:
    return f"{say(f'client.{last.client}', 'id')}, {say_ago(now, last.at)}" if last else ""


def _shown(feed: Feed, subject: str, last: Fetch | None, now: datetime) -> FeedShown:
    return FeedShown(
        id=feed.id,
        label=feed.style.label,
        subject=subject,
        scope=feed.scope.value,
        since=say_moment(feed.created_at, ZONE),
        fetched=say_fetched(last, now),
    )


@get("/langganan/{secret:str}", opt=OPEN)
async def show_subscribing(
    request: AnyRequest,
    secret: Secret,
    device: Annotated[str, QueryParameter(name="perangkat", max_length=20)] = "",
) -> Page:
    """Where a poster's code leads: every phone opens it, and finds its own button here.

    Whoever has just made the address sees it here, too, and the poster itself.
    """
    try:
        feed = await find_feed_by_secret(hash_secret(secret))
    except FeedUnknown:
        return await show_personal(request, "feeds/gone.html", status=404, revoked=False)
    if feed.revoked_at is not None and feed.revoked_at <= datetime.now(UTC):
        return await show_personal(request, "feeds/gone.html", status=410, revoked=True)
    names = await name_subjects([feed])
    name = names.get(feed.subject_id, "Jadwal")
    return await show_personal(
        request,
        "feeds/subscribe.html",
        name=name,
        label=feed.style.label,
        links=links_of(request, secret),
        outlook=outlook_links(links_of(request, secret).https, name),
        devices=[(each.value, said) for each, said in DEVICES.items()],
        device=find_device(device).value if device else "",
        fetched=(await feeds_shown([feed]))[0].fetched,
        poster=_poster(request, feed, secret, name),
        code=_code(request, secret, name),
        is_place=feed.scope in PLACES,
        archives=_archives(feed, links_of(request, secret)),
    )


def _archives(feed: Feed, links: SubscribeLinks) -> list[tuple[int, str]]:
    """This year and the last, as files to be kept; of conflicts there are none."""
    if feed.scope is FeedScope.COORDINATOR:
        return []
    year = datetime.now(ZONE).year
    return [(each, f"{links.https}?{YEAR}={each}") for each in (year, year - 1)]


def _poster(request: AnyRequest, feed: Feed, secret: str, name: str) -> str:
    """A code to be printed, as SVG, for those who keep the calendar; empty for others."""
    if visiting(request) is None or feed.scope not in POSTERS:
        return ""
    return _code(request, secret, name)


def _code(request: AnyRequest, secret: str, name: str) -> str:
    """To this very page: a phone that sees it on a screen finds its own button there."""
    address = f"{settings_of(request).public_url}/langganan/{secret}"
    return qr_svg(address, f"Kode QR: {name}")
