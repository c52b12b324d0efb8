"""Trainers who have not answered: a link for each, and a text ready for WhatsApp."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.people.invite_trainer import Invited, invite_trainer, revoke_trainer_link
from lintas.actions.steps.announcing import facts_of
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import SessionId
from lintas.render.messages import LINKED_ALREADY, say_message, whatsapp_link
from lintas.render.times import say_moment, say_span
from lintas.rules.access import Verb
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.teachers import Unanswered, list_unanswered
from lintas.store.trainer_links import list_trainer_links
from lintas.web.asking import AnyRequest, asking, settings_of
from lintas.web.forms import read_form
from lintas.web.html import Page, go, show

# Each link holds a whole text: more would not fit a page that phones load.
MOST_SHOWN = 25
# What a text says besides its link, and how long each of it may be.
_TOLD = ("title", "agency", "room", "venue", "starts_at", "ends_at", "zone", "sessions")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """One trainer; `since` is when a link was made, empty where there is none in force."""

    person_id: UUID
    regency: str
    name: str
    sessions: int
    next: str
    since: str
    reminder: str


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A personal link, and the chat in which it is sent; known to nobody from now on."""

    name: str
    link: str
    whatsapp: str


@get("/pengajar")
async def show_waiting(request: AnyRequest) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    allow_somewhere(actor, Verb.INVITE_TRAINERS)
    found = await list_unanswered(seen_by=actor, now=now)
    waiting = await _list_waiting(found[:MOST_SHOWN], settings_of(request).public_url)
    return await show(
        request,
        "teaching/waiting.html",
        waiting=waiting,
        unlinked=sum(1 for each in waiting if not each.since),
        more=len(found) - len(waiting),
    )


@post("/pengajar/tautan", status_code=200)
async def invite_all(request: AnyRequest) -> Page:
    """Of those on the page, each who has no link in force gets one."""
    actor, now = asking(request), datetime.now(UTC)
    allow_somewhere(actor, Verb.INVITE_TRAINERS)
    found = (await list_unanswered(seen_by=actor, now=now))[:MOST_SHOWN]
    linked = {
        (link.person_id, link.keeper)
        for link in await list_trainer_links([each.trainer.id for each in found])
    }
    invited = [
        (each, await invite_trainer(each.trainer.id, each.keeper, actor=actor, now=now))
        for each in found
        if (each.trainer.id, each.keeper) not in linked
    ]
    return await _show_links(request, invited)


@post("/pengajar/{person_id:uuid}/tautan", status_code=200)
async def invite(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    """The regency's old link opens nothing from now on."""
    actor, now = asking(request), datetime.now(UTC)
    form = await read_form(request)
    keeper = RegencyCode(form.text("regency"))
    form.refuse_faults()
    invited = await invite_trainer(person_id, keeper, actor=actor, now=now)
    found = await list_unanswered(seen_by=actor, now=now)
    asked = next(
        (each for each in found if (each.trainer.id, each.keeper) == (person_id, keeper)),
        Unanswered(keeper, invited.trainer, ()),
    )
    return await _show_links(request, [(asked, invited)])


@post("/pengajar/{person_id:uuid}/tautan/cabut")
async def revoke(request: AnyRequest, person_id: FromPath[UUID]) -> Page:
    form = await read_form(request)
    keeper = RegencyCode(form.text("regency"))
    form.refuse_faults()
    await revoke_trainer_link(person_id, keeper, actor=asking(request), now=datetime.now(UTC))
    return go(request, "/pengajar", flash="revoked")


async def _list_waiting(found: Sequence[Unanswered], public_url: str) -> list[Waiting]:
    links = {
        (link.person_id, link.keeper): link
        for link in await list_trainer_links([each.trainer.id for each in found])
    }
    waiting = []
    for each in found:
        (first,) = await list_cards(await list_sessions_named(each.session_ids[:1]))
        link = links.get((each.trainer.id, each.keeper))
        told = {**await _told(each.session_ids), "reader": LINKED_ALREADY}
        text = say_message("trainer_asked", told, public_url=public_url).whatsapp
        waiting.append(
            Waiting(
                person_id=each.trainer.id,
                regency=each.keeper,
                name=each.trainer.name,
                sessions=len(each.session_ids),
                next=say_span(first.session.span, first.zone),
                since=say_moment(link.made_at, first.zone) if link else "",
                reminder=whatsapp_link(each.trainer.phone, text) if link else "",
            )
        )
    return waiting


async def _told(session_ids: Sequence[SessionId]) -> dict[str, Any]:
    """What the text says of the sessions: the first, and how many there are."""
    if not session_ids:
        return {}
    cards = await list_cards(await list_sessions_named(session_ids[:1]))
    facts = {**facts_of(cards), "sessions": len(session_ids)}
    return {
        name: fact[:_LONGEST] if isinstance(fact := facts[name], str) else fact for name in _TOLD
    }


async def _show_links(request: AnyRequest, invited: Sequence[tuple[Unanswered, Invited]]) -> Page:
    public_url = settings_of(request).public_url
    links = []
    for asked, each in invited:
        path = f"/ajar/{each.secret}"
        told = {**await _told(asked.session_ids), "link": path}
        text = say_message("trainer_asked", told, public_url=public_url).whatsapp
        chat = whatsapp_link(each.trainer.phone, text)
        links.append(LinkShown(each.trainer.name, f"{public_url}{path}", chat))
    return await show(request, "teaching/links.html", links=links)


INVITING = (show_waiting, invite_all, invite, revoke)
